// The gradient and the step that the optimiser makes of it.
#pragma once

#include "core/landscape/planes/plane.h"

namespace lossarium {

/// Downhill along a, across it the rest of the run's latest step; where that goes straight downhill (plain
/// gradient descent), or there is none, the direction in which the gradient turns on the way down (the
/// Hessian times the gradient).
struct GradientPlane {
  static constexpr PlaneSpec spec{
      .id = "gradient",
      .title = "Gradient",
      .caption = "Straight downhill, and what the optimiser made of it: how far the slope can be trusted."};

  static Slice cut(const PlaneRequest& request);
};

}  // namespace lossarium
