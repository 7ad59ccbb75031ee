#include "core/training/metric_curve.h"

#include "core/base/catalog.h"
#include "core/objectives/curvature.h"

#include <algorithm>
#include <map>
#include <utility>

namespace lossarium {
namespace {

constexpr std::size_t mostPoints = 512, mostCurvatures = 128;

Metric curvatureMetric(const Progress& progress) {
  return {{.id = std::string(largestCurvatureId),
           .title = "Largest curvature",
           .hint = "How strongly the loss bends at most; from 2 / rate on steps of gradient descent grow.",
           .isLoss = false},
          [progress](const JudgedRows& rows) { return largestCurvature(rows.risk, rows.weights, progress); }};
}

Metric metricWith(const Problem& problem, const std::string& id, const Progress& progress) {
  if (id == largestCurvatureId) return curvatureMetric(progress);
  std::vector<Metric> all = metricsFor(problem);
  const auto found =
      std::find_if(all.begin(), all.end(), [&id](const Metric& each) { return each.spec.id == id; });
  return found == all.end() ? all.front() : *found;
}

bool predictsLogarithms(const std::optional<Value>& loss) {
  const auto* id = loss ? std::get_if<std::string>(&*loss) : nullptr;
  return id && findEntry(lossCatalog(), *id, "loss").spec->logarithmOfRate;
}

// Weights from before a change between a rate and its logarithm predict something else.
std::int64_t firstComparableStep(const RunFrame& frame) {
  std::int64_t first = 0;
  for (const Seam& seam : frame.seams)
    for (const SettingChange& change : seam.changes)
      if (change.key == "loss.id" && predictsLogarithms(change.from) != predictsLogarithms(change.to))
        first = seam.step + 1;
  return first;
}

// By the records on both sides; beyond the last by the batches of an epoch.
double epochOf(const RunFrame& frame, std::int64_t step) {
  const auto& records = frame.epochs;
  const auto after =
      std::lower_bound(records.begin(), records.end(), step,
                       [](const EpochRecord& record, std::int64_t at) { return record.step < at; });
  if (after != records.end() && after->step == step) return static_cast<double>(after->epoch);
  if (after == records.begin()) return 0;
  const EpochRecord& last = *std::prev(after);
  const auto batches = static_cast<double>(std::max<std::int64_t>(1, frame.batchesPerEpoch));
  const double beyond = static_cast<double>(step - last.step);
  if (after == records.end()) return static_cast<double>(last.epoch) + beyond / batches;
  return static_cast<double>(last.epoch) + beyond * static_cast<double>(after->epoch - last.epoch) /
                                               static_cast<double>(after->step - last.step);
}

MetricPoint measuredAt(const Problem& problem, const Metric& metric, const Vector& weights) {
  const Task task = problem.dataset->task;
  MetricPoint point;
  point.training = metric.measure({*problem.training, weights, task});
  if (metric.spec.id == largestCurvatureId) return point;
  if (problem.validation) point.validation = metric.measure({*problem.validation, weights, task});
  if (problem.test && problem.experiment.split.testOpened)
    point.test = metric.measure({*problem.test, weights, task});
  return point;
}

// From which curvature on steps grow, at the optimiser's present settings; before they were made nothing is
// known.
class StabilityLimit {
 public:
  explicit StabilityLimit(const RunFrame& frame)
      : optimizer_(*frame.headProblem->optimizer),
        schedule_(optimizer_.schedule()),
        horizon_(static_cast<double>(schedule_.horizon(frame.plannedEpochs))) {
    for (const Seam& seam : frame.seams)
      for (const SettingChange& change : seam.changes)
        if (change.key.starts_with("optimizer")) first_ = seam.step;
  }

  double at(const MetricPoint& point) const {
    if (point.step < first_) return RunFrame::notKnown;
    const double rate = optimizer_.learningRate() * schedule_.factor(point.epoch, horizon_);
    return optimizer_.stableRate(1) / rate;
  }

 private:
  const Optimizer& optimizer_;
  Schedule schedule_;
  double horizon_;
  std::int64_t first_ = 0;
};

std::map<std::int64_t, MetricPoint> knownPoints(const MetricCurve* before, const Problem& problem,
                                                const MetricSpec& spec) {
  std::map<std::int64_t, MetricPoint> known;
  if (before && before->problem.get() == &problem && before->spec.id == spec.id)
    for (const MetricPoint& point : before->points) known[point.step] = point;
  return known;
}

}  // namespace

std::shared_ptr<const MetricCurve> metricCurve(const RunFrame& frame, const std::string& id,
                                               const MetricCurve* before, const Progress& progress) {
  const Metric metric = metricWith(*frame.problem, id, progress);
  const bool isCurvature = id == largestCurvatureId;
  auto curve = std::make_shared<MetricCurve>();
  curve->problem = frame.problem;
  curve->spec = metric.spec;
  const auto known = knownPoints(before, *frame.problem, metric.spec);
  const std::int64_t first = firstComparableStep(frame);
  std::size_t stride = 1;
  while (frame.path.size() / stride > (isCurvature ? mostCurvatures : mostPoints)) stride *= 2;
  const StabilityLimit limit(frame);
  for (std::size_t i = 0; i < frame.path.size(); i += stride) {
    const PathPoint& place = frame.path[i];
    if (place.step < first || !(*place.weights).allFinite()) continue;
    progress.throwIfCancelled();
    const auto found = known.find(place.step);
    MetricPoint point =
        found == known.end() ? measuredAt(*frame.problem, metric, place.weights) : found->second;
    point.step = place.step;
    point.epoch = epochOf(frame, place.step);
    if (isCurvature) point.limit = limit.at(point);
    curve->points.push_back(point);
  }
  return curve;
}

}  // namespace lossarium
