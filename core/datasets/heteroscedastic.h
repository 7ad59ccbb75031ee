// y = 0.5·x + 2 + noise·(0.1 + 0.9·x/10)·N(0, 1), x uniform in 0 … 10: the deviation grows tenfold from left
// to right, where it is the dial's. So each quantile of y is a straight line, and they fan out. Points keep
// their places while a dial turns.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Heteroscedastic {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
