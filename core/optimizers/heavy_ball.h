// What gradient descent and its two kinds of momentum share: v ← μ·v + (1−δ)·g with momentum μ and dampening
// δ; the first step takes the whole gradient, v = g, as PyTorch's SGD does. Source: Polyak 1964.
#pragma once

#include "core/optimizers/common_parameters.h"
#include "core/optimizers/first_order.h"

namespace lossarium {

struct HeavyBall : RateAlone {
  static constexpr std::array<std::string_view, 1> names{"velocity"};
  static constexpr std::array readings{
      ReadingSpec{"velocity v", "What the gradients so far add up to, the older ones less: v ← μ·v + g"}};

  double momentum = 0;
  double dampening = 0;

  explicit HeavyBall(double itsMomentum, double itsDampening = 0)
      : momentum(itsMomentum), dampening(itsDampening) {}

  template <class Tell>
  void roll(const Shared& shared, double gradient, double& velocity, const Tell& tell) const {
    tell("μ", momentum);
    tell("v before", velocity);
    velocity = tell("v", shared.first ? gradient : momentum * velocity + (1 - dampening) * gradient);
  }

  double stableRate(double largestCurvature) const {
    return 2 * (1 + momentum) / (1 - dampening) / largestCurvature;
  }
  double effectiveRate(const Shared& shared, const std::array<double, 1>&) const { return shared.rate; }
};

}  // namespace lossarium
