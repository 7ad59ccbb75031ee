// y = 0.8·x + 1 + noise·N(0, 1), x uniform in ±3. Outliers: that share of the rows is lifted by the outlier
// size, all of them up, or every other one down. Points keep their places while a dial turns.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct OutlierLine {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
