// The two directions in which the run's path spreads most.
#pragma once

#include "core/landscape/planes/plane.h"

namespace lossarium {

/// The first two principal components of the places on the path (Lorch 2016; Li et al. 2018, section 7),
/// through where the run is. Places are weighted alike.
struct PathPlane {
  static constexpr PlaneSpec spec{
      .id = "path",
      .title = "Path",
      .caption =
          "The two directions in which the run has moved most: it shows the most of its path that a plane "
          "can. What lies off the path may look other than here."};

  static Slice cut(const PlaneRequest& request);
};

/// Unit directions of the largest spread of some places, and the share of the whole variance along each;
/// fewer than `count` where the places lie in fewer.
struct PrincipalComponents {
  Matrix directions;
  Vector shares;
};
PrincipalComponents principalComponents(const std::vector<Vector>& places, Index count);

}  // namespace lossarium
