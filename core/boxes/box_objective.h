// A loss of one box and its target as a function of the box' four numbers: what a race of boxes descends, and
// what its field shows.
#pragma once

#include "core/boxes/box_coordinates.h"
#include "core/losses/loss.h"
#include "core/objectives/objective.h"

#include <memory>

namespace lossarium {

/// A loss and its derivative by the prediction's corners.
struct BoxLossAt {
  double value = 0;
  Eigen::Vector4d slope = Eigen::Vector4d::Zero();
};
BoxLossAt lossAt(const Loss& loss, const Box& prediction, const Box& target);

class BoxObjective final : public Objective {
 public:
  /// `loss` is one of boxes. Weights are the coordinates in lengths of `unit`; the gradient is by them.
  BoxObjective(std::shared_ptr<const Loss> loss, const Box& target, BoxCoordinates coordinates,
               double unit = 1);

  Vector weightsOf(const Box& box) const { return numbersOf(box, coordinates_) / unit_; }
  Box boxAt(const Vector& weights) const { return boxOf(unit_ * weights, coordinates_); }
  const Box& target() const { return target_; }
  const Loss& loss() const { return *loss_; }

  Index dimension() const override { return 4; }
  double value(const Vector& weights) const override;
  double gradient(const Vector& weights, Vector& gradient) const override;
  void hessianProduct(const Vector& weights, const Vector& direction, Vector& product) const override;
  std::unique_ptr<const SliceEvaluator> along(const Slice& slice,
                                              Precision precision = Precision::exact) const override;

 private:
  std::shared_ptr<const Loss> loss_;
  Box target_;
  BoxCoordinates coordinates_;
  double unit_;
};

}  // namespace lossarium
