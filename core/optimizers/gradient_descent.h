// Gradient descent with momentum: v ← μ·v + g, w ← w − η·v (PyTorch's SGD with dampening 0; v starts at 0).
// Source: Polyak 1964.
#pragma once

#include "core/optimizers/optimizer.h"

namespace lossarium {

class GradientDescent final : public Optimizer {
 public:
  static const OptimizerSpec optimizerSpec;

  explicit GradientDescent(const Choice& choice);
  static std::unique_ptr<const Optimizer> make(const Choice& choice);

  const OptimizerSpec& spec() const override { return optimizerSpec; }
  std::vector<std::string_view> memoryNames() const override { return {"velocity"}; }
  double stableRate(double largestCurvature) const override { return 2 * (1 + momentum_) / largestCurvature; }
  std::string_view stableRateRule() const override {
    return momentum_ > 0 ? "2 · (1 + momentum) / curvature" : "2 / curvature";
  }
  double learningRate() const override { return learningRate_; }

 protected:
  void update(Vector& weights, OptimizerState& state) const override;

 private:
  double learningRate_;
  double momentum_;
};

}  // namespace lossarium
