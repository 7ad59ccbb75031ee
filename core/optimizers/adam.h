// Adam: m ← β₁m + (1−β₁)g, s ← β₂s + (1−β₂)g², w ← w − η·m̂/(√ŝ + ε) with m̂ = m/(1−β₁ᵗ), ŝ = s/(1−β₂ᵗ); ε
// outside the root. Same as PyTorch's Adam. Source: Kingma & Ba 2015.
#pragma once

#include "core/optimizers/adaptive_moments.h"

namespace lossarium {

struct Adam : AdaptiveMoments {
  static constexpr auto parameters =
      withRate(learningRateParameter(0.001), beta1Parameter(), beta2Parameter(), epsilonParameter());
  static constexpr OptimizerSpec spec{
      .id = "adam",
      .title = "Adam",
      .parameters = parameters,
      .formula =
          "m ← β₁·m + (1−β₁)·g, s ← β₂·s + (1−β₂)·g², m̂ = m/(1−β₁ᵗ), ŝ = s/(1−β₂ᵗ), w ← w − η·m̂/(√ŝ + ε)",
      .caption =
          "Scales each weight's step by how large its gradients have been: the first step is the "
          "learning rate in every weight.",
      .pytorch = "optim.Adam",
      .source = "Kingma & Ba 2015",
      .rateInWeights = true};

  using AdaptiveMoments::AdaptiveMoments;

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 2>& memory,
                const Tell& tell) const {
    accumulate(gradient, memory, tell);
    return adamChange(shared, memory[0], memory[1], tell);
  }

  double effectiveRate(const Shared& shared, const std::array<double, 2>& memory) const {
    return AdaptiveMoments::effectiveRate(shared, memory[1]);
  }
};

}  // namespace lossarium
