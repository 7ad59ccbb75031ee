// Two normal clouds of deviation 1 whose centres lie `distance` apart along the diagonal; the positive class
// has that share of the rows, one at least, and leaves one at least. Points keep their places about their
// centre while the share turns.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Imbalanced {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
