// The loss over a grid in a slice.
#pragma once

#include "core/base/precision.h"
#include "core/base/progress.h"
#include "core/landscape/slice.h"

#include <functional>
#include <memory>

namespace lossarium {

class WeightFunction;

struct Surface {
  Slice slice;
  Vector a;            ///< grid coordinates along u, ascending
  Vector b;            ///< grid coordinates along v, ascending
  Matrix values;       ///< a row for each b, a column for each a; may hold NaN and infinities
  double minimum = 0;  ///< least finite value (NaN if there is none)
  double maximum = 0;  ///< greatest finite value
  /// Where the function has no slope in any direction, also off the plane: 1, else 0, shaped like the values.
  /// Null: nobody looked.
  std::shared_ptr<const Matrix> flat = nullptr;

  /// Bilinear in the grid; NaN outside it.
  double at(double aValue, double bValue) const;
};

/// The function on a grid × grid lattice over the slice's ranges, in parallel; the same bytes for any number
/// of threads. grid ≥ 2. Throws Cancelled when `progress` says so.
Surface computeSurface(const WeightFunction& function, const Slice& slice, Index grid,
                       const Progress& progress = {}, Precision precision = Precision::exact);

}  // namespace lossarium
