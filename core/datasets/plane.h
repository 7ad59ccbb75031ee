// TensorFlow Playground's "plane": x1 and x2 uniform in ±6, y = (x1 + n1 + x2 + n2)/10 with n1, n2 uniform in
// ±6·noise. So the noise of y is triangular, within ±1.2·noise. The inputs keep their places while the noise
// turns. Source: github.com/tensorflow/playground, src/dataset.ts, regressPlane.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Plane {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
