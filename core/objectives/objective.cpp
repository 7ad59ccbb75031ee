#include "core/objectives/objective.h"

namespace lossarium {
namespace {

class PointwiseEvaluator final : public SliceEvaluator {
 public:
  PointwiseEvaluator(const WeightFunction& function, const Slice& slice)
      : function_(function), slice_(slice) {}

  void column(double a, const Vector& b, Eigen::Ref<Vector> out) const override {
    Vector point;
    for (Index j = 0; j < b.size(); ++j) {
      point.noalias() = slice_.origin + a * slice_.u + b[j] * slice_.v;
      out[j] = function_.value(point);
    }
  }

 private:
  const WeightFunction& function_;
  const Slice& slice_;
};

}  // namespace

std::unique_ptr<const SliceEvaluator> pointwiseAlong(const WeightFunction& function, const Slice& slice) {
  return std::make_unique<PointwiseEvaluator>(function, slice);
}

std::unique_ptr<const SliceEvaluator> WeightFunction::along(const Slice& slice, Precision) const {
  return pointwiseAlong(*this, slice);
}

Matrix denseHessian(const Objective& objective, const Vector& weights) {
  const Index n = objective.dimension();
  Matrix hessian(n, n);
  Vector column(n);
  for (Index j = 0; j < n; ++j) {
    objective.hessianProduct(weights, Vector::Unit(n, j), column);
    hessian.col(j) = column;
  }
  return 0.5 * (hessian + hessian.transpose());
}

}  // namespace lossarium
