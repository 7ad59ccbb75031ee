// TensorFlow Playground's "Gaussian": two normal clouds about (2, 2), the positive one, and (−2, −2), each
// with variance 0.5 + 7·noise along both axes. Rows take turns between the classes. Source:
// github.com/tensorflow/playground, src/dataset.ts, classifyTwoGaussData.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Gaussians {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
