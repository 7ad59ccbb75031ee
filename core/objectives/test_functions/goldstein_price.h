// (1 + (t + 1)²·(19 − 14·t + 3·t²)) · (30 + s²·(18 − 16·s + 3·s²)) with t = x + y and s = 2·x − 3·y, which is
// the polynomial of the source: four minima, the lowest 3 at (0, −1); within the shown range it reaches a
// million. Source: Goldstein & Price 1971.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

struct GoldsteinPrice {
  static constexpr KnownMinimum minima[] = {{0, -1, 3},
                                            {-0.6, -0.4, 30, MinimumKind::local},
                                            {1.8, 0.2, 84, MinimumKind::local},
                                            {1.2, 0.8, 840, MinimumKind::local}};
  static constexpr TestFunctionSpec spec{
      .id = "goldstein_price",
      .title = "Goldstein–Price",
      .formula = "(1 + (t + 1)²·(19 − 14·t + 3·t²)) · (30 + s²·(18 − 16·s + 3·s²)), t = x + y, s = 2·x − 3·y",
      .caption =
          "From 3 to a million: a rate that is stable on the slopes hardly moves on the floor, unless "
          "steps are scaled.",
      .source = "Goldstein & Price 1971",
      .x = {-2, 2},
      .y = {-2.5, 1.5},
      .startX = -1,
      .startY = -1.5,
      .minima = minima,
      .logarithmic = true};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    const Number t = x + y, s = 2.0 * x - 3.0 * y;
    return (1.0 + square(t + 1) * (19.0 - 14.0 * t + 3.0 * square(t))) *
           (30.0 + square(s) * (18.0 - 16.0 * s + 3.0 * square(s)));
  }
};

}  // namespace lossarium
