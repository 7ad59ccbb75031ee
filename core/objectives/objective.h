// Functions of a flat vector of weights: what landscapes show, and what optimisers descend.
#pragma once

#include "core/base/matrix.h"
#include "core/base/precision.h"
#include "core/landscape/slice.h"

#include <memory>

namespace lossarium {

/// A function along one slice. Any number of threads may ask at once.
class SliceEvaluator {
 public:
  virtual ~SliceEvaluator() = default;
  /// out[j] = value at (a, b[j]).
  virtual void column(double a, const Vector& b, Eigen::Ref<Vector> out) const = 0;
};

/// What a surface can be drawn of; it need not have a slope (the share of the rows whose class is predicted).
class WeightFunction {
 public:
  virtual ~WeightFunction() = default;
  virtual Index dimension() const = 0;
  virtual double value(const Vector& weights) const = 0;
  /// The fastest way to evaluate on many points of a slice; by default one value at a time. The function and
  /// the slice must outlive it.
  virtual std::unique_ptr<const SliceEvaluator> along(const Slice& slice,
                                                      Precision precision = Precision::exact) const;
};

class Objective : public WeightFunction {
 public:
  /// Fills `gradient` and returns the value.
  virtual double gradient(const Vector& weights, Vector& gradient) const = 0;
  /// product = H·direction with the Hessian H at `weights` (where it jumps, of one of its sides).
  virtual void hessianProduct(const Vector& weights, const Vector& direction, Vector& product) const = 0;
};

/// The Hessian as a matrix, symmetrised: for a few dozen weights at most.
Matrix denseHessian(const Objective& objective, const Vector& weights);

/// Evaluates point by point; what `along` gives where a function knows nothing better.
std::unique_ptr<const SliceEvaluator> pointwiseAlong(const WeightFunction& function, const Slice& slice);

}  // namespace lossarium
