// A search along a direction of descent for a step that meets the strong Wolfe conditions
//   f(t) ≤ f(0) + c₁·t·f'(0) and |f'(t)| ≤ c₂·|f'(0)|, c₁ = 10⁻⁴, c₂ = 0.9.
// Where values differ by rounding alone, slopes decide (the approximate Wolfe conditions of Hager & Zhang
// 2005). A value or slope that is not finite counts as too far. Source: Nocedal & Wright 2006, algorithms 3.5
// and 3.6, with cubic interpolation.
#pragma once

#include "core/objectives/objective.h"

namespace lossarium {

struct LineSearchResult {
  double step = 0;  ///< along the direction; 0: nothing better was found
  Vector weights;   ///< there,
  Vector gradient;  ///< and its gradient
  int evaluations = 0;
};

/// From `weights`, where `value` and `gradient` hold; `direction` descends. Tries `firstStep` first.
LineSearchResult strongWolfe(const Objective& objective, const Vector& weights, const Vector& direction,
                             double value, const Vector& gradient, double firstStep);

}  // namespace lossarium
