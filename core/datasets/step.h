// y = −1 where x < 0, else 1, + noise·N(0, 1); x uniform in ±3. Outliers: that share of the rows is lifted by
// the outlier size. Points keep their places while a dial turns.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Step {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
