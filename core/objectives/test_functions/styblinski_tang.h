// ½·(x⁴ − 16·x² + 5·x + y⁴ − 16·y² + 5·y): a minimum in each quarter; the lowest, −78.3323, lies at
// (−2.9035, −2.9035). Source: Styblinski & Tang 1990.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

struct StyblinskiTang {
  static constexpr KnownMinimum minima[] = {
      {-2.903534027771177, -2.903534027771177, -78.33233140754283},
      {2.746802770990837, -2.903534027771177, -64.19561235905536, MinimumKind::local},
      {-2.903534027771177, 2.746802770990837, -64.19561235905536, MinimumKind::local},
      {2.746802770990837, 2.746802770990837, -50.05889331056789, MinimumKind::local}};
  static constexpr TestFunctionSpec spec{
      .id = "styblinski_tang",
      .title = "Styblinski–Tang",
      .formula = "½·(x⁴ − 16·x² + 5·x + y⁴ − 16·y² + 5·y)",
      .caption =
          "A minimum in each quarter, one lower than the others: which quarter a run begins in decides, "
          "unless it rolls.",
      .source = "Styblinski & Tang 1990",
      .x = {-5, 5},
      .y = {-5, 5},
      .startX = 4,
      .startY = 0.5,
      .minima = minima};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    return 0.5 * (part(x) + part(y));
  }

 private:
  template <class Number>
  static Number part(const Number& x) {
    return square(square(x)) - 16.0 * square(x) + 5.0 * x;
  }
};

}  // namespace lossarium
