#include "core/training/fit_map.h"

#include "core/training/input_places.h"

#include <algorithm>

namespace lossarium {
namespace {

constexpr Index across = 91, upward = 61;
constexpr int aboutLines = 8;

std::vector<ContourPiece> piecesAt(const Surface& surface, double level) {
  std::vector<ContourPiece> pieces;
  for (Index row = 0; row + 1 < surface.b.size(); ++row)
    for (Index column = 0; column + 1 < surface.a.size(); ++column) {
      const CellContour cell = cellContour(surface, row, column, level);
      pieces.insert(pieces.end(), cell.pieces.begin(), cell.pieces.begin() + cell.count);
    }
  return pieces;
}

}  // namespace

bool FitMap::applies(const Problem& problem) {
  return problem.dataset->task == Task::regression && problem.dataset->features.cols() == 2;
}

FitMap::FitMap(std::shared_ptr<const Problem> problem) : problem_(std::move(problem)) {
  InputPlaces places = inputPlaces(*problem_, across, upward, across);
  empty_.x = std::move(places.x);
  empty_.y = std::move(places.y);
  features_ = std::move(places.features);
  const auto target = problem_->training->samples().target.col(0);
  empty_.low = target.minCoeff();
  empty_.high = target.maxCoeff();
  if (problem_->validation) {
    const auto held = problem_->validation->samples().target.col(0);
    empty_.low = std::min(empty_.low, held.minCoeff());
    empty_.high = std::max(empty_.high, held.maxCoeff());
  }
  levels_ = contourLevels(empty_.low, empty_.high, aboutLines, false);
}

std::shared_ptr<const FitField> FitMap::at(const Vector& weights) const {
  const Matrix prediction = problem_->predict(features_, weights);
  if (!prediction.allFinite()) return nullptr;
  auto field = std::make_shared<FitField>(empty_);
  field->values = prediction.col(0).reshaped(field->x.size(), field->y.size()).transpose();
  Surface surface;
  surface.a = field->x;
  surface.b = field->y;
  surface.values = field->values;
  for (const double level : levels_) field->lines.push_back({level, piecesAt(surface, level)});
  return field;
}

}  // namespace lossarium
