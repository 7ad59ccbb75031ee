// a·(y − b·x² + c·x − r)² + s·(1 − t)·cos x + s with a = 1, b = 5.1/(4π²), c = 5/π, r = 6, s = 10, t =
// 1/(8π): in the usual range three minima, all 0.3979. Source: Branin 1972; Dixon & Szegő 1978.
#pragma once

#include "core/objectives/test_functions/test_function.h"

#include <numbers>

namespace lossarium {

struct Branin {
  static constexpr KnownMinimum minima[] = {{-3.141592653589793, 12.275, 0.3978873577297383},
                                            {3.141592653589793, 2.275, 0.3978873577297383},
                                            {9.42477796076938, 2.475, 0.3978873577297383}};
  static constexpr TestFunctionSpec spec{
      .id = "branin",
      .title = "Branin",
      .formula = "(y − 5.1/(4π²)·x² + 5/π·x − 6)² + 10·(1 − 1/(8π))·cos x + 10",
      .caption = "Three equal minima in one curved trough.",
      .source = "Branin 1972",
      .x = {-5, 10},
      .y = {0, 15},
      .startX = 1,
      .startY = 12,
      .minima = minima};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    using std::cos;
    constexpr double pi = std::numbers::pi;
    return square(y - 5.1 / (4 * pi * pi) * square(x) + 5 / pi * x - 6) + 10 * (1 - 1 / (8 * pi)) * cos(x) +
           10;
  }
};

}  // namespace lossarium
