// Anchor points counted into square cells, and the error that a loss leaves in each: a map of it that is made
// of means alone, nothing in between.
#pragma once

#include "core/base/matrix.h"
#include "core/boxes/regression_cases.h"

#include <span>

namespace lossarium {

struct AnchorGrid {
  double side = 0;  ///< of a cell
  Vector centres;   ///< of the cells along x, ascending; along y they are the same
  Matrix mean;      ///< final error of a case, a row for each y; NaN where there is no point
  Eigen::Matrix<Index, Eigen::Dynamic, Eigen::Dynamic> points;  ///< how many each mean is of
};

/// How many cells across so many points fill: some ten each, so that hardly any is empty. It is odd, so
/// that the targets lie in the middle of one; 61 at the most.
Index anchorCellsAcross(Index points);

/// `errors` is the final error of each of the `anchors`, summed over its cases (RegressionResult). The cells
/// cover the disc; across ≥ 1.
AnchorGrid anchorGrid(std::span<const AnchorPoint> anchors, std::span<const double> errors, Index across);

}  // namespace lossarium
