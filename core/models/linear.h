// prediction = features · weightᵀ + bias. Blocks `linear.weight` (outputs × features) and `linear.bias`
// (outputs). The start is uniform in ±1/√features for both, as PyTorch's nn.Linear.
#pragma once

#include "core/models/model.h"

namespace lossarium {

class Linear final : public Model {
 public:
  static constexpr ModelSpec modelSpec{
      .id = "linear",
      .title = "Linear",
      .caption = "A weight for each feature and a bias: a line, a plane, a hyperplane."};

  explicit Linear(const ModelShape& shape);
  static std::unique_ptr<const Model> make(const Choice&, const ModelShape& shape);

  const ModelSpec& spec() const override { return modelSpec; }
  bool linearInWeights() const override { return true; }
  Vector start(std::uint64_t seed) const override;
  void forward(const ConstRows& features, const Vector& weights, ModelMemory& memory,
               Rows prediction) const override;
  void pullBack(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                ModelMemory& memory, Vector& gradient) const override;
  void addSquaredPulls(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                       ModelMemory& memory, Eigen::Ref<Vector> squares) const override;
  void pushForward(const ConstRows& features, const Vector& weights, const Vector& direction,
                   Rows change) const override;
  std::vector<ProductTerm> terms(const Vector& weights, Index output, const Vector& mean,
                                 const Vector& deviation) const override;
};

}  // namespace lossarium
