// Nesterov's momentum: v ← μ·v + g, w ← w − η·(g + μ·v): the gradient is taken as if the ball had already
// rolled on. Same as PyTorch's SGD with nesterov=True. Source: Nesterov 1983, in the form of Sutskever et al.
// 2013.
#pragma once

#include "core/optimizers/heavy_ball.h"

namespace lossarium {

struct Nesterov : HeavyBall {
  static constexpr auto parameters = withRate(learningRateParameter(0.001), momentumParameter(0.9));
  static constexpr OptimizerSpec spec{.id = "nesterov",
                                      .title = "Nesterov momentum",
                                      .parameters = parameters,
                                      .formula = "v ← μ·v + g, w ← w − η·(g + μ·v)",
                                      .caption = "A heavy ball that looks ahead, and so overshoots less.",
                                      .pytorch = "optim.SGD(momentum=0.9, nesterov=True)",
                                      .source = "Nesterov 1983; Sutskever et al. 2013"};

  explicit Nesterov(const Choice& choice) : HeavyBall(choice.real("momentum")) {}

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 1>& memory,
                const Tell& tell) const {
    roll(shared, gradient, memory[0], tell);
    const double ahead = tell("g + μ·v", gradient + momentum * memory[0]);
    return -shared.rate * ahead;
  }

  double stableRate(double largestCurvature) const {
    return 2 * (1 + momentum) / (1 + 2 * momentum) / largestCurvature;
  }
  std::string_view stableRateRule() const { return "2 · (1 + momentum) / (1 + 2 · momentum) / curvature"; }
};

}  // namespace lossarium
