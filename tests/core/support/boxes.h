// Boxes and losses of boxes, one at a time, for tests.
#pragma once

#include "core/base/random.h"
#include "core/losses/loss.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace lossarium::testing {

using Box = std::array<double, 4>;

struct LossOfBox {
  double value = std::nan("");
  Box slope{}, curvature{};
};

inline LossOfBox at(const Loss& loss, const Box& prediction, const Box& target, const Box& direction = {}) {
  LossOfBox point;
  loss.evaluate({.rows = 1,
                 .outputs = 4,
                 .stride = 1,
                 .targetStride = 1,
                 .prediction = prediction.data(),
                 .target = target.data(),
                 .direction = direction.data(),
                 .value = &point.value,
                 .slope = point.slope.data(),
                 .curvature = point.curvature.data()});
  return point;
}
inline LossOfBox at(const std::string& id, const Box& prediction, const Box& target) {
  return at(*makeLoss({id, {}}), prediction, target);
}

inline Box moved(Box box, std::size_t k, double step) {
  box[k] += step;
  return box;
}

struct BoxTrial {
  Box prediction, target;
};

/// How near two numbers that a loss compares come to each other.
inline double nearestTie(const BoxTrial& pair) {
  const auto& [p, t] = pair;
  double nearest = 1e9;
  for (const std::size_t axis : {0u, 1u}) {
    const double sides[] = {p[axis], p[axis + 2], t[axis], t[axis + 2]};
    for (int i = 0; i < 4; ++i)
      for (int j = 0; j < i; ++j) nearest = std::min(nearest, std::abs(sides[i] - sides[j]));
    nearest = std::min(nearest, std::abs(sides[0] + sides[1] - sides[2] - sides[3]));
  }
  return nearest;
}

/// A proper box whose edges lie in [low, high].
inline Box boxIn(Random& random, double low, double high) {
  Box box;
  for (const std::size_t axis : {0u, 1u}) {
    const double a = random.uniform(low, high), b = random.uniform(low, high);
    box[axis] = std::min(a, b), box[axis + 2] = std::max(a, b);
  }
  return box;
}

/// Apart, overlapping, nested both ways, and predictions inside out, all away from ties.
inline std::vector<BoxTrial> generalPairs() {
  Random random(1, "box pairs");
  std::vector<BoxTrial> pairs;
  while (pairs.size() < 400) {
    BoxTrial pair;
    switch (pairs.size() % 5) {
      case 0:
        pair = {boxIn(random, 0, 1), boxIn(random, 1.2, 3)};
        break;
      case 1:
        pair = {boxIn(random, 0, 2), boxIn(random, 0, 2)};
        break;
      case 2:
        pair = {boxIn(random, 1, 2), {0, 0.5, 2.5, 3}};
        break;
      case 3:
        pair = {{0, 0.5, 2.5, 3}, boxIn(random, 1, 2)};
        break;
      default:
        pair = {boxIn(random, 0, 2), boxIn(random, 0, 2)};
        std::swap(pair.prediction[0], pair.prediction[2]);
    }
    if (nearestTie(pair) > 0.02) pairs.push_back(pair);
  }
  return pairs;
}

}  // namespace lossarium::testing
