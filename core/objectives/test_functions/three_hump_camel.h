// 2·x² − 1.05·x⁴ + x⁶/6 + x·y + y²: three minima in a row; the middle one, 0 at the origin, is the lowest.
// Source: Jamil & Yang 2013, function 29.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

struct ThreeHumpCamel {
  static constexpr KnownMinimum minima[] = {
      {0, 0, 0},
      {1.747552345830289, -0.8737761729151444, 0.2986384422368598, MinimumKind::local},
      {-1.747552345830289, 0.8737761729151444, 0.2986384422368598, MinimumKind::local}};
  static constexpr TestFunctionSpec spec{
      .id = "three_hump_camel",
      .title = "Three-hump camel",
      .formula = "2·x² − 1.05·x⁴ + x⁶/6 + x·y + y²",
      .caption =
          "Two shallow minima beside the lowest one: with momentum a run rolls out of them, without it "
          "stays.",
      .source = "Jamil & Yang 2013",
      .x = {-2.5, 2.5},
      .y = {-2.5, 2.5},
      .startX = -2.2,
      .startY = 1.8,
      .minima = minima,
      .logarithmic = true};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    const Number x2 = square(x);
    return x2 * (2.0 - 1.05 * x2 + square(x2) * (1 / 6.0)) + x * y + square(y);
  }
};

}  // namespace lossarium
