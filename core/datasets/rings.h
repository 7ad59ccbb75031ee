// Rings about the origin, the k-th class at radius k + noise·N(0, 1), at any angle. Rows take turns between
// the classes. Points keep their places while the noise turns, but for their radius.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Rings {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
