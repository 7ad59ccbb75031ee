// (x² + y − 11)² + (x + y² − 7)²: four minima, all 0, around a hill at (−0.27, −0.92). Source: Himmelblau
// 1972, Applied Nonlinear Programming.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

struct Himmelblau {
  static constexpr KnownMinimum minima[] = {{3, 2, 0},
                                            {-2.805118086952745, 3.131312518250573, 0},
                                            {-3.779310253377747, -3.283185991286169, 0},
                                            {3.584428340330492, -1.848126526964404, 0}};
  static constexpr TestFunctionSpec spec{
      .id = "himmelblau",
      .title = "Himmelblau",
      .formula = "(x² + y − 11)² + (x + y² − 7)²",
      .caption = "Four minima of the same depth: which one is found depends on the start and on the method.",
      .source = "Himmelblau 1972",
      .x = {-5, 5},
      .y = {-5, 5},
      .startX = 0,
      .startY = 0,
      .minima = minima};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    return square(square(x) + y - 11) + square(x + square(y) - 7);
  }
};

}  // namespace lossarium
