// The plane through three solutions.
#pragma once

#include "core/landscape/planes/plane.h"

namespace lossarium {

/// Through where the run is and where two others end that differ from it in nothing but the start's seed (the
/// next two). At (0, 0) lies this one, at (1, 0) and (0, 1) the others: what lies between is drawn as it is.
struct SolutionsPlane {
  static constexpr PlaneSpec spec{
      .id = "solutions",
      .title = "Solutions",
      .caption =
          "Through this run's weights and those of two others from other starts: whether the same valley "
          "holds them, or a ridge parts them.",
      .leastHalfWidth = 1.4};

  static Slice cut(const PlaneRequest& request);
};

/// Where the experiment, without its changes and start weights of its own, ends from the start with that
/// seed. Throws Error, Cancelled.
Vector solutionFrom(const Experiment& experiment, std::int64_t seed, const Progress& progress);

}  // namespace lossarium
