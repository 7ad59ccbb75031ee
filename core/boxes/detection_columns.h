// Where a row of detections holds what: its first features are the number of the object that it shows and the
// corners x1 ≤ x2, y1 ≤ y2 of the box that was predicted for it; what else is known of it follows.
#pragma once

#include "core/base/matrix.h"

namespace lossarium {

struct DetectionColumns {
  static constexpr Index object = 0, predicted = 1;
  static constexpr Index raw = 5;  ///< so many; they are never standardised
};

}  // namespace lossarium
