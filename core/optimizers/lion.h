// Lion: c = β₁·m + (1−β₁)·g, w ← w − η·(sign(c) + λ·w), m ← β₂·m + (1−β₂)·g; sign(0) = 0, m starts at 0.
// Source: Chen et al. 2023 (algorithm 2), with their defaults.
#pragma once

#include "core/optimizers/common_parameters.h"
#include "core/optimizers/first_order.h"

namespace lossarium {

struct Lion : RateAlone {
  static constexpr auto parameters = withRate(
      learningRateParameter(1e-4, "How far every weight goes in every step, whatever its gradient's size."),
      beta1Parameter(),
      beta2Parameter(0.99, "How much of the mean gradient is remembered from step to step."),
      weightDecayParameter(0));
  static constexpr OptimizerSpec spec{
      .id = "lion",
      .title = "Lion",
      .parameters = parameters,
      .formula = "c = β₁·m + (1−β₁)·g, w ← w − η·(sign(c) + λ·w), m ← β₂·m + (1−β₂)·g",
      .caption =
          "Only signs count: every weight goes the same way in every step, "
          "so at the end it dances around the "
          "minimum unless the rate decays.",
      .pytorch = "",
      .source = "Chen et al. 2023",
      .rateOverDescent = 0.5,
      .rateInWeights = true};
  static constexpr std::array<std::string_view, 1> names{"first moment"};
  static constexpr std::array readings{
      ReadingSpec{"first moment m", "Running mean of the gradient: m ← β₂·m + (1−β₂)·g"}};

  double beta1, beta2, weightDecay;

  explicit Lion(const Choice& choice)
      : beta1(choice.real("beta1")), beta2(choice.real("beta2")), weightDecay(choice.real("weight_decay")) {}

  template <class Tell>
  double change(const Shared& shared, double gradient, double weight, std::array<double, 1>& memory,
                const Tell& tell) const {
    tell("β₁", beta1);
    tell("m before", memory[0]);
    const double c = tell("c", beta1 * memory[0] + (1 - beta1) * gradient);
    const double sign = tell("sign(c)", c > 0 ? 1.0 : c < 0 ? -1.0 : 0.0);
    tell("λ", weightDecay);
    tell("β₂", beta2);
    memory[0] = tell("m", beta2 * memory[0] + (1 - beta2) * gradient);
    return -shared.rate * (sign + weightDecay * weight);
  }
};

}  // namespace lossarium
