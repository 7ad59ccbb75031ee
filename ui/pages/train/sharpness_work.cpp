#include "ui/pages/train/sharpness_work.h"

#include "core/base/error.h"
#include "core/landscape/planes/solutions.h"
#include "core/landscape/rescaling.h"
#include "core/landscape/sharpness.h"
#include "core/objectives/curvature.h"
#include "ui/pages/train/scenes.h"

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr Index linePoints = 161, profilePoints = 81;
constexpr double profileReach = 0.5;  // of the directions' lengths
constexpr std::size_t keptEnds = 16;

std::shared_ptr<const EmpiricalRisk> withoutPenalty(const Problem& problem,
                                                    const std::shared_ptr<const EmpiricalRisk>& risk) {
  const std::shared_ptr<const Samples> samples(risk, &risk->samples());
  return std::make_shared<EmpiricalRisk>(samples, problem.model, problem.loss, Penalty{});
}

// What the next step on all training rows would add to the weights; empty where it cannot be told.
Vector nextStep(const Place& place) {
  const Optimizer& optimizer = *place.problem->optimizer;
  Vector weights = place.weights;
  OptimizerState state = place.optimizer;
  const double rate = optimizer.learningRate();
  optimizer.step(*place.problem->training, weights, state, rate > 0 ? place.learningRate / rate : 1);
  const Vector step = weights - place.weights;
  return step.allFinite() ? step : Vector();
}

Line lineOf(const Place& place, const LineWish& wish, OtherEnds& ends, const Progress& progress) {
  const Problem& problem = *place.problem;
  const LinePlace here{0, "here", place.weights};
  switch (wish.to) {
    case LineWish::To::start:
      return lineBetween({0, "start", problem.startWeights()}, here);
    case LineWish::To::solution:
    case LineWish::To::branch:
      return lineBetween(here, {0, wish.name, ends.of(problem, wish, progress)});
    default:
      throw std::logic_error("a line down the gradient has one end");
  }
}

Vector endOfBranch(const LineWish& wish, const Progress& progress) {
  RecordedRun run(build(wish.record, progress));
  while (run.state().step < wish.reached && run.step()) progress.throwIfCancelled();
  return run.state().weights;
}

std::vector<LineCurve> curvesAlong(const Problem& problem, const Line& line, const Progress& progress) {
  std::vector<LineCurve> curves{{"training", valuesAlong(*problem.training, line, linePoints, progress)}};
  const auto add = [&](const char* name, const std::shared_ptr<const EmpiricalRisk>& risk) {
    curves.push_back({name, valuesAlong(*withoutPenalty(problem, risk), line, linePoints, progress)});
  };
  if (problem.validation) add("validation", problem.validation);
  if (testIsOpen(problem)) add("test", problem.test);
  return curves;
}

}  // namespace

Place Place::of(const RunFrame& frame) {
  return {frame.problem, frame.state.weights, frame.state.optimizer, frame.learningRate};
}

Vector OtherEnds::of(const Problem& problem, const LineWish& wish, const Progress& progress) {
  Experiment experiment = problem.experiment;
  experiment.changes.clear();
  experiment.landscape = {};
  const bool isBranch = wish.to == LineWish::To::branch;
  const std::int64_t which = isBranch ? wish.reached : wish.seed;
  if (isBranch) experiment = wish.record;
  for (const Known& known : known_)
    if (known.experiment == experiment && known.which == which && known.isBranch == isBranch)
      return known.end;
  Vector weights = isBranch ? endOfBranch(wish, progress) : solutionFrom(experiment, wish.seed, progress);
  if (weights.size() != problem.model->weightCount()) throw Error("The other run has another model.");
  if (known_.size() == keptEnds) known_.erase(known_.begin());
  known_.push_back({experiment, which, isBranch, weights});
  return weights;
}

LineReport lineReport(const Place& place, const LineWish& wish, OtherEnds& ends, const Progress& progress) {
  LineReport report;
  try {
    if (wish.to == LineWish::To::downGradient) {
      report.descent = lineDownGradient(*place.problem->training, place.weights, nextStep(place));
      report.line = report.descent->line;
    } else {
      report.line = lineOf(place, wish, ends, progress);
    }
    report.curves = curvesAlong(*place.problem, report.line, progress);
  } catch (const Cancelled&) {
    throw;
  } catch (const Error& error) {
    report.refusal = error.what();
  }
  return report;
}

CurvatureReport curvatureReport(const Place& place, double radius, const Progress& progress) {
  const Problem& problem = *place.problem;
  const EmpiricalRisk& risk = *problem.training;
  CurvatureReport report;
  report.radius = radius;
  report.facts = curvatureFacts(risk, place.weights, progress);
  report.rawRise = sharpnessWithin(risk, place.weights, rawBall(place.weights.size(), radius), progress).rise;
  report.filterRise =
      sharpnessWithin(risk, place.weights, filterBall(*problem.model, place.weights, radius), progress).rise;
  report.stableRate = problem.optimizer->stableRate(report.facts.largest);
  report.bearable = problem.optimizer->stableRate(1) / place.learningRate;
  return report;
}

RescalingReport rescalingReport(const Place& place, Index layer, double factor, double radius,
                                const Progress& progress) {
  const Model& model = *place.problem->model;
  const auto risk = withoutPenalty(*place.problem, place.problem->training);
  const auto parts = weightParts(model);
  const Vector drawn = drawnDirection(place.weights.size(), 1, "first direction");
  const Vector raw = place.weights.norm() / drawn.norm() * drawn;
  const auto along = [&](const Vector& weights, const Vector& direction) {
    const Line line{weights, direction, {-profileReach, profileReach}, {}, {}, {{0, "here", weights}}};
    return valuesAlong(*risk, line, profilePoints, progress);
  };
  const auto look = [&](const Vector& weights) {
    RescalingReport::Side side;
    side.loss = risk->value(weights);
    side.largest = largestCurvature(*risk, weights, progress);
    side.rawRise = sharpnessWithin(*risk, weights, rawBall(weights.size(), radius), progress).rise;
    side.filterRise = sharpnessWithin(*risk, weights, filterBall(model, weights, radius), progress).rise;
    side.raw = along(weights, raw);
    side.filter = along(weights, filterNormalized(drawn, parts, weights));
    return side;
  };
  const Vector other = rescaled(model, place.weights, layer, factor);
  RescalingReport report{
      .before = look(place.weights), .after = look(other), .factor = factor, .radius = radius};
  const Matrix prediction = risk->predictions(place.weights);
  report.predictionChange = (risk->predictions(other) - prediction).cwiseAbs().maxCoeff();
  return report;
}

}  // namespace lossarium::ui
