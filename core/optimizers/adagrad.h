// Adagrad: s ← s + g², w ← w − η·g/(√s + ε); s starts at 0. Same as PyTorch's Adagrad (lr_decay 0). Source:
// Duchi, Hazan & Singer 2011.
#pragma once

#include "core/optimizers/common_parameters.h"
#include "core/optimizers/first_order.h"

#include <cmath>

namespace lossarium {

struct Adagrad : RateAlone {
  static constexpr auto parameters = withRate(learningRateParameter(0.01), epsilonParameter(1e-10));
  static constexpr OptimizerSpec spec{
      .id = "adagrad",
      .title = "Adagrad",
      .parameters = parameters,
      .formula = "s ← s + g², w ← w − η·g/(√s + ε)",
      .caption =
          "A rate for each weight that shrinks with all gradients it has seen: never forgets, slows down.",
      .pytorch = "optim.Adagrad",
      .source = "Duchi, Hazan & Singer 2011",
      .rateOverDescent = 10,
      .rateInWeights = true};
  static constexpr std::array<std::string_view, 1> names{"sum of squared gradients"};
  static constexpr std::array readings{
      ReadingSpec{"sum of squared gradients s", "Over all steps so far: s ← s + g²"}};

  double epsilon;

  explicit Adagrad(const Choice& choice) : epsilon(choice.real("epsilon")) {}

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 1>& memory,
                const Tell& tell) const {
    tell("s before", memory[0]);
    memory[0] = tell("s", memory[0] + gradient * gradient);
    tell("ε", epsilon);
    return -shared.rate * gradient / (std::sqrt(memory[0]) + epsilon);
  }

  double effectiveRate(const Shared& shared, const std::array<double, 1>& memory) const {
    return shared.rate / (std::sqrt(memory[0]) + epsilon);
  }
};

}  // namespace lossarium
