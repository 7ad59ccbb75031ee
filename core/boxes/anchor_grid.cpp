#include "core/boxes/anchor_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace lossarium {
namespace {

constexpr double pointsPerCell = 10;  // then one cell in twenty thousand is empty
constexpr Index fewest = 5, most = 61;

Index cellOf(double place, double side, Index across) {
  const double steps = (place - (targetCentre - anchorRadius)) / side;
  return std::clamp<Index>(static_cast<Index>(std::floor(steps)), 0, across - 1);
}

}  // namespace

Index anchorCellsAcross(Index points) {
  const double cells = static_cast<double>(points) / pointsPerCell;
  const auto across = static_cast<Index>(std::sqrt(cells * 4 / std::numbers::pi));
  return std::clamp<Index>(across | 1, fewest, most);
}

AnchorGrid anchorGrid(std::span<const AnchorPoint> anchors, std::span<const double> errors, Index across) {
  AnchorGrid grid;
  grid.side = 2 * anchorRadius / static_cast<double>(across);
  const double first = targetCentre - anchorRadius + grid.side / 2;
  grid.centres = Vector::LinSpaced(across, first, first + grid.side * static_cast<double>(across - 1));
  grid.mean = Matrix::Zero(across, across);
  grid.points.setZero(across, across);
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const Index row = cellOf(anchors[i].y, grid.side, across),
                column = cellOf(anchors[i].x, grid.side, across);
    grid.mean(row, column) += errors[i];
    ++grid.points(row, column);
  }
  for (Index row = 0; row < across; ++row)
    for (Index column = 0; column < across; ++column) {
      const auto cases = static_cast<double>(grid.points(row, column) * RegressionCases::count);
      grid.mean(row, column) =
          cases > 0 ? grid.mean(row, column) / cases : std::numeric_limits<double>::quiet_NaN();
    }
  return grid;
}

}  // namespace lossarium
