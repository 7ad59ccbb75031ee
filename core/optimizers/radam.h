// RAdam: Adam that waits until its second moment can be trusted. With ρ∞ = 2/(1−β₂) − 1 and
// ρₜ = ρ∞ − 2t·β₂ᵗ/(1−β₂ᵗ): while ρₜ ≤ 5, w ← w − η·m̂; then w ← w − η·r·m̂·√(1−β₂ᵗ)/(√s + ε) with
// r² = (ρₜ−4)(ρₜ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρₜ). Same as PyTorch's RAdam. Source: Liu et al. 2020.
#pragma once

#include "core/optimizers/adaptive_moments.h"

namespace lossarium {

struct RAdam : AdaptiveMoments {
  static constexpr auto parameters =
      withRate(learningRateParameter(0.001), beta1Parameter(), beta2Parameter(), epsilonParameter());
  static constexpr OptimizerSpec spec{
      .id = "radam",
      .title = "RAdam",
      .parameters = parameters,
      .formula =
          "m ← β₁·m + (1−β₁)·g, s ← β₂·s + (1−β₂)·g², m̂ = m/(1−β₁ᵗ), w ← w − η·r·m̂·√(1−β₂ᵗ)/(√s + ε), while "
          "s "
          "cannot be trusted w ← w − η·m̂",
      .caption = "Adam with a built-in warm-up: momentum alone until the second moment can be trusted.",
      .pytorch = "optim.RAdam",
      .source = "Liu et al. 2020"};

  static constexpr std::array readings{firstMoment, secondMoment, correctedFirst};

  struct Shared {
    double rate;
    double correction1;
    double rectified;  ///< r·√(1−β₂ᵗ); 0: the second moment is not used yet
  };

  using AdaptiveMoments::AdaptiveMoments;

  Shared shared(double rate, std::int64_t step, const std::vector<double>& numbers) const {
    const double most = 2 / (1 - beta2) - 1, correction2 = 1 - numbers[1];
    const double now = most - 2 * static_cast<double>(step) * numbers[1] / correction2;
    const bool trusted = now > 5;
    const double squared = trusted ? (now - 4) * (now - 2) * most / ((most - 4) * (most - 2) * now) : 0;
    return {rate, 1 - numbers[0], std::sqrt(squared * correction2)};
  }

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 2>& memory,
                const Tell& tell) const {
    accumulate(gradient, memory, tell);
    const double mHat = tell("m̂", memory[0] / tell("1−β₁ᵗ", shared.correction1));
    Shared told = shared;
    if (shared.rectified > 0) {
      told.rectified = tell("r·√(1−β₂ᵗ)", shared.rectified);
      tell("ε", epsilon);
    }
    return -effectiveRate(told, memory) * mHat;
  }

  std::array<double, 1> derived(const Shared& shared, const std::array<double, 2>& memory) const {
    return {memory[0] / shared.correction1};
  }

  double effectiveRate(const Shared& shared, const std::array<double, 2>& memory) const {
    return shared.rectified > 0 ? shared.rate * shared.rectified / (std::sqrt(memory[1]) + epsilon)
                                : shared.rate;
  }
};

}  // namespace lossarium
