// 20 + x² − 10·cos 2πx + y² − 10·cos 2πy: a bowl full of dents, one near each pair of whole numbers; the
// lowest is 0 at the origin. Source: Rastrigin 1974.
#pragma once

#include "core/objectives/test_functions/mirrored_minima.h"

#include <numbers>

namespace lossarium {

struct Rastrigin {
  /// Where one variable's part is least, and how large it is there.
  static constexpr double places[] = {
      0, 0.9949586376523348, 1.9899122337085496, 2.9848557010394812, 3.9797838603007538, 4.9746913908950513};
  static constexpr double values[] = {
      0, 0.99495905709329139, 3.9798311905540875, 8.9546012414870106, 15.919243792461531, 24.873722934542224};
  static constexpr auto minima = mirroredMinima<5>([](std::size_t i, std::size_t j) {
    return KnownMinimum{places[i], places[j], values[i] + values[j]};
  });
  static constexpr TestFunctionSpec spec{
      .id = "rastrigin",
      .title = "Rastrigin",
      .formula = "20 + x² − 10·cos 2πx + y² − 10·cos 2πy",
      .caption = "A bowl full of dents: whoever follows the gradient stays in the first one.",
      .source = "Rastrigin 1974",
      .x = {-5.12, 5.12},
      .y = {-5.12, 5.12},
      .startX = 3.3,
      .startY = -2.6,
      .minima = minima};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    using std::cos;
    constexpr double turn = 2 * std::numbers::pi;
    return square(x) + square(y) + 20 - 10.0 * (cos(turn * x) + cos(turn * y));
  }
};

}  // namespace lossarium
