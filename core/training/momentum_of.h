// Where an optimiser's memory of past gradients would lead on its own: an arrow at the ball.
#pragma once

#include "core/optimizers/optimizer.h"

namespace lossarium {

/// A direction in the space of weights; empty if there is no such memory, or none that acts.
inline Vector momentumOf(const Choice& choice, const Optimizer& optimizer, const OptimizerState& state) {
  if (choice.has("momentum") && choice.real("momentum") == 0) return {};
  const auto names = optimizer.memoryNames();
  for (std::size_t i = 0; i < names.size() && i < state.memory.size(); ++i)
    if (names[i] == "velocity" || names[i] == "first moment") return -state.memory[i];
  return {};
}

}  // namespace lossarium
