// −cos x·cos y·exp(−(x − π)² − (y − π)²): a hole in a plain, −1 at (π, π). Around it are four dents of depth
// 8.1·10⁻⁵, further out ever shallower ones; the gradient dies out faster than any exponential. Source: Easom
// 1990.
#pragma once

#include "core/objectives/test_functions/test_function.h"

#include <numbers>

namespace lossarium {

struct Easom {
  static constexpr double near = 1.3049954504376675, far = 2 * std::numbers::pi - near,
                          dent = -8.1102238915700659e-5;
  static constexpr KnownMinimum minima[] = {{std::numbers::pi, std::numbers::pi, -1},
                                            {near, near, dent, MinimumKind::local},
                                            {near, far, dent, MinimumKind::local},
                                            {far, near, dent, MinimumKind::local},
                                            {far, far, dent, MinimumKind::local}};
  static constexpr TestFunctionSpec spec{
      .id = "easom",
      .title = "Easom",
      .formula = "−cos x·cos y·exp(−(x − π)² − (y − π)²)",
      .caption = "A hole in a plain: from a little further off no gradient leads there.",
      .source = "Easom 1990",
      .x = {0, 6.5},
      .y = {0, 6.5},
      .startX = 1.9,
      .startY = 2.2,
      .minima = minima};

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    using std::cos;
    using std::exp;
    constexpr double pi = std::numbers::pi;
    return -cos(x) * cos(y) * exp(-square(x - pi) - square(y - pi));
  }
};

}  // namespace lossarium
