// sin(x + y) + (x − y)² − 1.5·x + 2.5·y + 1: steps in a sloping groove. In the usual range the lowest minimum
// is −1.9132 at (−0.5472, −1.5472); beyond, each further one along x + y is lower by π: it falls without end.
// Source: McCormick 1976.
#pragma once

#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

struct McCormick {
  static constexpr KnownMinimum minima[] = {
      {-0.5471975511965977, -1.547197551196598, -1.913222954981036},
      {2.5943951023931955, 1.5943951023931955, 1.2283696986087568, MinimumKind::local}};
  static constexpr TestFunctionSpec spec{
      .id = "mccormick",
      .title = "McCormick",
      .formula = "sin(x + y) + (x − y)² − 1.5·x + 2.5·y + 1",
      .caption =
          "Steps in a sloping groove: each minimum has a lower one beyond it, and a run with momentum "
          "rolls on.",
      .source = "McCormick 1976",
      .x = {-1.5, 4},
      .y = {-3, 4},
      .startX = 3.5,
      .startY = 3.5,
      .minima = minima,
      .unboundedBelow = true};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    using std::sin;
    return sin(x + y) + square(x - y) - 1.5 * x + 2.5 * y + 1;
  }
};

}  // namespace lossarium
