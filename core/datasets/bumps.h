// TensorFlow Playground's "multi gaussian": x1 and x2 uniform in ±6; six cones of radius 2 about (±4, ±2.5)
// and (0, ±2.5), up and down in turn: of sign·max(0, 1 − distance/2) the largest in size is y, taken at (x1 +
// n1, x2 + n2) with n1, n2 uniform in ±6·noise. The inputs keep their places while the noise turns; with
// noise the distribution of y is not known. Source: github.com/tensorflow/playground, src/dataset.ts,
// regressGaussian.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Bumps {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
