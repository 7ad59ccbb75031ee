// Lines of equal loss: which levels to draw, and where they run (marching squares).
#pragma once

#include "core/landscape/surface.h"

#include <array>
#include <vector>

namespace lossarium {

/// Round levels strictly between minimum and maximum, ascending, near `about` of them. Linear: multiples of a
/// nice step. Logarithmic: 1, 2, 5 in a decade, or whole decades where there are many; linear again below one
/// decade or if the maximum is not positive. Levels that a double cannot tell apart, and a constant range,
/// give none.
std::vector<double> contourLevels(double minimum, double maximum, int about, bool logarithmic);

/// A straight piece of a level inside one cell, in (a, b).
struct ContourPiece {
  Eigen::Vector2d from;
  Eigen::Vector2d to;
};

/// At most two pieces cross a cell.
struct CellContour {
  std::array<ContourPiece, 2> pieces;
  int count = 0;
};

/// The pieces of `level` in the cell between grid points (row, column) and (row + 1, column + 1). A saddle is
/// decided by the mean of the cell's corners; a cell that touches a value that is not finite has no piece.
CellContour cellContour(const Surface& surface, Index row, Index column, double level);

/// In (a, b); closed lines end on their first point.
using Polyline = std::vector<Eigen::Vector2d>;

/// All pieces of `level`, joined.
std::vector<Polyline> contourLines(const Surface& surface, double level);

}  // namespace lossarium
