// (1.5 − x + x·y)² + (2.25 − x + x·y²)² + (2.625 − x + x·y³)²: a flat valley between steep walls; the minimum
// is 0 at (3, 0.5). The usual start is (1, 1). Source: Beale 1958; Moré, Garbow & Hillstrom 1981, problem 5.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

struct Beale {
  static constexpr KnownMinimum minima[] = {{3, 0.5, 0}};
  static constexpr TestFunctionSpec spec{
      .id = "beale",
      .title = "Beale",
      .formula = "(1.5 − x + x·y)² + (2.25 − x + x·y²)² + (2.625 − x + x·y³)²",
      .caption = "A plain that is nearly flat and walls that are very steep: no single rate suits both.",
      .source = "Beale 1958",
      .x = {-4.5, 4.5},
      .y = {-4.5, 4.5},
      .startX = 1,
      .startY = 1,
      .minima = minima,
      .logarithmic = true};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    const Number y2 = square(y);
    return square(1.5 - x + x * y) + square(2.25 - x + x * y2) + square(2.625 - x + x * y2 * y);
  }
};

}  // namespace lossarium
