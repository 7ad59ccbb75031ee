// Gradient descent with momentum and dampening: v ← μ·v + (1−δ)·g, w ← w − η·v; the first step takes v = g.
// Same as PyTorch's SGD with momentum. Source: Polyak 1964.
#pragma once

#include "core/optimizers/heavy_ball.h"

namespace lossarium {

struct Momentum : HeavyBall {
  static constexpr auto parameters =
      withRate(learningRateParameter(0.001), momentumParameter(0.9),
               ParameterSpec{.id = "dampening",
                             .label = "Dampening",
                             .maximum = 0.999,
                             .hint = "The share of each gradient, after the first, that is left out of the "
                                     "velocity. 0: none, the usual choice."});
  static constexpr OptimizerSpec spec{
      .id = "momentum",
      .title = "Momentum",
      .parameters = parameters,
      .formula = "v ← μ·v + (1−δ)·g, w ← w − η·v",
      .caption = "A heavy ball: what many gradients agree on adds up, what alternates cancels.",
      .pytorch = "optim.SGD(momentum=0.9)",
      .source = "Polyak 1964"};

  static constexpr std::array readings{ReadingSpec{
      "velocity v", "What the gradients so far add up to, the older ones less: v ← μ·v + (1−δ)·g"}};

  explicit Momentum(const Choice& choice) : HeavyBall(choice.real("momentum"), choice.real("dampening")) {}

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 1>& memory,
                const Tell& tell) const {
    tell("δ", shared.first ? 0 : dampening);
    roll(shared, gradient, memory[0], tell);
    return -shared.rate * memory[0];
  }

  std::string_view stableRateRule() const {
    return dampening > 0 ? "2 · (1 + momentum) / (1 − dampening) / curvature"
                         : "2 · (1 + momentum) / curvature";
  }
};

}  // namespace lossarium
