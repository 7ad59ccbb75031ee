// NAdam: Adam with Nesterov's look ahead. With μₜ = β₁·(1 − ½·0.96^(t·ψ)), ψ = 0.004, and Πₜ = μ₁·…·μₜ:
// w ← w − η·(μₜ₊₁·m/(1 − Πₜ₊₁) + (1 − μₜ)·g/(1 − Πₜ))/(√ŝ + ε). Same as the formula of PyTorch's NAdam with
// momentum_decay ψ. Source: Dozat 2016.
#pragma once

#include "core/optimizers/adaptive_moments.h"

namespace lossarium {

struct NAdam : AdaptiveMoments {
  static constexpr auto parameters =
      withRate(learningRateParameter(0.002), beta1Parameter(), beta2Parameter(), epsilonParameter());
  static constexpr OptimizerSpec spec{.id = "nadam",
                                      .title = "NAdam",
                                      .parameters = parameters,
                                      .formula =
                                          "m ← β₁·m + (1−β₁)·g, s ← β₂·s + (1−β₂)·g², ŝ = s/(1−β₂ᵗ), w ← w − "
                                          "η·(μₜ₊₁·m/(1 − Πₜ₊₁) + (1 − μₜ)·g/(1 − Πₜ))/(√ŝ + ε)",
                                      .caption = "Adam that looks ahead like Nesterov's momentum.",
                                      .pytorch = "optim.NAdam",
                                      .source = "Dozat 2016",
                                      .rateInWeights = true};
  static constexpr std::array readings{firstMoment, secondMoment, correctedSecond};
  static constexpr std::array<double, 3> startNumbers{1, 1, 1};  // 0.96^(t·ψ), β₂ᵗ, Πₜ

  struct Shared {
    double rate;
    double correction2;
    double ofMoment;    ///< μₜ₊₁/(1 − Πₜ₊₁)
    double ofGradient;  ///< (1 − μₜ)/(1 − Πₜ)
  };

  using AdaptiveMoments::AdaptiveMoments;

  void advance(std::vector<double>& numbers) const {
    numbers[0] *= warming;
    numbers[1] *= beta2;
    numbers[2] *= momentumAt(numbers[0]);
  }

  Shared shared(double rate, std::int64_t, const std::vector<double>& numbers) const {
    const double now = momentumAt(numbers[0]), next = momentumAt(numbers[0] * warming);
    return {rate, 1 - numbers[1], next / (1 - numbers[2] * next), (1 - now) / (1 - numbers[2])};
  }

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 2>& memory,
                const Tell& tell) const {
    accumulate(gradient, memory, tell);
    const double ofMoment = tell("μₜ₊₁/(1 − Πₜ₊₁)", shared.ofMoment);
    const double ahead = ofMoment * memory[0] + tell("(1 − μₜ)/(1 − Πₜ)", shared.ofGradient) * gradient;
    const double sHat = tell("ŝ", memory[1] / tell("1−β₂ᵗ", shared.correction2));
    tell("ε", epsilon);
    return -shared.rate * ahead / (std::sqrt(sHat) + epsilon);
  }

  std::array<double, 1> derived(const Shared& shared, const std::array<double, 2>& memory) const {
    return {memory[1] / shared.correction2};
  }

  double effectiveRate(const Shared& shared, const std::array<double, 2>& memory) const {
    return shared.rate / (std::sqrt(memory[1] / shared.correction2) + epsilon);
  }

 private:
  double momentumAt(double power) const { return beta1 * (1 - 0.5 * power); }

  double warming = std::pow(0.96, 0.004);
};

}  // namespace lossarium
