// 0.26·(x² + y²) − 0.48·x·y: a long bowl with curvatures 0.04 along the diagonal and 1 across it; the minimum
// is 0 at the origin. Source: Matyas 1965.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

struct Matyas {
  static constexpr KnownMinimum minima[] = {{0, 0, 0}};
  static constexpr TestFunctionSpec spec{
      .id = "matyas",
      .title = "Matyas",
      .formula = "0.26·(x² + y²) − 0.48·x·y",
      .caption = "A long bowl along the diagonal: across it all is done at once, along it little moves.",
      .source = "Matyas 1965",
      .x = {-10, 10},
      .y = {-10, 10},
      .startX = 9,
      .startY = 3,
      .minima = minima,
      .logarithmic = true};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    return 0.26 * (square(x) + square(y)) - 0.48 * x * y;
  }
};

}  // namespace lossarium
