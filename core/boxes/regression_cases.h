// What the simulation of Zheng et al. 2020 (AAAI, "Distance-IoU Loss", section "simulation experiment") is
// made of: seven target boxes in one place, anchor points in a disc about it, and at each point 49 anchor
// boxes that are to become each of the targets.
#pragma once

#include "core/base/matrix.h"

#include <array>
#include <cstdint>
#include <vector>

namespace lossarium {

inline constexpr double targetCentre = 10;  ///< x and y of each target's centre
inline constexpr double anchorRadius = 3;   ///< of the disc
/// Width over height, of the targets (their area is 1) as of the anchor boxes.
inline constexpr std::array<double, 7> boxRatios{1.0 / 4, 1.0 / 3, 1.0 / 2, 1, 2, 3, 4};
inline constexpr std::array<double, 7> anchorAreas{0.5, 0.67, 0.75, 1, 1.33, 1.5, 2};

struct AnchorPoint {
  double x = targetCentre, y = targetCentre;

  bool operator==(const AnchorPoint&) const = default;
};

/// Uniform in the disc; the same bytes on every platform. Fewer points of a seed are the first of more.
std::vector<AnchorPoint> anchorPoints(Index count, std::uint64_t seed);

/// The cases of one anchor point, boxes that descend side by side: predicted boxes and targets by centre,
/// width and height, a column for each number. So a step becomes vector instructions, and all of it stays in
/// the first-level cache from the first step to the last. Sizes are not negative.
struct RegressionCases {
  static constexpr Index count = 7 * 7 * 7;
  static constexpr Index lanes = 8;
  /// Filled up to whole vectors with boxes that are moved but not counted.
  static constexpr Index padded = (count + lanes - 1) / lanes * lanes;
  using Column = double[padded];

  alignas(64) Column x, y, width, height;
  alignas(64) Column targetWidth, targetHeight;
};

/// At the start. Case (7·target + area)·7 + ratio, each an index into the lists above.
RegressionCases regressionCasesAt(const AnchorPoint& point);

/// The sum over the cases of |Δx| + |Δy| + |Δw| + |Δh|, added in one order.
double errorOf(const RegressionCases& cases);
/// How many of the cases have a smaller error than that.
Index casesBelow(const RegressionCases& cases, double error);
/// How many of the cases have the same four numbers in both.
Index casesUnmoved(const RegressionCases& cases, const RegressionCases& start);

}  // namespace lossarium
