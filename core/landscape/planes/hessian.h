// The two directions in which the loss bends most.
#pragma once

#include "core/landscape/planes/plane.h"

namespace lossarium {

/// The eigenvectors of the two largest eigenvalues of the training objective's Hessian where the run is.
struct HessianPlane {
  static constexpr PlaneSpec spec{
      .id = "hessian",
      .title = "Curvature",
      .caption =
          "The two directions in which the loss bends most: here a learning rate that is too large shows "
          "first."};

  static Slice cut(const PlaneRequest& request);
};

}  // namespace lossarium
