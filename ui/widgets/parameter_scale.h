// Where a parameter's value stands on its slider.
#pragma once

#include "core/base/value.h"

namespace lossarium::ui {

constexpr int sliderSteps = 1000;

/// 0 … sliderSteps. On a logarithmic scale whose minimum is 0 the first position is 0 itself. A
/// linear range of numbers to both sides of 0, ±1000 or more, has fine steps near 0 and wide ones far out.
int sliderPosition(const ParameterSpec& spec, double value);
/// The value at a position, rounded to what a person would have typed there.
double sliderValue(const ParameterSpec& spec, int position);

}  // namespace lossarium::ui
