// AdamW: Adam with decoupled weight decay, w ← w − η·λ·w − η·m̂/(√ŝ + ε): the decay is no part of the
// gradient, so it is not divided by √ŝ. Same as PyTorch's AdamW. Source: Loshchilov & Hutter 2019.
#pragma once

#include "core/optimizers/adaptive_moments.h"

namespace lossarium {

struct AdamW : AdaptiveMoments {
  static constexpr auto parameters =
      withRate(learningRateParameter(0.001), beta1Parameter(), beta2Parameter(), weightDecayParameter(0.01),
               epsilonParameter());
  static constexpr OptimizerSpec spec{
      .id = "adamw",
      .title = "AdamW",
      .parameters = parameters,
      .formula =
          "m ← β₁·m + (1−β₁)·g, s ← β₂·s + (1−β₂)·g², m̂ = m/(1−β₁ᵗ), ŝ = s/(1−β₂ᵗ), w ← w − η·λ·w − η·m̂/(√ŝ "
          "+ ε)",
      .caption = "Adam whose weights also shrink by a fixed share each step, whatever their gradients.",
      .pytorch = "optim.AdamW",
      .source = "Loshchilov & Hutter 2019",
      .rateInWeights = true};

  double weightDecay;

  explicit AdamW(const Choice& choice) : AdaptiveMoments(choice), weightDecay(choice.real("weight_decay")) {}

  template <class Tell>
  double change(const Shared& shared, double gradient, double weight, std::array<double, 2>& memory,
                const Tell& tell) const {
    accumulate(gradient, memory, tell);
    const double change = adamChange(shared, memory[0], memory[1], tell);
    tell("λ", weightDecay);
    return change - shared.rate * weightDecay * weight;
  }

  double effectiveRate(const Shared& shared, const std::array<double, 2>& memory) const {
    return AdaptiveMoments::effectiveRate(shared, memory[1]);
  }
};

}  // namespace lossarium
