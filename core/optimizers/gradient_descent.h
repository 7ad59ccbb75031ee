// Gradient descent, if wished with momentum: v ← μ·v + g, w ← w − η·v (PyTorch's SGD with dampening 0; v
// starts at 0). Source: Cauchy 1847, Polyak 1964.
#pragma once

#include "core/optimizers/heavy_ball.h"

namespace lossarium {

struct GradientDescent : HeavyBall {
  static constexpr auto parameters = withRate(learningRateParameter(0.05), momentumParameter(0));
  static constexpr OptimizerSpec spec{
      .id = "gradient_descent",
      .title = "Gradient descent",
      .parameters = parameters,
      .formula = "v ← μ·v + g, w ← w − η·v",
      .caption = "Steps straight down the gradient; with momentum, like a heavy ball.",
      .pytorch = "optim.SGD",
      .source = "Cauchy 1847; Polyak 1964"};

  explicit GradientDescent(const Choice& choice) : HeavyBall(choice.real("momentum")) {}

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 1>& memory,
                const Tell& tell) const {
    roll(shared, gradient, memory[0], tell);
    return -shared.rate * memory[0];
  }

  std::string_view stableRateRule() const {
    return momentum > 0 ? "2 · (1 + momentum) / curvature" : "2 / curvature";
  }
};

}  // namespace lossarium
