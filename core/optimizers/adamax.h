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
      .formula = "u ← max(β₂·u, |g| + ε), w ← w − η·m̂/u",
      .caption =
          "Adam that divides by the largest recent gradient: no step exceeds the learning rate by much.",
      .pytorch = "optim.Adamax",
      .source = "Kingma & Ba 2015",
      .rateInWeights = true};
  static constexpr std::array<std::string_view, 2> names{"first moment", "largest gradient"};

  using AdaptiveMoments::AdaptiveMoments;

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 2>& memory,
                const Tell& tell) const {
    auto& [m, u] = memory;
    m = beta1 * m + (1 - beta1) * gradient;
    u = std::max(beta2 * u, std::abs(gradient) + epsilon);
    const double mHat = m / shared.correction1;
    tell("m", m);
    tell("u", u);
    tell("m̂", mHat);
    return -shared.rate * mHat / u;
  }

  double effectiveRate(const Shared& shared, const std::array<double, 2>& memory) const {
    return shared.rate / memory[1];
  }
};

}  // namespace lossarium
