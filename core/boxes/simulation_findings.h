// What results of the regression simulation say, as facts: what a loss leaves, and where; and whether losses
// end in the order in which Zheng et al. 2020 (AAAI, "Distance-IoU Loss") find them.
#pragma once

#include "core/boxes/regression_simulation.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lossarium {

inline constexpr std::size_t anchorRings = 6;
inline constexpr double anchorRingWidth = anchorRadius / anchorRings;

/// Of one loss.
struct LossFacts {
  double start = 0, end = 0;   ///< total error
  double beforeRateFalls = 0;  ///< total error after the 160th iteration
  /// Whether the error falls further in the ten iterations with a tenth of the rate than in the ten before:
  /// then boxes had leapt about their targets, and come to rest.
  bool restsBySmallerRate = false;
  double found = 0, still = 0;  ///< shares of the cases (RegressionResult); 0 without cases
  /// Mean final error of a case by the distance of its anchor point from the targets' centre, from the middle
  /// outwards; NaN for a ring without points.
  std::array<double, anchorRings> byDistance{};
};

LossFacts lossFacts(std::span<const AnchorPoint> anchors, const RegressionResult& result);

/// A loss of which there are results over the same anchor points.
struct SimulatedFacts {
  std::string id;
  std::span<const double> totalError;
  LossFacts facts;
};

/// Indices of `losses`, the least error at the end first; equal ones keep their order.
std::vector<std::size_t> orderAtTheEnd(std::span<const SimulatedFacts> losses);

/// Where one loss ends beside another; level: they differ by less than a hundredth.
enum class AtTheEnd { below, level, above };

/// Two losses, of which the paper finds `lower` below `higher` after every iteration.
struct PaperOrder {
  std::size_t lower, higher;  ///< indices
  Index held = 0;             ///< iterations after which it is
  AtTheEnd end = AtTheEnd::below;
  /// Where it ends above: the distance from the targets' centre up to which each ring ends in
  /// the paper's order nevertheless; none if the innermost does not.
  std::optional<double> holdsWithin = {};
};

/// Of those losses among IoU, GIoU, DIoU and CIoU (the paper's order, from the greatest error to the least)
/// that there are, each with the next.
std::vector<PaperOrder> paperOrders(std::span<const SimulatedFacts> losses);

}  // namespace lossarium
