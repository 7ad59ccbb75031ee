// A part of a block, for kernels that work on few rows at a time.
#pragma once

#include "core/losses/loss.h"

namespace lossarium {

/// Rows first … first + rows − 1 of a block, as a block.
inline LossBlock rowsOf(const LossBlock& block, Index first, Index rows) {
  const auto from = [first](auto* array) { return array ? array + first : array; };
  LossBlock part = block;
  part.rows = rows;
  part.prediction = from(block.prediction);
  part.target = from(block.target);
  part.direction = from(block.direction);
  part.value = from(block.value);
  part.slope = from(block.slope);
  part.curvature = from(block.curvature);
  return part;
}

}  // namespace lossarium
