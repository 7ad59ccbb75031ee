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

// Four neighbouring places, the lower left one at (i, j).
class Cell {
 public:
  Cell(const DecisionField& field, const Matrix& scores, Index i, Index j)
      : field_(field), scores_(scores), i_(i), j_(j) {
    for (const Index row : {0, 1})
      for (const Index column : {0, 1})
        classes_.push_back(field.best[static_cast<std::size_t>(place(row, column))]);
    std::sort(classes_.begin(), classes_.end());
    classes_.erase(std::unique(classes_.begin(), classes_.end()), classes_.end());
  }

  void addBorders(std::vector<ContourPiece>& borders) const {
    for (std::size_t one = 0; one < classes_.size(); ++one)
      for (std::size_t other = one + 1; other < classes_.size(); ++other)
        addBorder(borders, classes_[one], classes_[other]);
  }

 private:
  Index place(Index row, Index column) const { return (j_ + row) * field_.x.size() + i_ + column; }

  void addBorder(std::vector<ContourPiece>& borders, Index one, Index other) const {
    Surface lead;
    lead.a = field_.x.segment(i_, 2);
    lead.b = field_.y.segment(j_, 2);
    lead.values.resize(2, 2);
    for (const Index row : {0, 1})
      for (const Index column : {0, 1})
        lead.values(row, column) = scores_(place(row, column), one) - scores_(place(row, column), other);
    const CellContour contour = cellContour(lead, 0, 0, 0);
    for (int k = 0; k < contour.count; ++k) {
      ContourPiece piece = contour.pieces[static_cast<std::size_t>(k)];
      if (leaveToThird(piece, one, other)) borders.push_back(piece);
    }
  }

  double score(const Eigen::Vector2d& point, Index label) const {
    const double u = (point.x() - field_.x[i_]) / (field_.x[i_ + 1] - field_.x[i_]);
    const double v = (point.y() - field_.y[j_]) / (field_.y[j_ + 1] - field_.y[j_]);
    const auto along = [&](Index row) {
      return std::lerp(scores_(place(row, 0), label), scores_(place(row, 1), label), u);
    };
    return std::lerp(along(0), along(1), v);
  }

  // Cuts off where a third class is better than the two that meet; false if nothing is left.
  bool leaveToThird(ContourPiece& piece, Index one, Index other) const {
    double from = 0, to = 1;
    for (const Index third : classes_) {
      if (third == one || third == other) continue;
      const double start = score(piece.from, one) - score(piece.from, third);
      const double end = score(piece.to, one) - score(piece.to, third);
      if (start < 0 && end < 0) return false;
      if (start < 0) from = std::max(from, start / (start - end));
      if (end < 0) to = std::min(to, start / (start - end));
    }
    const Eigen::Vector2d begin = piece.from, way = piece.to - piece.from;
    piece = {begin + from * way, begin + to * way};
    return from < to;
  }

  const DecisionField& field_;
  const Matrix& scores_;
  Index i_, j_;
  std::vector<Index> classes_;  ///< that are best at its corners
};

void addBorders(DecisionField& field, const Matrix& scores) {
  for (Index j = 0; j + 1 < field.y.size(); ++j)
    for (Index i = 0; i + 1 < field.x.size(); ++i) Cell(field, scores, i, j).addBorders(field.borders);
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
  const Dataset& dataset = *problem_->dataset;
  const Vector values = dataset.features(rowsSeen(problem_->rows), feature);
  double low = values.minCoeff(), high = values.maxCoeff();
  if (dataset.unedited) {  // the picture does not shrink while an outermost point is dragged inward
    const Vector before = dataset.unedited->features(rowsSeen(problem_->drawnRows), feature);
    low = std::min(low, before.minCoeff());
    high = std::max(high, before.maxCoeff());
  }
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
