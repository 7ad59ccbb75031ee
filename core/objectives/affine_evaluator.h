// Along a slice the predictions of a model that is linear in its weights are affine in the two coordinates:
// three products with the features once, then two additions a sample at each grid point.
#pragma once

#include "core/objectives/empirical_risk.h"

namespace lossarium {

class AffineEvaluator final : public SliceEvaluator {
 public:
  /// `model.linearInWeights()` holds; all arguments outlive the evaluator.
  AffineEvaluator(const Samples& samples, const Model& model, const Loss& loss, const Penalty& penalty,
                  const Slice& slice);

  void row(const Vector& a, double b, Eigen::Ref<Eigen::RowVectorXd> out) override;

 private:
  const Samples& samples_;
  const Model& model_;
  const Loss& loss_;
  const Penalty& penalty_;
  const Slice& slice_;
  Matrix atOrigin_;
  Matrix alongU_;
  Matrix alongV_;
  Matrix base_;
  Matrix prediction_;
  Vector value_;
};

}  // namespace lossarium
