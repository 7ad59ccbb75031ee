// TensorFlow Playground's "spiral": two arms of n/2 points each, the j-th at radius 5·s and angle 1.75·s
// turns, s = j/(n/2), the negative arm half a turn on; either coordinate is moved by a uniform number in
// ±noise. Both arms begin at the origin, where a point of each lies. The truth is known without noise only.
// Source: github.com/tensorflow/playground, src/dataset.ts, classifySpiralData.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Spiral {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
