// Which of the known minima a run is nearest to.
#pragma once

#include "core/objectives/test_functions/test_function.h"

#include <cmath>
#include <limits>

namespace lossarium {

inline double distanceTo(const KnownMinimum& minimum, const Vector& weights) {
  return std::hypot(weights[0] - minimum.x, weights[1] - minimum.y);
}

/// Null if there are none.
inline const KnownMinimum* nearestMinimum(std::span<const KnownMinimum> minima, const Vector& weights) {
  const KnownMinimum* nearest = nullptr;
  for (const KnownMinimum& each : minima)
    if (!nearest || distanceTo(each, weights) < distanceTo(*nearest, weights)) nearest = &each;
  return nearest;
}

/// NaN if there are none.
inline double distanceToNearest(std::span<const KnownMinimum> minima, const Vector& weights) {
  const KnownMinimum* nearest = nearestMinimum(minima, weights);
  return nearest ? distanceTo(*nearest, weights) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace lossarium
