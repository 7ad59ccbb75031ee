// The simulation as one would write it down: one box at a time, with the catalogue's loss. Sizes may become
// negative here: then the corners come in the other order, which the losses allow. Where a step is too long
// for a kink, boxes leap about it, and rounding otherwise would grow until it shows: what includes this is
// built without fused multiply–add, as the simulation is (see CMakeLists.txt).
#pragma once

#include "core/boxes/regression_simulation.h"
#include "tests/core/support/boxes.h"

#include <cmath>
#include <vector>

namespace lossarium::testing {

struct CentredBox {
  double x = 0, y = 0, width = 0, height = 0;

  Box corners() const { return {x - width / 2, y - height / 2, x + width / 2, y + height / 2}; }
};

inline double plainError(const CentredBox& box, const CentredBox& target) {
  return std::abs(box.x - target.x) + std::abs(box.y - target.y) +
         std::abs(std::abs(box.width) - target.width) + std::abs(std::abs(box.height) - target.height);
}

inline double plainIou(const Box& a, const Box& b) {
  const auto sharedAlong = [&](std::size_t low, std::size_t high) {
    return std::max(
        0.0, std::min(std::max(a[low], a[high]), b[high]) - std::max(std::min(a[low], a[high]), b[low]));
  };
  const double common = sharedAlong(0, 2) * sharedAlong(1, 3);
  const auto area = [](const Box& box) { return std::abs(box[2] - box[0]) * std::abs(box[3] - box[1]); };
  return common * (1 / (area(a) + area(b) - common));
}

inline CentredBox plainStep(const Loss& loss, double rate, const CentredBox& box, const CentredBox& target) {
  const Box slope = at(loss, box.corners(), target.corners()).slope;
  const double step = rate * (2 - plainIou(box.corners(), target.corners()));
  return {.x = box.x - step * (slope[0] + slope[2]),
          .y = box.y - step * (slope[1] + slope[3]),
          .width = box.width - step * (slope[2] - slope[0]) / 2,
          .height = box.height - step * (slope[3] - slope[1]) / 2};
}

struct PlainPair {
  CentredBox box, target;
};

inline std::vector<PlainPair> plainPairs(const AnchorPoint& point) {
  std::vector<PlainPair> pairs;
  const double ratios[] = {1.0 / 4, 1.0 / 3, 1.0 / 2, 1, 2, 3, 4};
  for (const double target : ratios)
    for (const double area : {0.5, 0.67, 0.75, 1.0, 1.33, 1.5, 2.0})
      for (const double ratio : ratios)
        pairs.push_back({{point.x, point.y, std::sqrt(area * ratio), std::sqrt(area / ratio)},
                         {10, 10, std::sqrt(target), std::sqrt(1 / target)}});
  return pairs;
}

struct PlainResult {
  std::vector<double> totalError = std::vector<double>(201);
  Index insideOut = 0;  ///< steps after which a size was below 0 that was not before
};

inline PlainResult plainSimulation(const Choice& choice, const std::vector<AnchorPoint>& points) {
  const auto loss = makeLoss(choice);
  PlainResult result;
  for (const AnchorPoint& point : points)
    for (auto [box, target] : plainPairs(point))
      for (std::size_t k = 0; k <= 200; ++k) {
        if (k > 0) {
          const CentredBox before = box;
          box = plainStep(*loss, k <= 160 ? 0.1 : k <= 180 ? 0.01 : 0.001, before, target);
          result.insideOut += (before.width < 0) != (box.width < 0);
          result.insideOut += (before.height < 0) != (box.height < 0);
        }
        result.totalError[k] += plainError(box, target);
      }
  return result;
}

}  // namespace lossarium::testing
