// (x² − y²)/2: a pass that is curved upwards along x and downwards along y. It has no minimum: along y it
// falls without end. At the origin, and to it along the ridge y = 0, the gradient leads nowhere down. Source:
// Dauphin et al. 2014, on saddle points as what holds up training.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

struct Saddle {
  static constexpr TestFunctionSpec spec{
      .id = "saddle",
      .title = "Saddle",
      .formula = "(x² − y²)/2",
      .caption =
          "A pass: who comes along the ridge slows down before it finds the way off. There is no minimum; "
          "it falls without end.",
      .source = "Dauphin et al. 2014",
      .x = {-3, 3},
      .y = {-3, 3},
      .startX = -2.5,
      .startY = 0.01,
      .unboundedBelow = true};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    return 0.5 * (square(x) - square(y));
  }
};

}  // namespace lossarium
