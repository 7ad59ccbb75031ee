// (4 − 2.1·x² + x⁴/3)·x² + x·y + (4·y² − 4)·y²: six minima, two of them lowest, −1.0316 at ±(0.0898,
// −0.7127). Source: Dixon & Szegő 1978.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

struct SixHumpCamel {
  static constexpr KnownMinimum minima[] = {
      {0.08984201310031806, -0.7126564030207396, -1.031628453489877},
      {-0.08984201310031806, 0.7126564030207396, -1.031628453489877},
      {-1.703606714969981, 0.7960835686726251, -0.2154638243837176, MinimumKind::local},
      {1.703606714969981, -0.7960835686726251, -0.2154638243837176, MinimumKind::local},
      {-1.607104752920197, -0.5686514548841314, 2.104250310311258, MinimumKind::local},
      {1.607104752920197, 0.5686514548841314, 2.104250310311258, MinimumKind::local}};
  static constexpr TestFunctionSpec spec{
      .id = "six_hump_camel",
      .title = "Six-hump camel",
      .formula = "(4 − 2.1·x² + x⁴/3)·x² + x·y + (4·y² − 4)·y²",
      .caption =
          "Six minima of three depths: from the upper corner a run passes some of them, or stays in one.",
      .source = "Dixon & Szegő 1978",
      .x = {-2.2, 2.2},
      .y = {-1.5, 1.5},
      .startX = 2,
      .startY = 1,
      .minima = minima};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    const Number x2 = square(x), y2 = square(y);
    return (4.0 - 2.1 * x2 + square(x2) * (1 / 3.0)) * x2 + x * y + (4.0 * y2 - 4.0) * y2;
  }
};

}  // namespace lossarium
