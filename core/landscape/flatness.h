// When a surface is flat: lines of equal loss and a lowest place in it would be noise.
#pragma once

#include "core/landscape/surface.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium {

/// Whether losses between these ends differ by no more than rounding does: by 10⁻¹² of the larger magnitude.
inline bool isFlat(double minimum, double maximum) {
  return maximum - minimum <= 1e-12 * std::max(std::abs(minimum), std::abs(maximum));
}

/// Of its finite values; false if it has none.
inline bool isFlat(const Surface& surface) {
  double least = std::numeric_limits<double>::infinity(), greatest = -least;
  for (const double value : surface.values.reshaped()) {
    if (!std::isfinite(value)) continue;
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  return std::isfinite(least) && isFlat(least, greatest);
}

}  // namespace lossarium
