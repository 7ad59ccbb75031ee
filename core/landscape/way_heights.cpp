#include "core/landscape/way_heights.h"

#include "core/base/parallel_for.h"

#include <cmath>
#include <limits>
#include <vector>

namespace lossarium {
namespace {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

double lossOf(DataPart part, const EpochRecord& now) {
  return part == DataPart::training ? now.training : part == DataPart::validation ? now.validation : now.test;
}

double measured(const RunMetrics& metrics, const HeightChoice& choice) {
  const SplitMetrics* part = choice.part == DataPart::training ? &metrics.training
                             : choice.part == DataPart::validation && metrics.validation
                                 ? &*metrics.validation
                             : choice.part == DataPart::test && metrics.test ? &*metrics.test
                                                                             : nullptr;
  for (std::size_t i = 0; part && i < metrics.specs.size(); ++i)
    if (metrics.specs[i].id == choice.metric) return part->values[i];
  return notKnown;
}

}  // namespace

std::shared_ptr<const WayHeights> WayHeights::of(const Height& height, const RunFrame& run,
                                                 const WayHeights* before, const Progress& progress) {
  auto way = std::make_shared<WayHeights>();
  std::vector<double> values(run.path.size() + 1);
  parallelFor(std::ssize(values), [&](Index i) {
    progress.throwIfCancelled();
    const auto place = static_cast<std::size_t>(i);
    const bool isNow = place == run.path.size();
    const Vector& weights = isNow ? run.state.weights : *run.path[place].weights;
    const double known = before && !isNow ? before->at(run.path[place]) : notKnown;
    values[place] = std::isnan(known) && weights.allFinite() ? height.function->value(weights) : known;
  });
  for (std::size_t i = 0; i < run.path.size(); ++i)
    way->path_.insert_or_assign(run.path[i].step, Known{run.path[i].weights, values[i]});
  way->now_ = run.state.weights;
  way->atNow_ = values.back();
  return way;
}

double WayHeights::at(const PathPoint& point) const {
  const auto found = path_.find(point.step);
  return found != path_.end() && &*found->second.weights == &*point.weights ? found->second.value : notKnown;
}

double WayHeights::at(const Vector& weights) const {
  return weights.size() == now_.size() && weights == now_ ? atNow_ : notKnown;
}

double heightNow(const Height& height, const RunFrame& run, const WayHeights* way) {
  const HeightChoice& choice = height.choice;
  if (choice.metric.empty()) return lossOf(choice.part, run.now) + (choice.penalty ? run.now.penalty : 0);
  const double known = way ? way->at(run.state.weights) : notKnown;
  if (!std::isnan(known)) return known;
  const bool areOfNow =
      run.metrics && run.metrics->step == run.state.step && run.metrics->problem == run.problem;
  return areOfNow ? measured(*run.metrics, choice) : notKnown;
}

}  // namespace lossarium
