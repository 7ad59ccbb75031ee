#include "core/boxes/simulation_findings.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

namespace lossarium {
namespace {

constexpr std::string_view fromGreatest[] = {"iou", "giou", "diou", "ciou"};
constexpr std::size_t lastAtFullRate = 160;

std::array<double, anchorRings> meansByDistance(std::span<const AnchorPoint> anchors,
                                                std::span<const double> errors) {
  std::array<double, anchorRings> sums{}, cases{};
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const double distance = std::hypot(anchors[i].x - targetCentre, anchors[i].y - targetCentre);
    const auto ring = std::min(static_cast<std::size_t>(distance / anchorRingWidth), anchorRings - 1);
    sums[ring] += errors[i];
    cases[ring] += RegressionCases::count;
  }
  for (std::size_t ring = 0; ring < anchorRings; ++ring) sums[ring] /= cases[ring];  // 0/0: no points
  return sums;
}

std::optional<double> heldWithin(const LossFacts& lower, const LossFacts& higher) {
  std::size_t rings = 0;
  while (rings < anchorRings && lower.byDistance[rings] < higher.byDistance[rings]) ++rings;
  if (rings == 0) return std::nullopt;
  return static_cast<double>(rings) * anchorRingWidth;
}

AtTheEnd endOf(const LossFacts& lower, const LossFacts& higher) {
  constexpr double levelBelow = 0.01;
  if (std::abs(lower.end - higher.end) < levelBelow * higher.end) return AtTheEnd::level;
  return lower.end < higher.end ? AtTheEnd::below : AtTheEnd::above;
}

PaperOrder compared(std::span<const SimulatedFacts> losses, std::size_t lower, std::size_t higher) {
  const auto &below = losses[lower].totalError, &above = losses[higher].totalError;
  PaperOrder order{.lower = lower, .higher = higher};
  for (std::size_t k = 1; k < std::min(below.size(), above.size()); ++k)
    order.held += below[k] < above[k] ? 1 : 0;
  order.end = endOf(losses[lower].facts, losses[higher].facts);
  if (order.end == AtTheEnd::above) order.holdsWithin = heldWithin(losses[lower].facts, losses[higher].facts);
  return order;
}

}  // namespace

LossFacts lossFacts(std::span<const AnchorPoint> anchors, const RegressionResult& result) {
  LossFacts facts;
  facts.start = result.totalError.front();
  facts.end = result.totalError.back();
  facts.beforeRateFalls = result.totalError[lastAtFullRate];
  facts.restsBySmallerRate = result.totalError[lastAtFullRate] - result.totalError[lastAtFullRate + 10] >
                             result.totalError[lastAtFullRate - 10] - result.totalError[lastAtFullRate];
  const auto cases = static_cast<double>(std::max<Index>(result.cases, 1));
  facts.found = static_cast<double>(result.found) / cases;
  facts.still = static_cast<double>(result.still) / cases;
  facts.byDistance = meansByDistance(anchors, result.finalError);
  return facts;
}

std::vector<std::size_t> orderAtTheEnd(std::span<const SimulatedFacts> losses) {
  std::vector<std::size_t> order(losses.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [losses](std::size_t one, std::size_t other) {
    return losses[one].facts.end < losses[other].facts.end;
  });
  return order;
}

std::vector<PaperOrder> paperOrders(std::span<const SimulatedFacts> losses) {
  std::vector<std::size_t> present;
  for (const std::string_view id : fromGreatest)
    for (std::size_t i = 0; i < losses.size(); ++i)
      if (losses[i].id == id) present.push_back(i);
  std::vector<PaperOrder> orders;
  for (std::size_t i = 1; i < present.size(); ++i)
    orders.push_back(compared(losses, present[i], present[i - 1]));
  return orders;
}

}  // namespace lossarium
