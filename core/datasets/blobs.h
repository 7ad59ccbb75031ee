// Normal clouds of one deviation about centres that lie evenly on a circle of radius 4, the first at the top.
// Rows take turns between the classes. Points keep their places about their centre while a dial turns.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Blobs {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
