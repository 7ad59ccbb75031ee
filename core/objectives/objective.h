// What optimisers descend and landscapes show: a function of a flat vector of weights.
#pragma once

#include "core/base/matrix.h"
#include "core/landscape/slice.h"

#include <memory>

namespace lossarium {

/// The objective along one slice. One object belongs to one thread.
class SliceEvaluator {
 public:
  virtual ~SliceEvaluator() = default;
  /// out[i] = value at (a[i], b).
  virtual void row(const Vector& a, double b, Eigen::Ref<Eigen::RowVectorXd> out) = 0;
};

class Objective {
 public:
  virtual ~Objective() = default;
  virtual Index dimension() const = 0;
  virtual double value(const Vector& weights) const = 0;
  /// Fills `gradient` and returns the value.
  virtual double gradient(const Vector& weights, Vector& gradient) const = 0;
  /// product = H·direction with the Hessian H at `weights` (where it jumps, of one of its sides).
  virtual void hessianProduct(const Vector& weights, const Vector& direction, Vector& product) const = 0;
  /// The fastest exact way to evaluate on many points of a slice; by default one value at a time. The
  /// objective and the slice must outlive it.
  virtual std::unique_ptr<SliceEvaluator> along(const Slice& slice) const;
};

/// The Hessian as a matrix, symmetrised: for a few dozen weights at most.
Matrix denseHessian(const Objective& objective, const Vector& weights);

/// Evaluates point by point; what `along` gives where an objective knows nothing better.
std::unique_ptr<SliceEvaluator> pointwiseAlong(const Objective& objective, const Slice& slice);

}  // namespace lossarium
