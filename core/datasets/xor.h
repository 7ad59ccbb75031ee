// TensorFlow Playground's "exclusive or": x1 and x2 uniform in ±5, each moved 0.3 away from 0; positive where
// their product is not negative after a shift of either by a uniform number in ±5·noise. The inputs keep
// their places while the noise turns. Should all points lie in quadrants of one class, the last is mirrored.
// Source: github.com/tensorflow/playground, src/dataset.ts, classifyXORData.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Xor {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
