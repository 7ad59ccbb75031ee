// The least bound of a smooth function of one number that has no closed form: scan, then golden section.
#pragma once

#include <algorithm>

namespace lossarium {

/// `function` has one hill higher than all others in [low, high], wider than a twentieth of it.
template <class Function>
double largestValue(const Function& function, double low, double high) {
  constexpr int steps = 40, halvings = 40;
  constexpr double golden = 0.6180339887498949;
  const double width = (high - low) / steps;
  double best = low, most = function(low);
  for (int i = 1; i <= steps; ++i)
    if (const double value = function(low + i * width); value > most) {
      most = value;
      best = low + i * width;
    }
  double a = std::max(low, best - width), b = std::min(high, best + width);
  double left = b - golden * (b - a), right = a + golden * (b - a);
  double atLeft = function(left), atRight = function(right);
  for (int i = 0; i < halvings; ++i) {
    const bool rises = atLeft < atRight;
    (rises ? a : b) = rises ? left : right;
    (rises ? left : right) = rises ? right : left;
    (rises ? atLeft : atRight) = rises ? atRight : atLeft;
    double& open = rises ? right : left;
    open = rises ? a + golden * (b - a) : b - golden * (b - a);
    (rises ? atRight : atLeft) = function(open);
  }
  return std::max({most, atLeft, atRight});
}

}  // namespace lossarium
