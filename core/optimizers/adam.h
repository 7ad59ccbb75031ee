// Adam: m ← β₁m + (1−β₁)g, s ← β₂s + (1−β₂)g², w ← w − η·m̂/(√ŝ + ε) with m̂ = m/(1−β₁ᵗ), ŝ = s/(1−β₂ᵗ); ε
// outside the root. Same as PyTorch's Adam. Source: Kingma & Ba 2015.
#pragma once

#include "core/optimizers/optimizer.h"

#include <limits>

namespace lossarium {

class Adam final : public Optimizer {
 public:
  static const OptimizerSpec optimizerSpec;

  explicit Adam(const Choice& choice);
  static std::unique_ptr<const Optimizer> make(const Choice& choice);

  const OptimizerSpec& spec() const override { return optimizerSpec; }
  std::vector<std::string_view> memoryNames() const override { return {"first moment", "second moment"}; }
  double stableRate(double) const override { return std::numeric_limits<double>::quiet_NaN(); }
  double learningRate() const override { return learningRate_; }

 protected:
  void update(Vector& weights, OptimizerState& state) const override;

 private:
  double learningRate_;
  double beta1_;
  double beta2_;
  double epsilon_;
};

}  // namespace lossarium
