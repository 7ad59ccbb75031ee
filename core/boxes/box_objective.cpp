#include "core/boxes/box_objective.h"

#include <utility>

namespace lossarium {
namespace {

LossBlock blockOf(const Box& prediction, const Box& target) {
  LossBlock block;
  block.rows = 1;
  block.outputs = 4;
  block.stride = 1;
  block.targetStride = 1;
  block.prediction = prediction.data();
  block.target = target.data();
  return block;
}

/// A column of a slice as one block of boxes.
class BoxesAlong final : public SliceEvaluator {
 public:
  BoxesAlong(const BoxObjective& objective, const Slice& slice) : objective_(objective), slice_(slice) {}

  void column(double a, const Vector& b, Eigen::Ref<Vector> out) const override {
    Matrix predictions(b.size(), 4);
    for (Index i = 0; i < b.size(); ++i) predictions.row(i) = objective_.boxAt(slice_.at(a, b[i]));
    const Matrix targets = objective_.target().transpose().replicate(b.size(), 1);
    LossBlock block;
    block.rows = b.size();
    block.outputs = 4;
    block.stride = block.targetStride = b.size();
    block.prediction = predictions.data();
    block.target = targets.data();
    block.value = out.data();
    objective_.loss().evaluate(block);
  }

 private:
  const BoxObjective& objective_;
  const Slice& slice_;
};

}  // namespace

BoxLossAt lossAt(const Loss& loss, const Box& prediction, const Box& target) {
  BoxLossAt at;
  LossBlock block = blockOf(prediction, target);
  block.value = &at.value;
  block.slope = at.slope.data();
  loss.evaluate(block);
  return at;
}

BoxObjective::BoxObjective(std::shared_ptr<const Loss> loss, const Box& target, BoxCoordinates coordinates,
                           double unit)
    : loss_(std::move(loss)), target_(target), coordinates_(coordinates), unit_(unit) {}

double BoxObjective::value(const Vector& weights) const {
  return lossAt(*loss_, boxAt(weights), target_).value;
}

double BoxObjective::gradient(const Vector& weights, Vector& gradient) const {
  const BoxLossAt at = lossAt(*loss_, boxAt(weights), target_);
  gradient = unit_ * slopeBy(coordinates_, at.slope);
  return at.value;
}

void BoxObjective::hessianProduct(const Vector& weights, const Vector& direction, Vector& product) const {
  const Box prediction = boxAt(weights), along = boxAt(direction);
  Eigen::Vector4d change;
  LossBlock block = blockOf(prediction, target_);
  block.direction = along.data();
  block.curvature = change.data();
  loss_->evaluate(block);
  product = unit_ * slopeBy(coordinates_, change);
}

std::unique_ptr<const SliceEvaluator> BoxObjective::along(const Slice& slice, Precision) const {
  return std::make_unique<BoxesAlong>(*this, slice);
}

}  // namespace lossarium
