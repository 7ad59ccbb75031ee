// Two half circles of radius 1 that interlock: the upper one about (0, 0), negative, the lower one about (1,
// 0.5), positive; a point lies anywhere along its half circle, then noise·N(0, 1) off along either axis. Rows
// take turns between the classes. Source: as scikit-learn's make_moons, whose angles are evenly spaced.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct TwoMoons {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
