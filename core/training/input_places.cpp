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

}  // namespace

InputPlaces inputPlaces(const Problem& problem, Index across, Index upward, Index along) {
  const Dataset& dataset = *problem.dataset;
  const bool plane = dataset.features.cols() > 1;
  InputPlaces places;
  places.x = placesAlong(problem, 0, plane ? across : along);
  places.y = plane ? placesAlong(problem, 1, upward) : Vector::Zero(1);
  const Index columns = places.x.size(), rows = places.y.size();
  const Eigen::RowVectorXd mean = dataset.features(problem.rows.train, Eigen::all).colwise().mean();
  places.features = mean.replicate(columns * rows, 1);
  for (Index j = 0; j < rows; ++j) {
    places.features.col(0).segment(j * columns, columns) = places.x;
    if (plane) places.features.col(1).segment(j * columns, columns).setConstant(places.y[j]);
  }
  return places;
}

}  // namespace lossarium
