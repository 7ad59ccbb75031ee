// The least bound of a smooth function of one number that has no closed form: scan, then golden section.
#pragma once

#include <algorithm>

namespace lossarium {

/// `function` has one hill higher than all others in [low, high], wider than a thirtieth of it.
template <class Function>
double largestValue(const Function& function, double low, double high) {
  constexpr int steps = 64;
  constexpr double golden = 0.6180339887498949;
  const double width = (high - low) / steps;
  int best = 0;
  for (int i = 1; i <= steps; ++i)
    if (function(low + i * width) > function(low + best * width)) best = i;
  double a = std::max(low, low + (best - 1) * width), b = std::min(high, low + (best + 1) * width);
  for (int i = 0; i < 60; ++i) {
    const double left = b - golden * (b - a), right = a + golden * (b - a);
    (function(left) < function(right) ? a : b) = function(left) < function(right) ? left : right;
  }
  return std::max(function(0.5 * (a + b)), function(low + best * width));
}

}  // namespace lossarium
