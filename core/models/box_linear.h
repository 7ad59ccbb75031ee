// Bounding-box regression: a linear correction of each row's predicted box, as in R-CNN. With the box's
// centre and size px, py, pw, ph and t = features · weightᵀ + bias of the features beyond the box itself
// (none: the bias alone),
//   x = px + pw·t₁   y = py + ph·t₂   w = pw·exp(t₃)   h = ph·exp(t₄),
// and the prediction are its corners. t₃ and t₄ act up to ln(1000/16) ≈ 4.14 only, the usual limit of
// detectors; beyond it their slope is 0. A predicted box without width (height) keeps it. Blocks
// `box_linear.weight` (4 × features, none without features) and `box_linear.bias` (4). The start is 0: the
// predicted boxes, whatever the seed. Source: Girshick, Donahue, Darrell & Malik 2014, CVPR, appendix C; the
// limit: Detectron, torchvision.
//
// Features are those of core/boxes/detection_columns.h.
#pragma once

#include "core/models/model.h"

namespace lossarium {

class BoxLinear final : public Model {
 public:
  static constexpr ModelSpec modelSpec{
      .id = "box_linear",
      .title = "Linear correction of boxes",
      .caption =
          "Bounding-box regression: each predicted box is moved and scaled by what a linear model makes "
          "of its features, so that unseen boxes are corrected, too.",
      .ofBoxes = true};

  explicit BoxLinear(const ModelShape& shape);
  static std::unique_ptr<const Model> make(const Choice&, const ModelShape& shape);

  const ModelSpec& spec() const override { return modelSpec; }
  bool linearInWeights() const override { return false; }
  Vector start(std::uint64_t seed) const override;
  void forward(const ConstRows& features, const Vector& weights, ModelMemory& memory,
               Rows prediction) const override;
  void pullBack(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                ModelMemory& memory, Vector& gradient) const override;
  void addSquaredPulls(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                       ModelMemory& memory, Eigen::Ref<Vector> squares) const override;
  void pushForward(const ConstRows& features, const Vector& weights, const Vector& direction,
                   Rows change) const override;
  void pullBackChange(const ConstRows& features, const Vector& weights, const Vector& direction,
                      const ConstRows& slopes, const ConstRows& slopesChange,
                      Vector& gradient) const override;

 private:
  struct Correction;
  Index inputs() const;
  Eigen::Vector4d linear(const ConstRows& features, Index row, const Vector& weights) const;
  Correction correctionOf(const ConstRows& features, Index row, const Vector& weights) const;
  void addOuter(const ConstRows& features, Index row, const Eigen::Vector4d& slopes, Vector& gradient) const;
};

}  // namespace lossarium
