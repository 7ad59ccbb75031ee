// Heights over a plane: the loss of training, validation or test rows, with or without the penalty, or any
// metric; each as a surface with the place where it is best.
#pragma once

#include "core/experiment/height_choice.h"
#include "core/experiment/problem.h"
#include "core/landscape/framing.h"
#include "core/landscape/surface.h"
#include "core/training/metrics.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lossarium {

struct Height {
  HeightChoice choice;
  MetricSpec measure;                              ///< of a loss as trained with: that loss'
  std::shared_ptr<const WeightFunction> function;  ///< a loss by its fast ways along a slice

  bool holdsPenalty(const Problem& problem) const {
    return choice.metric.empty() && choice.penalty && !problem.experiment.penalty.none();
  }
};

/// Why this problem has no such height, as half a sentence ("there are no validation rows"); empty if it has.
/// Test rows that are sealed have none.
std::string whyNoHeight(const Problem& problem, const HeightChoice& choice);
/// Throws Error with that reason.
Height heightOf(const Problem& problem, const HeightChoice& choice);

struct HeightSurface {
  Height height = {};
  std::shared_ptr<const Surface> surface = {};
  /// (a, b, value) where it is least, or greatest if that is better: found by descent from the best point of
  /// the grid, so it may lie outside the ranges. NaN for a and b where many places are equally good.
  Eigen::Vector3d best = Eigen::Vector3d::Zero();
  /// Its value where the height that is shown first is best; NaN where that is nowhere.
  double atFirstBest = 0;
};

/// What of `landscape` this problem has, in that order: what is shown first, then what lies over it. Where
/// the first is not to be had it is the training objective. `known` surfaces of the same slice, grid and
/// problem are taken over. `Precision::picture` is for eyes; the best places are exact. Throws Cancelled.
struct HeightRequest {
  const Problem& problem;
  const LandscapeChoice& landscape;
  const Framing& framing;
  Index grid = 101;
  Precision precision = Precision::exact;
  std::vector<HeightSurface> known = {};
  bool firstLook = false;  ///< best places are not searched: that of the framing's objective is known
  Progress progress = {};
};
std::vector<HeightSurface> heightSurfaces(const HeightRequest& request);

}  // namespace lossarium
