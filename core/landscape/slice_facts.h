// How far a slice can be trusted to show a run.
#pragma once

#include "core/landscape/slice.h"

#include <vector>

namespace lossarium {

struct SliceFacts {
  double cosine = 0;  ///< of the angle between the two axes
  /// Of the variance of the path's places, the share that lies along the plane's directions; NaN where the
  /// path has none.
  double share = 0;
  std::vector<double> distances;  ///< of each place from the plane, in weights

  /// Between the axes, in degrees, 0 to 90.
  double angle() const;
};

SliceFacts factsOf(const Slice& slice, const std::vector<Vector>& path);

}  // namespace lossarium
