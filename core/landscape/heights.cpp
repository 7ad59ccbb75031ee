#include "core/landscape/heights.h"

#include "core/base/error.h"
#include "core/landscape/plane_minimum.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lossarium {
namespace {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

const std::shared_ptr<const EmpiricalRisk>& riskOf(const Problem& problem, DataPart part) {
  return part == DataPart::training     ? problem.training
         : part == DataPart::validation ? problem.validation
                                        : problem.test;
}

// What no loss measures, or one that takes other predictions than the model's.
class MeasuredRows final : public WeightFunction {
 public:
  MeasuredRows(std::shared_ptr<const EmpiricalRisk> risk, Metric metric, Task task)
      : risk_(std::move(risk)), metric_(std::move(metric)), task_(task) {}

  Index dimension() const override { return risk_->dimension(); }
  double value(const Vector& weights) const override { return metric_.measure({*risk_, weights, task_}); }

 private:
  std::shared_ptr<const EmpiricalRisk> risk_;
  Metric metric_;
  Task task_;
};

std::optional<Metric> metricCalled(const Problem& problem, const std::string& id) {
  for (Metric& each : metricsFor(problem))
    if (id.empty() || each.spec.id == id) return std::move(each);
  return std::nullopt;
}

std::shared_ptr<const WeightFunction> functionOf(const Problem& problem, const HeightChoice& choice,
                                                 const Metric& metric) {
  const auto& risk = riskOf(problem, choice.part);
  if (choice.metric.empty() && (choice.penalty || problem.experiment.penalty.none())) return risk;
  const LossSpec& own = problem.loss->spec();
  if (choice.metric.empty() || choice.metric == own.id)
    return std::make_shared<EmpiricalRisk>(risk->judgedBy(problem.loss, {}));
  if (metric.spec.isLoss) {
    std::shared_ptr<const Loss> loss = makeLoss({choice.metric, {}});
    if (loss->spec().logarithmOfRate == own.logarithmOfRate)
      return std::make_shared<EmpiricalRisk>(risk->judgedBy(std::move(loss), {}));
  }
  return std::make_shared<MeasuredRows>(risk, metric, problem.dataset->task);
}

std::string whyNoRows(const Problem& problem, DataPart part) {
  if (!riskOf(problem, part)) return "there are no " + std::string(toText(part)) + " rows";
  if (part == DataPart::test && !problem.experiment.split.testOpened)
    return "the test rows are sealed until they are opened (split.test_opened)";
  return {};
}

// Whether `known` was computed over that very grid.
bool isOver(const Surface& known, const Slice& slice, Index grid) {
  const Slice& its = known.slice;
  return known.a.size() == grid && its.a == slice.a && its.b == slice.b && its.origin == slice.origin &&
         its.u == slice.u && its.v == slice.v;
}

std::shared_ptr<const Surface> surfaceOf(const Height& height, const HeightRequest& request) {
  for (const HeightSurface& known : request.known)
    if (known.height.choice == height.choice && isOver(*known.surface, request.framing.slice, request.grid))
      return known.surface;
  return std::make_shared<Surface>(computeSurface(*height.function, request.framing.slice, request.grid,
                                                  request.progress, request.precision));
}

// The best point of the grid; its place is NaN if others are as good.
Eigen::Vector3d bestOfGrid(const Surface& surface, bool greatest) {
  const double value = greatest ? surface.maximum : surface.minimum;
  Eigen::Vector3d best(notKnown, notKnown, value);
  int count = 0;
  for (Index i = 0; i < surface.a.size(); ++i)
    for (Index j = 0; j < surface.b.size(); ++j) {
      if (surface.values(j, i) != value || ++count > 1) continue;
      best.head<2>() << surface.a[i], surface.b[j];
    }
  if (count > 1) best.head<2>().setConstant(notKnown);
  return best;
}

Eigen::Vector2d firstLeast(const Surface& surface) {
  for (Index i = 0; i < surface.a.size(); ++i)
    for (Index j = 0; j < surface.b.size(); ++j)
      if (surface.values(j, i) == surface.minimum) return {surface.a[i], surface.b[j]};
  return Eigen::Vector2d::Constant(notKnown);
}

// A surface of a network has several valleys: the framing's search saw that where it began.
Eigen::Vector3d leastOf(const Height& height, const Surface& surface, const HeightRequest& request) {
  const Eigen::Vector2d from = firstLeast(surface);
  const bool framed = height.choice.isObjective() && request.framing.minimum.allFinite();
  if (!from.allFinite()) return Eigen::Vector3d::Constant(notKnown);
  const Slice& slice = request.framing.slice;
  constexpr double rounding = 1e-9;
  const double onGrid = height.function->value(slice.at(from.x(), from.y()));
  if (framed && !(onGrid < request.framing.minimum.z() - rounding * (1 + std::abs(onGrid))))
    return request.framing.minimum;
  const Eigen::Vector2d size = Eigen::Vector2d(surface.a[1] - surface.a[0], surface.b[1] - surface.b[0]);
  return planeMinimum(*height.function, slice, from, size, request.progress);
}

Eigen::Vector3d bestOf(const Height& height, const Surface& surface, const HeightRequest& request) {
  if (!request.firstLook)
    return height.measure.higherIsBetter ? bestOfGrid(surface, true) : leastOf(height, surface, request);
  return height.choice.isObjective() ? request.framing.minimum : Eigen::Vector3d::Constant(notKnown);
}

std::vector<HeightChoice> choicesOf(const HeightRequest& request) {
  std::vector<HeightChoice> choices{heightOf(request.landscape)};
  if (!whyNoHeight(request.problem, choices.front()).empty()) choices.front() = HeightChoice{};
  for (const HeightChoice& each : overlayOf(request.landscape))
    if (whyNoHeight(request.problem, each).empty() && !(each == choices.front())) choices.push_back(each);
  return choices;
}

}  // namespace

std::string whyNoHeight(const Problem& problem, const HeightChoice& choice) {
  if (const std::string reason = whyNoRows(problem, choice.part); !reason.empty()) return reason;
  if (choice.metric.empty()) return {};
  const auto metric = metricCalled(problem, choice.metric);
  if (!metric) return "'" + choice.metric + "' is no metric of " + std::string(toText(problem.dataset->task));
  return metric->spec.whyNot.empty() ? std::string() : "'" + choice.metric + "' " + metric->spec.whyNot;
}

Height heightOf(const Problem& problem, const HeightChoice& choice) {
  if (const std::string reason = whyNoHeight(problem, choice); !reason.empty())
    throw Error("landscape: no height '" + toText(choice) + "' here; " + reason);
  const Metric metric = *metricCalled(problem, choice.metric);
  return {choice, metric.spec, functionOf(problem, choice, metric)};
}

std::vector<HeightSurface> heightSurfaces(const HeightRequest& request) {
  std::vector<HeightSurface> heights;
  for (const HeightChoice& choice : choicesOf(request)) {
    Height height = heightOf(request.problem, choice);
    auto surface = surfaceOf(height, request);
    const Eigen::Vector3d best = bestOf(height, *surface, request);
    heights.push_back({std::move(height), std::move(surface), best, notKnown});
  }
  const Eigen::Vector3d first = heights.front().best;
  const Slice& slice = request.framing.slice;
  for (HeightSurface& each : heights)
    if (first.allFinite()) each.atFirstBest = each.height.function->value(slice.at(first.x(), first.y()));
  return heights;
}

}  // namespace lossarium
