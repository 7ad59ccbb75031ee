// The regression simulation of Zheng et al. 2020 (AAAI, "Distance-IoU Loss"): how fast a loss alone brings
// boxes to their targets. With 5,000 anchor points it has 1,715,000 cases; none are folded together.
//
// With exact slopes the paper's finding holds in part only, with those of its code (published_slopes.h) all
// of it does. Tests say how far.
//
// Where a step is longer than the way to a kink, boxes leap about it, and in a few cases rounding grows from
// step to step until it shows. So builds for other processors, and other programs, agree to rounding in the
// first tens of iterations only, and from then on to some 10⁻⁵ of the error at the start.
#pragma once

#include "core/base/progress.h"
#include "core/base/value.h"
#include "core/boxes/box_descent.h"
#include "core/boxes/regression_cases.h"

#include <span>
#include <vector>

namespace lossarium {

inline constexpr Index regressionIterations = 200;
inline constexpr Index mostAnchors = 1'000'000;

/// η of an iteration, counted from 1: 0.1 up to the 160th, 0.01 up to the 180th, then 0.001.
constexpr double regressionRate(Index iteration) {
  return iteration <= 160 ? 0.1 : iteration <= 180 ? 0.01 : 0.001;
}

/// A case with a smaller error at the end has found its target: a tenth of the targets' scale, in all.
inline constexpr double foundError = 0.1;

struct RegressionResult {
  Index cases = 0;  ///< 343 an anchor point
  Index found = 0;  ///< cases that end with an error below foundError
  Index still = 0;  ///< cases that end where they began: they had no slope all the way
  /// Σ |Δx| + |Δy| + |Δw| + |Δh| over all cases: at the start, then after each iteration (201 numbers).
  std::vector<double> totalError;
  std::vector<double> finalError;  ///< the same after the last iteration, for each anchor point alone
};

/// The descents from `anchors` under a loss of boxes, over all cores; the same bytes for any number of
/// threads. Throws Error, with "loss" in front, as makeBoxDescent does, and Cancelled within a millisecond.
RegressionResult simulateRegression(const Choice& loss, std::span<const AnchorPoint> anchors,
                                    const Progress& progress = {}, BoxSlopes slopes = BoxSlopes::own);

}  // namespace lossarium
