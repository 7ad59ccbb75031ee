// RMSprop: s ← α·s + (1−α)·g², d = √s + ε, v ← μ·v + g/d, w ← w − η·v. Centred, the mean gradient ḡ ← α·ḡ +
// (1−α)·g makes d = √(s − ḡ²) + ε (rounding below 0 counts as 0). All start at 0. Same as PyTorch's RMSprop.
// Source: Hinton 2012 (lecture 6e); centred: Graves 2013.
#pragma once

#include "core/optimizers/common_parameters.h"
#include "core/optimizers/first_order.h"

#include <algorithm>
#include <cmath>

namespace lossarium {

struct RmsProp : RateAlone {
  static constexpr auto parameters =
      withRate(learningRateParameter(0.01),
               ParameterSpec{.id = "alpha",
                             .label = "Alpha",
                             .maximum = 0.99999,
                             .initial = 0.99,
                             .hint = "How much of the mean squared gradient is kept from step to step."},
               momentumParameter(0),
               ParameterSpec{.id = "centered",
                             .label = "Centred",
                             .kind = ParameterKind::flag,
                             .hint = "Divide by the gradient's deviation from its mean, not by its size.",
                             .seldomNeeded = true},
               epsilonParameter());
  static constexpr OptimizerSpec spec{
      .id = "rmsprop",
      .title = "RMSprop",
      .parameters = parameters,
      .formula = "s ← α·s + (1−α)·g², v ← μ·v + g/(√s + ε), w ← w − η·v",
      .caption = "Divides each weight's gradient by how large it has been of late.",
      .pytorch = "optim.RMSprop",
      .source = "Hinton 2012; Graves 2013",
      .rateInWeights = true};
  static constexpr std::array<std::string_view, 3> names{"mean squared gradient", "velocity",
                                                         "mean gradient"};
  static constexpr std::array readings{
      ReadingSpec{"mean squared gradient s", "Running mean of the squared gradient: s ← α·s + (1−α)·g²"},
      ReadingSpec{"velocity v",
                  "What the divided gradients add up to, the older ones less: v ← μ·v + g/(√s + ε)"},
      ReadingSpec{"mean gradient ḡ",
                  "Running mean of the gradient: ḡ ← α·ḡ + (1−α)·g; centred, the divisor is √(s − ḡ²) + ε"}};

  double alpha, momentum, epsilon;
  bool centered;

  explicit RmsProp(const Choice& choice)
      : alpha(choice.real("alpha")),
        momentum(choice.real("momentum")),
        epsilon(choice.real("epsilon")),
        centered(choice.flag("centered")) {}

  bool remembers(std::size_t memory) const { return memory != 2 || centered; }

  double divisor(const std::array<double, 3>& memory) const {
    const double variance = std::max(0.0, memory[0] - memory[2] * memory[2]);
    return std::sqrt(centered ? variance : memory[0]) + epsilon;
  }

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 3>& memory,
                const Tell& tell) const {
    tell("α", alpha);
    tell("s before", memory[0]);
    memory[0] = tell("s", alpha * memory[0] + (1 - alpha) * gradient * gradient);
    memory[2] = alpha * memory[2] + (1 - alpha) * gradient;
    if (centered) memory[2] = tell("ḡ", memory[2]);
    tell("ε", epsilon);
    const double d = tell(centered ? "√(s − ḡ²) + ε" : "√s + ε", divisor(memory));
    tell("μ", momentum);
    tell("v before", memory[1]);
    memory[1] = tell("v", momentum * memory[1] + gradient / d);
    return -shared.rate * memory[1];
  }

  double effectiveRate(const Shared& shared, const std::array<double, 3>& memory) const {
    return shared.rate / divisor(memory);
  }
};

}  // namespace lossarium
