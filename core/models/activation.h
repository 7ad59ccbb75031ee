// What a unit of a network makes of its weighted sum. Slopes at a kink are PyTorch's: relu 0 and leaky_relu
// 0.01 at 0. gelu is x·Φ(x) with the normal distribution's Φ itself (PyTorch's approximate='none'),
// leaky_relu has 0.01 on the negative side, sine is sin x.
#pragma once

#include "core/base/matrix.h"

#include <string_view>

namespace lossarium {

enum class Activation { tanh, relu, leakyRelu, sigmoid, gelu, sine, identity };

/// The words of the parameter, in the order of the enumeration.
inline constexpr std::string_view activationWords = "tanh|relu|leaky_relu|sigmoid|gelu|sine|identity";
/// Throws std::logic_error for another word.
Activation activationOf(std::string_view word);

/// Whether its slope can be told from its value alone; else the sum is needed, too.
bool slopeFromValue(Activation activation);
/// Whether half of the units are silent at the start, so that weights begin larger (He et al. 2015).
bool isRectifier(Activation activation);
/// Whether f(c·x) = c·f(x) for every c > 0, so that a unit's scale can be moved to the layer behind it.
bool isPositivelyHomogeneous(Activation activation);

/// value[i] = f(sum[i]); both may be the same array.
void activate(Activation activation, Index count, const double* sum, double* value);
void activate(Activation activation, Index count, const float* sum, float* value);
/// change[i] *= f′(sum[i]). Where slopeFromValue holds, only `value` is read.
void multiplyBySlope(Activation activation, Index count, const double* sum, const double* value,
                     double* change);
/// f″(x); at a kink 0.
double secondDerivative(Activation activation, double x);

}  // namespace lossarium
