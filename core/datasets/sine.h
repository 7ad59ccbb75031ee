// y = sin(2π·waves·x/6) + noise·N(0, 1), x uniform in ±3: so many waves over the whole width. Outliers: that
// share of the rows is lifted by the outlier size. Points keep their places while a dial turns.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Sine {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
