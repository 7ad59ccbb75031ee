// Adadelta: s ← ρ·s + (1−ρ)·g², δ = g·√(u + ε)/√(s + ε), u ← ρ·u + (1−ρ)·δ², w ← w − η·δ; s and u start at 0.
// Same as PyTorch's Adadelta. Source: Zeiler 2012.
#pragma once

#include "core/optimizers/common_parameters.h"
#include "core/optimizers/first_order.h"

#include <cmath>

namespace lossarium {

struct Adadelta : RateAlone {
  static constexpr auto parameters = withRate(
      learningRateParameter(1,
                            "A factor on the step that the method finds by itself. The paper leaves it at 1, "
                            "which takes thousands of steps to get going."),
      ParameterSpec{
          .id = "rho",
          .label = "Rho",
          .maximum = 0.99999,
          .initial = 0.9,
          .hint = "How much of the mean squares, of gradients and of steps, is kept from step to step."},
      epsilonParameter(1e-6, "Added under both roots: the length of the very first steps."));
  static constexpr OptimizerSpec spec{
      .id = "adadelta",
      .title = "Adadelta",
      .parameters = parameters,
      .formula = "s ← ρ·s + (1−ρ)·g², δ = g·√(u + ε)/√(s + ε), u ← ρ·u + (1−ρ)·δ², w ← w − η·δ",
      .caption = "Finds its steps' length from the steps before; begins with tiny ones.",
      .pytorch = "optim.Adadelta",
      .source = "Zeiler 2012",
      .rateOverDescent = 100};
  static constexpr std::array<std::string_view, 2> names{"mean squared gradient", "mean squared step"};
  static constexpr std::array readings{
      ReadingSpec{"mean squared gradient s", "Running mean of the squared gradient: s ← ρ·s + (1−ρ)·g²"},
      ReadingSpec{"mean squared step u",
                  "Running mean of the squared step before the learning rate: u ← ρ·u + (1−ρ)·δ²"}};

  double rho, epsilon;

  explicit Adadelta(const Choice& choice) : rho(choice.real("rho")), epsilon(choice.real("epsilon")) {}

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 2>& memory,
                const Tell& tell) const {
    auto& [s, u] = memory;
    tell("ρ", rho);
    tell("ε", epsilon);
    tell("s before", s);
    s = tell("s", rho * s + (1 - rho) * gradient * gradient);
    tell("u before", u);
    const double delta = tell("δ", gradient * std::sqrt(u + epsilon) / std::sqrt(s + epsilon));
    u = tell("u", rho * u + (1 - rho) * delta * delta);
    return -shared.rate * delta;
  }

  double effectiveRate(const Shared& shared, const std::array<double, 2>& memory) const {
    return shared.rate * std::sqrt(memory[1] + epsilon) / std::sqrt(memory[0] + epsilon);
  }
};

}  // namespace lossarium
