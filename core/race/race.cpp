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
    : optimizer_(std::move(optimizer)), descent_(std::move(plan)), minima_(std::move(minima)), near_(near) {
  record();
}

void Entrant::record() {
  path_.add(placeOf(descent_.state()));
  recordStay();
}

void Entrant::recordStay() {
  const DescentState& state = descent_.state();
  if (!(distanceToNearest(minima_, state.weights) <= near_)) return;
  if (!stays_.empty() && stays_.back().to + 1 == state.step)
    stays_.back().to = state.step;
  else
    stays_.push_back({state.step, state.step});
  if (stays_.size() > mostStays) stays_.pop_front();
}

std::optional<std::int64_t> Entrant::settledAt(std::int64_t step) const {
  const auto after = std::upper_bound(stays_.begin(), stays_.end(), step,
                                      [](std::int64_t at, const Stay& each) { return at < each.from; });
  if (after == stays_.begin() || (after - 1)->to < step) return std::nullopt;
  return (after - 1)->from;
}

void Entrant::step() {
  if (descent_.step()) record();
}

EntrantFrame Entrant::frame() const {
  const DescentState& state = descent_.state();
  const Optimizer& optimizer = *descent_.plan().optimizer;
  EntrantFrame frame{.optimizer = optimizer_,
                     .path = path_.items(),
                     .now = placeOf(state),
                     .gradient = state.gradient,
                     .momentum = momentumOf(optimizer_, optimizer, state.optimizer),
                     .lastStep = {},
                     .distance = distanceToNearest(minima_, state.weights),
                     .nearest = {},
                     .settled = settledAt(state.step),
                     .learningRate = descent_.rateFactor() * optimizer.learningRate(),
                     .curvature = EntrantFrame::notKnown,
                     .leastCurvature = EntrantFrame::notKnown,
                     .stableRate = EntrantFrame::notKnown,
                     .stop = state.stop,
                     .stopStep = state.stopStep,
                     .reason = state.reason};
  if (state.step > 0 && descent_.before().size() > 0 && state.stop != Stop::diverged)
    frame.lastStep = state.weights - descent_.before();
  const Curvatures curvatures = largestCurvatures(*descent_.plan().objective, state.weights, 2);
  if (curvatures.values.size() == 2) {
    frame.curvature = curvatures.values[0];
    frame.leastCurvature = curvatures.values[1];
  }
  if (frame.curvature > 0) frame.stableRate = optimizer.stableRate(frame.curvature);
  if (const KnownMinimum* nearest = nearestMinimum(minima_, state.weights)) frame.nearest = *nearest;
  return frame;
}

Race::Race(RaceSetup setup) : Race(std::make_shared<const RaceSetup>(checked(std::move(setup)))) {}

Race::Race(std::shared_ptr<const RaceSetup> setup) : SideBySide(setup->steps), setup_(std::move(setup)) {
  for (const Choice& optimizer : setup_->entrants)
    add({optimizer, planFor(*setup_, optimizer), setup_->minima, setup_->near});
}

RaceFrame Race::frame() const {
  RaceFrame frame;
  frame.setup = setup_;
  frame.step = stepNow();
  frame.headStep = headStep();
  frame.plannedSteps = plannedSteps();
  for (const Entrant& each : entrants()) frame.entrants.push_back(each.frame());
  return frame;
}

}  // namespace lossarium
