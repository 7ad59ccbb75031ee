#include "core/objectives/objective.h"

namespace lossarium {
namespace {

class PointwiseEvaluator final : public SliceEvaluator {
 public:
  PointwiseEvaluator(const Objective& objective, const Slice& slice) : objective_(objective), slice_(slice) {}

  void row(const Vector& a, double b, Eigen::Ref<Eigen::RowVectorXd> out) override {
    for (Index i = 0; i < a.size(); ++i) {
      point_.noalias() = slice_.origin + a[i] * slice_.u + b * slice_.v;
      out[i] = objective_.value(point_);
    }
  }

 private:
  const Objective& objective_;
  const Slice& slice_;
  Vector point_;
};

}  // namespace

std::unique_ptr<SliceEvaluator> pointwiseAlong(const Objective& objective, const Slice& slice) {
  return std::make_unique<PointwiseEvaluator>(objective, slice);
}

std::unique_ptr<SliceEvaluator> Objective::along(const Slice& slice) const {
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
