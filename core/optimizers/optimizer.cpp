#include "core/optimizers/optimizer.h"

namespace lossarium {

OptimizerState Optimizer::start(Index dimension) const {
  return {0, Vector::Zero(dimension), std::vector<Vector>(memoryNames().size(), Vector::Zero(dimension))};
}

double Optimizer::step(const Objective& objective, Vector& weights, OptimizerState& state) const {
  const double value = objective.gradient(weights, state.gradient);
  ++state.steps;
  update(weights, state);
  return value;
}

}  // namespace lossarium
