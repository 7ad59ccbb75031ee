// The predictions of a model along a plane of weights, origin + a·u + b·v: what does not change from point to
// point is computed once.
#pragma once

#include "core/base/matrix.h"

#include <functional>

namespace lossarium {

/// Any number of threads may ask at once.
class ModelAlong {
 public:
  virtual ~ModelAlong() = default;
  /// What one point gives for a block of rows: predictions are rows × outputs.
  using Keep = std::function<void(Index point, Index firstRow, const ConstRows& predictions)>;
  /// Calls `keep` for each of the points (a, b[point]) and each block of the rows.
  virtual void column(double a, const Vector& b, const Keep& keep) const = 0;
};

/// A plane through the space of weights.
struct WeightPlane {
  const Vector& origin;
  const Vector& u;
  const Vector& v;
};

}  // namespace lossarium
