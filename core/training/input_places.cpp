#include "core/training/input_places.h"

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

constexpr double margin = 0.06;  // of the data's span, on each side

std::vector<Index> rowsSeen(const SplitRows& rows) {
  std::vector<Index> seen = rows.train;
  seen.insert(seen.end(), rows.validation.begin(), rows.validation.end());
  return seen;
}

Vector placesAlong(const Problem& problem, Index feature, Index count) {
  const Dataset& dataset = *problem.dataset;
  const Vector values = dataset.features(rowsSeen(problem.rows), feature);
  double low = values.minCoeff(), high = values.maxCoeff();
  if (dataset.unedited) {  // the picture does not shrink while an outermost point is dragged inward
    const Vector before = dataset.unedited->features(rowsSeen(problem.drawnRows), feature);
    low = std::min(low, before.minCoeff());
    high = std::max(high, before.maxCoeff());
  }
  const double spare = high > low ? margin * (high - low) : std::max(1.0, std::abs(high)) / 2;
  return Vector::LinSpaced(count, low - spare, high + spare);
}

bool hasMoreThanTwoValues(const Dataset& dataset, Index feature) {
  const auto values = dataset.features.col(feature);
  const double low = values.minCoeff(), high = values.maxCoeff();
  return (values.array() != low && values.array() != high).any();
}

}  // namespace

std::pair<Index, Index> shownInputs(const Dataset& dataset) {
  const Index inputs = dataset.features.cols();
  if (inputs < 2) return {0, 0};
  std::vector<Index> rich;
  for (Index i = 0; i < inputs && rich.size() < 2 && inputs > 2; ++i)
    if (hasMoreThanTwoValues(dataset, i)) rich.push_back(i);
  if (rich.size() == 2) return {rich[0], rich[1]};
  if (rich.size() == 1) return {rich[0], rich[0] == 0 ? 1 : 0};
  return {0, 1};
}

InputPlaces inputPlaces(const Problem& problem, Index across, Index upward, Index along) {
  const Dataset& dataset = *problem.dataset;
  const bool plane = dataset.features.cols() > 1;
  InputPlaces places;
  const auto [first, second] = shownInputs(dataset);
  places.x = placesAlong(problem, first, plane ? across : along);
  places.y = plane ? placesAlong(problem, second, upward) : Vector::Zero(1);
  const Index columns = places.x.size(), rows = places.y.size();
  const Eigen::RowVectorXd mean = dataset.features(problem.rows.train, Eigen::all).colwise().mean();
  places.features = mean.replicate(columns * rows, 1);
  for (Index j = 0; j < rows; ++j) {
    places.features.col(first).segment(j * columns, columns) = places.x;
    if (plane) places.features.col(second).segment(j * columns, columns).setConstant(places.y[j]);
  }
  return places;
}

}  // namespace lossarium
