// Two random directions, normalised filter by filter.
#pragma once

#include "core/landscape/planes/plane.h"

namespace lossarium {

/// Li, Xu, Taylor, Studer & Goldstein 2018, "Visualizing the Loss Landscape of Neural Nets", section 4:
/// Gaussian draws whose parts are as long as the weights they belong to, so that one step is the same share
/// of each. A part is the incoming weights of one unit (a row of a weight matrix); a layer's biases are one
/// part, or left out (`landscape.biases`). A part of length 0 gets a step of length 1.
/// Where the two draws are parallel (units with one weight each), the second is turned to a right angle.
struct RandomPlane {
  static constexpr PlaneSpec spec{
      .id = "random",
      .title = "Random plane",
      .caption =
          "Two random directions, each unit's step as long as its own weights: how the loss rises in most "
          "directions. At 1 every unit has gone as far as it is long.",
      .leastHalfWidth = 1};

  static Slice cut(const PlaneRequest& request);
};

/// Where a plane cannot be cut: two random directions, and why in its `how`. `reason` is a whole sentence.
Slice randomInstead(const PlaneRequest& request, const std::string& reason);

}  // namespace lossarium
