#include "core/race/race.h"

#include "core/base/error.h"
#include "core/objectives/curvature.h"
#include "core/objectives/test_functions/nearest_minimum.h"
#include "core/training/calm_rate.h"
#include "core/training/momentum_of.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

RacePlace placeOf(const DescentState& state) {
  return {state.weights[0], state.weights[1], state.value, state.step};
}

RaceSetup checked(RaceSetup setup) {
  if (setup.objective->dimension() != 2 || setup.start.size() != 2)
    throw Error("a race is run over two weights; this objective has " +
                std::to_string(setup.objective->dimension()));
  if (setup.entrants.empty() || setup.entrants.size() > RaceSetup::mostEntrants)
    throw Error("a race has one to " + std::to_string(RaceSetup::mostEntrants) + " entrants; there are " +
                std::to_string(setup.entrants.size()));
  const Vector& from = setup.ratesFrom.size() == 2 ? setup.ratesFrom : setup.start;
  for (Choice& entrant : setup.entrants)
    entrant = withCalmRate(entrant, *setup.objective, from, setup.x, setup.y, setup.steps);
  return setup;
}

DescentPlan planFor(const RaceSetup& setup, const Choice& optimizer) {
  return {.objective = setup.objective,
          .optimizer = makeOptimizer(optimizer),
          .start = setup.start,
          .steps = setup.steps,
          .tolerance = setup.tolerance,
          .furthest = furthestOn(setup.x, setup.y)};
}

}  // namespace

double nearOn(const Range& x, const Range& y) { return 0.01 * std::hypot(x.width(), y.width()); }

RaceSetup raceOn(const Choice& objective, std::vector<Choice> entrants, std::int64_t steps,
                 double tolerance) {
  const TestFunctionSpec& spec = testFunctionSpec(objective.id);
  const Choice complete = completed(objective, objectiveParameters(spec), "objective");
  return {.objective = makeTestFunction(complete),
          .start = startOf(complete),
          .entrants = std::move(entrants),
          .minima = {spec.minima.begin(), spec.minima.end()},
          .x = spec.x,
          .y = spec.y,
          .near = nearOn(spec.x, spec.y),
          .steps = steps,
          .tolerance = tolerance};
}

Entrant::Entrant(Choice optimizer, DescentPlan plan, std::vector<KnownMinimum> minima, double near)
    : optimizer_(std::move(optimizer)), run_(std::move(plan)), minima_(std::move(minima)), near_(near) {
  record();
}

void Entrant::record() {
  head_ = run_.state().step;
  path_.add(placeOf(run_.state()));
  recordStay();
  if (moments_.keepsNext())
    moments_.add(run_.state());
  else
    moments_.skip();
}

void Entrant::recordStay() {
  if (!(distanceToNearest(minima_, run_.state().weights) <= near_)) return;
  if (!stays_.empty() && stays_.back().to + 1 == head_)
    stays_.back().to = head_;
  else
    stays_.push_back({head_, head_});
  if (stays_.size() > mostStays) stays_.pop_front();
}

std::optional<std::int64_t> Entrant::settledAt(std::int64_t step) const {
  const auto after = std::upper_bound(stays_.begin(), stays_.end(), step,
                                      [](std::int64_t at, const Stay& each) { return at < each.from; });
  if (after == stays_.begin() || (after - 1)->to < step) return std::nullopt;
  return (after - 1)->from;
}

void Entrant::step() {
  if (!canStep()) return;
  before_ = run_.state().weights;
  if (run_.step() && run_.state().step > head_) record();
}

// One that diverged finds that out again at its last step.
void Entrant::goTo(std::int64_t step) {
  const auto& kept = moments_.items();
  const std::int64_t before =
      std::max<std::int64_t>(0, std::min(step, head_) - 1);  // so the last step is known
  const auto after =
      std::upper_bound(kept.begin() + 1, kept.end(), before,
                       [](std::int64_t at, const DescentState& each) { return at < each.step; });
  run_.restore(*(after - 1));
  before_.resize(0);
  std::int64_t at = run_.state().step;
  for (; at < step && canStep(); ++at) this->step();
}

EntrantFrame Entrant::frame() const {
  const DescentState& state = run_.state();
  const Optimizer& optimizer = *run_.plan().optimizer;
  EntrantFrame frame{.optimizer = optimizer_,
                     .path = path_.items(),
                     .now = placeOf(state),
                     .gradient = state.gradient,
                     .momentum = momentumOf(optimizer_, optimizer, state.optimizer),
                     .lastStep = {},
                     .distance = distanceToNearest(minima_, state.weights),
                     .nearest = {},
                     .settled = settledAt(state.step),
                     .learningRate = run_.rateFactor() * optimizer.learningRate(),
                     .curvature = EntrantFrame::notKnown,
                     .leastCurvature = EntrantFrame::notKnown,
                     .stableRate = EntrantFrame::notKnown,
                     .stop = state.stop,
                     .stopStep = state.stopStep,
                     .reason = state.reason};
  if (state.step > 0 && before_.size() > 0 && state.stop != Stop::diverged)
    frame.lastStep = state.weights - before_;
  const Curvatures curvatures = largestCurvatures(*run_.plan().objective, state.weights, 2);
  if (curvatures.values.size() == 2) {
    frame.curvature = curvatures.values[0];
    frame.leastCurvature = curvatures.values[1];
  }
  if (frame.curvature > 0) frame.stableRate = optimizer.stableRate(frame.curvature);
  if (const KnownMinimum* nearest = nearestMinimum(minima_, state.weights)) frame.nearest = *nearest;
  return frame;
}

Race::Race(RaceSetup setup)
    : setup_(std::make_shared<const RaceSetup>(checked(std::move(setup)))), planned_(setup_->steps) {
  for (const Choice& optimizer : setup_->entrants)
    entrants_.emplace_back(optimizer, planFor(*setup_, optimizer), setup_->minima, setup_->near);
}

bool Race::canStep() const {
  return std::any_of(entrants_.begin(), entrants_.end(), [](const Entrant& each) { return each.canStep(); });
}

bool Race::step() {
  if (!canStep()) return false;
  for (Entrant& each : entrants_) each.step();
  head_ = std::max(head_, ++step_);
  return true;
}

std::int64_t Race::steps(std::int64_t most) {
  std::int64_t done = 0;
  while (done < most && step()) ++done;
  return done;
}

void Race::goTo(std::int64_t step) {
  step = std::clamp<std::int64_t>(step, 0, head_);
  if (step == step_) return;
  for (Entrant& each : entrants_) each.goTo(step);
  step_ = step;
}

bool Race::approach(std::int64_t step) {
  if (step <= head_) {
    goTo(step);
    return true;
  }
  if (!canStep()) continuePastEnd();
  return !this->step() || step_ == step;
}

void Race::continuePastEnd() {
  if (step_ < planned_) return;
  planned_ += setup_->steps;
  for (Entrant& each : entrants_) each.extend(setup_->steps);
}

RaceFrame Race::frame() const {
  RaceFrame frame;
  frame.setup = setup_;
  frame.step = step_;
  frame.headStep = head_;
  frame.plannedSteps = planned_;
  for (const Entrant& each : entrants_) frame.entrants.push_back(each.frame());
  return frame;
}

}  // namespace lossarium
