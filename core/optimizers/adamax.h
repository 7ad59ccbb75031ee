// Adamax: Adam with the largest gradient in the place of the root mean square: u ← max(β₂·u, |g| + ε),
// w ← w − η·m̂/u; ε as PyTorch's Adamax has it. Source: Kingma & Ba 2015.
#pragma once

#include "core/optimizers/adaptive_moments.h"

#include <algorithm>

namespace lossarium {

struct Adamax : AdaptiveMoments {
  static constexpr auto parameters =
      withRate(learningRateParameter(0.002), beta1Parameter(),
               beta2Parameter(0.999, "How much of the largest gradient is kept from step to step."),
               epsilonParameter());
  static constexpr OptimizerSpec spec{
      .id = "adamax",
      .title = "Adamax",
      .parameters = parameters,
      .formula = "m ← β₁·m + (1−β₁)·g, m̂ = m/(1−β₁ᵗ), u ← max(β₂·u, |g| + ε), w ← w − η·m̂/u",
      .caption =
          "Adam that divides by the largest recent gradient: no step exceeds the learning rate by much.",
      .pytorch = "optim.Adamax",
      .source = "Kingma & Ba 2015",
      .rateInWeights = true};
  static constexpr std::array<std::string_view, 2> names{"first moment", "largest gradient"};
  static constexpr std::array readings{
      firstMoment,
      ReadingSpec{"infinity norm u",
                  "The largest gradient of late, slowly forgotten: u ← max(β₂·u, |g| + ε)"},
      correctedFirst};

  using AdaptiveMoments::AdaptiveMoments;

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 2>& memory,
                const Tell& tell) const {
    auto& [m, u] = memory;
    accumulateFirst(gradient, m, tell);
    const double mHat = corrected(shared, m, tell);
    tell("β₂", beta2);
    tell("ε", epsilon);
    tell("u before", u);
    u = tell("u", std::max(beta2 * u, std::abs(gradient) + epsilon));
    return -shared.rate * mHat / u;
  }

  std::array<double, 1> derived(const Shared& shared, const std::array<double, 2>& memory) const {
    return {memory[0] / shared.correction1};
  }

  double effectiveRate(const Shared& shared, const std::array<double, 2>& memory) const {
    return shared.rate / memory[1];
  }
};

}  // namespace lossarium
