#include "core/training/unit_map.h"

#include "core/losses/rate.h"
#include "core/objectives/classification.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace lossarium {
namespace {

constexpr Index side = 32, along = 61;
constexpr int restForEachWork = 30;  // of the time since they were computed

// As people read them: in the target's unit, or as shares.
Matrix readable(const Problem& problem, const Matrix& outputs) {
  if (!isClassification(problem.dataset->task)) return inTargetUnits(problem.loss->spec(), outputs);
  const Matrix shares = classShares(outputs);
  return outputs.cols() == 1 ? Matrix(shares.col(1)) : shares;
}

// The first ones; the last of these give way to inputs over which the pictures are.
std::vector<Index> drawnInputs(const Dataset& dataset) {
  std::vector<Index> drawn(static_cast<std::size_t>(std::min(dataset.features.cols(), UnitMap::mostEnds)));
  std::iota(drawn.begin(), drawn.end(), Index{0});
  const auto [first, second] = shownInputs(dataset);
  if (second >= UnitMap::mostEnds) drawn.back() = second;
  if (first >= UnitMap::mostEnds) drawn[drawn.size() - (second >= UnitMap::mostEnds ? 2 : 1)] = first;
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

}  // namespace

bool UnitMap::applies(const Problem& problem) {
  return dynamic_cast<const Mlp*>(problem.model.get()) != nullptr;
}

UnitMap::UnitMap(std::shared_ptr<const Problem> problem)
    : problem_(std::move(problem)),
      network_(dynamic_cast<const Mlp*>(problem_->model.get())),
      places_(inputPlaces(*problem_, side, side, along)),
      features_(problem_->standardization.apply(places_.features)) {}

std::shared_ptr<const UnitFields> UnitMap::at(const Vector& weights, std::int64_t step) const {
  std::vector<Matrix> values = network_->unitValues(features_, weights);
  if (!values.back().allFinite()) return nullptr;
  auto fields = std::make_shared<UnitFields>();
  values.back() = readable(*problem_, values.back());
  fields->inputs = drawnInputs(*problem_->dataset);
  fields->layers.push_back({values[0].cols(), values[0](Eigen::all, fields->inputs)});
  for (std::size_t l = 1; l < values.size(); ++l) {
    const Index units = values[l].cols(), most = l + 1 == values.size() ? mostEnds : mostUnits;
    fields->layers.push_back({units, values[l].leftCols(std::min(units, most))});
  }
  fields->problem = problem_;
  fields->step = step;
  fields->weights = weights;
  fields->x = places_.x;
  fields->y = places_.y;
  return fields;
}

std::shared_ptr<const UnitFields> UnitWatch::at(const std::shared_ptr<const Problem>& problem,
                                                const Vector& weights, std::int64_t step, bool running) {
  if (!UnitMap::applies(*problem)) return nullptr;
  const auto begin = Clock::now();
  if (watched_ == problem && running && begin < due_) return last_;
  if (watched_ != problem) map_ = std::make_unique<UnitMap>(problem);
  watched_ = problem;
  last_ = map_->at(weights, step);
  const auto end = Clock::now();
  due_ = end + restForEachWork * (end - begin);
  return last_;
}

}  // namespace lossarium
