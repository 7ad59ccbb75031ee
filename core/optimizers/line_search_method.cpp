#include "core/optimizers/line_search_method.h"

#include "core/base/rounding.h"
#include "core/optimizers/line_search.h"

#include <cmath>

namespace lossarium {
namespace {

// The longest sensible first step when nothing is known of the curvature: as PyTorch's L-BFGS begins.
double carefulStep(const Vector& gradient) { return std::min(1.0, 1 / gradient.lpNorm<1>()); }

}  // namespace

OptimizerState LineSearchMethod::start(Index dimension) const {
  OptimizerState state;
  state.gradient = Vector::Zero(dimension);
  state.memory = {Vector::Zero(dimension)};
  state.numbers = {0, 0};
  return state;
}

double LineSearchMethod::take(const Objective& objective, Vector& weights, OptimizerState& state,
                              double) const {
  const double value = objective.gradient(weights, state.gradient);
  ++state.steps;
  state.numbers = {0, 1};
  Vector& direction = state.memory[0];
  direction.setZero();
  if (!std::isfinite(value) || !state.gradient.allFinite() || state.gradient.isZero(0)) return value;
  double first = choose(objective, weights, state, direction);
  const bool descends = direction.allFinite() && direction.dot(state.gradient) < 0;
  LineSearchResult found;
  if (descends) found = strongWolfe(objective, weights, direction, value, state.gradient, first);
  if (found.step == 0) {
    state.numbers[1] += found.evaluations;
    forget(state);
    direction = -state.gradient;
    found = strongWolfe(objective, weights, direction, value, state.gradient, carefulStep(state.gradient));
  }
  state.numbers[0] = found.step;
  state.numbers[1] += found.evaluations;
  if (found.step == 0) return value;
  learn(state, found.weights - weights, found.gradient - state.gradient);
  weights = found.weights;
  return value;
}

std::vector<Term> LineSearchMethod::explain(const StepTaken& step, Index weight) const {
  const double direction = roundedTo(step.digits, step.after.memory[0][weight]);
  const double length = roundedTo(step.digits, stepLength(step.after));
  return {{"g", step.after.gradient[weight]}, {"d", direction}, {"t", length}, {"Δw", length * direction}};
}

}  // namespace lossarium
