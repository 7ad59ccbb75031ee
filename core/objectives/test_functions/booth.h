// (x + 2·y − 7)² + (2·x + y − 5)²: a bowl with curvatures 2 and 18 along the diagonals; the minimum is 0 at
// (1, 3). Source: Jamil & Yang 2013, function 17.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

struct Booth {
  static constexpr KnownMinimum minima[] = {{1, 3, 0}};
  static constexpr TestFunctionSpec spec{
      .id = "booth",
      .title = "Booth",
      .formula = "(x + 2·y − 7)² + (2·x + y − 5)²",
      .caption = "The squared errors of two equations: a bowl that lies across the axes.",
      .source = "Jamil & Yang 2013",
      .x = {-10, 10},
      .y = {-10, 10},
      .startX = -8,
      .startY = -4,
      .minima = minima,
      .logarithmic = true};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    return square(x + 2.0 * y - 7) + square(2.0 * x + y - 5);
  }
};

}  // namespace lossarium
