#include "core/training/decision_map.h"

#include "core/objectives/classification.h"
#include "core/training/input_places.h"

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

constexpr Index alongCurve = 241;
constexpr Index across = 121, upward = 81;
constexpr Index mostScores = 60000;  // of all places: with many classes the picture is coarser

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
  const auto [columns, rows] = sizeFor(static_cast<Index>(problem_->dataset->classNames.size()));
  InputPlaces places = inputPlaces(*problem_, columns, rows, alongCurve);
  x_ = std::move(places.x);
  y_ = std::move(places.y);
  features_ = problem_->standardization.apply(places.features);
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
