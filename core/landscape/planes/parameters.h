// Over two of the model's weights, the others held where they are.
#pragma once

#include "core/landscape/planes/plane.h"

#include <utility>

namespace lossarium {

struct ParametersPlane {
  static constexpr PlaneSpec spec{
      .id = "parameters",
      .title = "Two weights",
      .caption =
          "Two of the weights themselves along the axes, the others held where they are: what each axis "
          "means is known."};

  /// The two weights that the experiment names, else the first weight along a and the first bias along b; of
  /// boxes the first two.
  static Slice cut(const PlaneRequest& request);
};

/// The two weights along its axes.
std::pair<Index, Index> weightsToShow(const Model& model, const LandscapeChoice& landscape);

}  // namespace lossarium
