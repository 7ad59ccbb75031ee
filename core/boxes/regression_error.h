// How far boxes are from their targets, for the code that moves them.
#pragma once

#include "core/boxes/regression_cases.h"

#include <cmath>

namespace lossarium {

/// |Δx| + |Δy| + |Δw| + |Δh| of one case.
[[gnu::always_inline]] inline double errorOfCase(const RegressionCases& cases, Index i) {
  return std::abs(cases.x[i] - targetCentre) + std::abs(cases.y[i] - targetCentre) +
         std::abs(cases.width[i] - cases.targetWidth[i]) + std::abs(cases.height[i] - cases.targetHeight[i]);
}

/// Of the cases that are counted: lane by lane and then over the lanes, on every processor.
inline double sumOfErrors(RegressionCases::Column& errors) {
  for (Index i = RegressionCases::count; i < RegressionCases::padded; ++i) errors[i] = 0;
  double lane[RegressionCases::lanes] = {};
  for (Index i = 0; i < RegressionCases::padded; i += RegressionCases::lanes)
    for (Index j = 0; j < RegressionCases::lanes; ++j) lane[j] += errors[i + j];
  double sum = 0;
  for (const double each : lane) sum += each;
  return sum;
}

}  // namespace lossarium
