#include "core/training/descent_run.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/training/calm_rate.h"
#include "core/training/stable_rate.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

// A value that has grown by so many times the first one is on its way to infinity.
constexpr double hopelessGrowth = 1e8;
constexpr double furthestWidths = 1000;

std::string shortNumber(double number) { return readableNumber(number, 3); }

}  // namespace

double furthestOn(const Range& x, const Range& y) { return furthestWidths * std::max(x.width(), y.width()); }

DescentPlan planOf(const DescentSetup& setup) {
  const TestFunctionSpec& spec = testFunctionSpec(setup.objective.id);
  return {.objective = makeTestFunction(setup.objective),
          .optimizer = makeOptimizer(withCalmRate(setup).optimizer),
          .start = startOf(setup.objective),
          .steps = setup.training.epochs,
          .tolerance = setup.training.tolerance,
          .furthest = furthestOn(spec.x, spec.y)};
}

DescentRun::DescentRun(DescentPlan plan) : plan_(std::move(plan)), plannedSteps_(plan_.steps) {
  const std::string reason = plan_.optimizer->whyNot(plan_.objective->dimension());
  if (!reason.empty()) throw Error("optimizer '" + std::string(plan_.optimizer->spec().id) + "' " + reason);
  state_.weights = plan_.start;
  state_.optimizer = plan_.optimizer->start(plan_.start.size());
  evaluate();
  firstValue_ = state_.value;
}

void DescentRun::evaluate() { state_.value = plan_.objective->gradient(state_.weights, state_.gradient); }

double DescentRun::rateFactor() const {
  const Schedule schedule = plan_.optimizer->schedule();
  return schedule.factor(static_cast<double>(state_.step),
                         static_cast<double>(schedule.horizon(plan_.steps)));
}

bool DescentRun::step() {
  if (state_.stop != Stop::none) return false;
  before_ = state_;
  plan_.optimizer->step(*plan_.objective, state_.weights, state_.optimizer, rateFactor());
  evaluate();
  if (isLost()) {
    std::swap(state_, before_);
    stop(Stop::diverged, state_.step + 1, divergence(before_));
    return false;
  }
  ++state_.step;
  checkEnd();
  return true;
}

bool DescentRun::isLost() const {
  if (!std::isfinite(state_.value) || !state_.weights.allFinite() || !state_.gradient.allFinite())
    return true;
  if (state_.value > hopelessGrowth * std::max(std::abs(firstValue_), 1.0)) return true;
  return (state_.weights - plan_.start).lpNorm<Eigen::Infinity>() > plan_.furthest;
}

void DescentRun::checkEnd() {
  const double largest = state_.gradient.lpNorm<Eigen::Infinity>();
  if (largest < plan_.tolerance)
    return stop(Stop::converged, state_.step,
                "Converged: the gradient's largest entry is " + shortNumber(largest) +
                    ", below the tolerance " + shortNumber(plan_.tolerance) + ".");
  if (state_.step >= plannedSteps_)
    stop(Stop::epochs, state_.step, "Finished: " + counted(state_.step, "step") + " done.");
}

std::string DescentRun::divergence(const DescentState& lost) const {
  const std::string at = "Diverged at step " + std::to_string(state_.step + 1) + ": ";
  if (lost.value < firstValue_) return at + "the run has left the picture far behind, and falls without end.";
  const std::string how = std::isfinite(lost.value) ? "the value grew from " + shortNumber(firstValue_) +
                                                          " to " + shortNumber(lost.value)
                                                    : std::string("the value is no longer a finite number");
  const double rate = rateFactor() * plan_.optimizer->learningRate();
  return at + how + "." + aboveStableRate(*plan_.objective, plan_.start, *plan_.optimizer, rate);
}

void DescentRun::stop(Stop why, std::int64_t step, std::string reason) {
  state_.stop = why;
  state_.stopStep = step;
  state_.reason = std::move(reason);
}

void DescentRun::restore(const DescentState& moment) {
  state_ = moment;
  if (state_.stop == Stop::epochs && state_.step < plannedSteps_) stop(Stop::none, 0, {});
}

void DescentRun::extend(std::int64_t steps) {
  plannedSteps_ += steps;
  if (state_.stop == Stop::epochs) stop(Stop::none, 0, {});
}

}  // namespace lossarium
