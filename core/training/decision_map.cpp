#include "core/training/decision_map.h"

#include "core/objectives/classification.h"

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

constexpr double margin = 0.06;  // of the data's span, on each side
constexpr Index alongCurve = 241;
constexpr Index across = 121, upward = 81;
constexpr Index mostScores = 60000;  // of all places: with many classes the picture is coarser

std::vector<Index> rowsSeen(const SplitRows& rows) {
  std::vector<Index> seen = rows.train;
  seen.insert(seen.end(), rows.validation.begin(), rows.validation.end());
  return seen;
}

// Columns and rows of the picture for so many classes.
std::pair<Index, Index> sizeFor(Index classes) {
  const double places = static_cast<double>(mostScores) / static_cast<double>(classes);
  const double scale = std::min(1.0, std::sqrt(places / static_cast<double>(across * upward)));
  return {std::max<Index>(2, std::lround(across * scale)), std::max<Index>(2, std::lround(upward * scale))};
}

// The piece of the border between two classes in the cell whose lower left place is (i, j).
void addBorder(DecisionField& field, const Matrix& scores, Index i, Index j, Index one, Index other) {
  Surface cell;
  cell.a = field.x.segment(i, 2);
  cell.b = field.y.segment(j, 2);
  cell.values.resize(2, 2);
  for (Index row = 0; row < 2; ++row)
    for (Index column = 0; column < 2; ++column) {
      const Index place = (j + row) * field.x.size() + i + column;
      cell.values(row, column) = scores(place, one) - scores(place, other);
    }
  const CellContour contour = cellContour(cell, 0, 0, 0);
  for (int k = 0; k < contour.count; ++k)
    field.borders.push_back(contour.pieces[static_cast<std::size_t>(k)]);
}

void addBorders(DecisionField& field, const Matrix& scores) {
  const Index width = field.x.size();
  for (Index j = 0; j + 1 < field.y.size(); ++j)
    for (Index i = 0; i + 1 < width; ++i) {
      std::vector<Index> corners;
      for (const Index place :
           {j * width + i, j * width + i + 1, (j + 1) * width + i, (j + 1) * width + i + 1})
        corners.push_back(field.best[static_cast<std::size_t>(place)]);
      std::sort(corners.begin(), corners.end());
      corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
      for (std::size_t one = 0; one < corners.size(); ++one)
        for (std::size_t other = one + 1; other < corners.size(); ++other)
          addBorder(field, scores, i, j, corners[one], corners[other]);
    }
}

}  // namespace

DecisionMap::DecisionMap(std::shared_ptr<const Problem> problem) : problem_(std::move(problem)) {
  const Dataset& dataset = *problem_->dataset;
  const bool plane = dataset.features.cols() > 1;
  const auto [columns, rows] = sizeFor(static_cast<Index>(dataset.classNames.size()));
  placeAlong(0, x_, plane ? columns : alongCurve);
  y_ = Vector::Zero(1);
  if (plane) placeAlong(1, y_, rows);
  const Eigen::RowVectorXd mean = dataset.features(problem_->rows.train, Eigen::all).colwise().mean();
  Matrix places = mean.replicate(x_.size() * y_.size(), 1);
  for (Index j = 0; j < y_.size(); ++j) places.col(0).segment(j * x_.size(), x_.size()) = x_;
  if (plane)
    for (Index j = 0; j < y_.size(); ++j) places.col(1).segment(j * x_.size(), x_.size()).setConstant(y_[j]);
  features_ = problem_->standardization.apply(places);
}

void DecisionMap::placeAlong(Index feature, Vector& places, Index count) const {
  const Vector values = problem_->dataset->features(rowsSeen(problem_->rows), feature);
  const double low = values.minCoeff(), high = values.maxCoeff();
  const double spare = high > low ? margin * (high - low) : std::max(1.0, std::abs(high)) / 2;
  places = Vector::LinSpaced(count, low - spare, high + spare);
}

std::shared_ptr<const DecisionField> DecisionMap::at(const Vector& weights) const {
  Matrix prediction(features_.rows(), problem_->model->outputCount());
  problem_->model->predict(features_, weights, prediction);
  if (!prediction.allFinite()) return nullptr;
  auto field = std::make_shared<DecisionField>();
  field->x = x_;
  field->y = y_;
  field->best = predictedClasses(prediction);
  Matrix shares = classShares(prediction);
  field->share = shares.rowwise().maxCoeff();
  if (y_.size() == 1)
    field->shares = std::move(shares);
  else
    addBorders(*field, classScores(prediction));
  return field;
}

}  // namespace lossarium
