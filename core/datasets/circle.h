// TensorFlow Playground's "circle": half of the points at a radius uniform in 0 … 2.5, half in 3.5 … 5, at
// any angle; positive is what lies within 2.5 after a shift of either coordinate by a uniform number in
// ±5·noise. The inputs keep their places while the noise turns. Source: github.com/tensorflow/playground,
// src/dataset.ts, classifyCircleData.
#pragma once

#include "core/datasets/dataset.h"

namespace lossarium {

struct Circle {
  static const DatasetSpec spec;
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
