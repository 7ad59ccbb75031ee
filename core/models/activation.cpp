#include "core/models/activation.h"

#include "core/base/vector_math.h"
#include "core/models/kernels.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

namespace lossarium {
namespace {

constexpr double leak = 0.01;

double normalDensity(double x) {
  return std::exp(-0.5 * x * x) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}
template <class Number>
Number normalShare(Number x) {
  return Number(0.5) * std::erfc(-x / std::numbers::sqrt2_v<Number>);
}

template <class Number, class Function>
void apply(Index count, const Number* from, Number* to, const Function& function) {
  for (Index i = 0; i < count; ++i) to[i] = function(from[i]);
}

template <class Slope>
void multiply(Index count, const double* at, double* change, const Slope& slope) {
  for (Index i = 0; i < count; ++i) change[i] *= slope(at[i]);
}

template <class Number>
void activateAll(Activation activation, Index count, const Number* sum, Number* value) {
  switch (activation) {
    case Activation::tanh:
      return panels::kernelsFor<Number>().hyperbolicTangent(count, sum, value);
    case Activation::relu:  // so written, what is not a number stays that
      return apply(count, sum, value, [](Number x) { return x < 0 ? Number(0) : x; });
    case Activation::leakyRelu:
      return apply(count, sum, value, [](Number x) { return x < 0 ? Number(leak) * x : x; });
    case Activation::sigmoid:
      return panels::kernelsFor<Number>().logistic(count, sum, value);
    case Activation::gelu:
      return apply(count, sum, value, [](Number x) { return x * normalShare(x); });
    case Activation::sine:
      return apply(count, sum, value, [](Number x) { return std::sin(x); });
    case Activation::identity:
      if (value != sum) std::copy_n(sum, count, value);
  }
}

}  // namespace

Activation activationOf(std::string_view word) {
  std::string_view words = activationWords;
  for (int index = 0;; ++index) {
    const auto bar = words.find('|');
    if (words.substr(0, bar) == word) return static_cast<Activation>(index);
    if (bar == std::string_view::npos) throw std::logic_error("no activation " + std::string(word));
    words.remove_prefix(bar + 1);
  }
}

bool slopeFromValue(Activation activation) {
  return activation != Activation::gelu && activation != Activation::sine;
}

bool isRectifier(Activation activation) {
  return activation == Activation::relu || activation == Activation::leakyRelu ||
         activation == Activation::gelu;
}

bool isPositivelyHomogeneous(Activation activation) {
  return activation == Activation::relu || activation == Activation::leakyRelu ||
         activation == Activation::identity;
}

void activate(Activation activation, Index count, const double* sum, double* value) {
  activateAll(activation, count, sum, value);
}
void activate(Activation activation, Index count, const float* sum, float* value) {
  activateAll(activation, count, sum, value);
}

void multiplyBySlope(Activation activation, Index count, const double* sum, const double* value,
                     double* change) {
  switch (activation) {
    case Activation::tanh:
      return multiply(count, value, change, [](double y) { return 1 - y * y; });
    case Activation::relu:
      return multiply(count, value, change, [](double y) { return y > 0 ? 1.0 : 0.0; });
    case Activation::leakyRelu:
      return multiply(count, value, change, [](double y) { return y > 0 ? 1.0 : leak; });
    case Activation::sigmoid:
      return multiply(count, value, change, [](double y) { return y * (1 - y); });
    case Activation::gelu:
      return multiply(count, sum, change, [](double x) { return normalShare(x) + x * normalDensity(x); });
    case Activation::sine:
      return multiply(count, sum, change, [](double x) { return std::cos(x); });
    case Activation::identity:
      return;
  }
}

double secondDerivative(Activation activation, double x) {
  switch (activation) {
    case Activation::tanh: {
      const double y = fastTanh(x);
      return -2 * y * (1 - y * y);
    }
    case Activation::sigmoid: {
      const double y = fastLogistic(x);
      return y * (1 - y) * (1 - 2 * y);
    }
    case Activation::gelu:
      return (2 - x * x) * normalDensity(x);
    case Activation::sine:
      return -std::sin(x);
    default:
      return 0;
  }
}

}  // namespace lossarium
