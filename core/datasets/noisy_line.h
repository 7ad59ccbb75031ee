// y = 0.8·x + 1 + noise·N(0, 1), x uniform in ±3. Outliers: that share of the rows is raised by 8·(x + 3)/6 +
// N(0, 1)², as a sensor that drifts: the further right, the more. Points keep their places while a dial
// turns.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct NoisyLine {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
