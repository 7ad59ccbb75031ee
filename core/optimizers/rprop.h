// Rprop: each weight has a step length Δ of its own, from η at the start; it is multiplied by η⁺ where the
// gradient has kept its sign and by η⁻ where it changed (there the weight waits for one step), and kept
// between two bounds; w ← w − Δ·sign(g). Same as PyTorch's Rprop. A schedule multiplies what is gone, not Δ.
// For full batches: signs that change by chance stop it. Source: Riedmiller & Braun 1993.
#pragma once

#include "core/optimizers/common_parameters.h"
#include "core/optimizers/first_order.h"

#include <algorithm>

namespace lossarium {

struct Rprop : RateAlone {
  static constexpr auto parameters = withRate(
      learningRateParameter(0.01,
                            "The length of each weight's first step; from then on it finds its own. Takes "
                            "effect at the start of a run."),
      ParameterSpec{.id = "eta_minus",
                    .label = "Eta minus",
                    .minimum = 0.01,
                    .maximum = 0.99,
                    .initial = 0.5,
                    .hint = "By this a step length is multiplied when the gradient changes its sign."},
      ParameterSpec{.id = "eta_plus",
                    .label = "Eta plus",
                    .minimum = 1,
                    .maximum = 10,
                    .initial = 1.2,
                    .hint = "By this a step length is multiplied when the gradient keeps its sign."},
      ParameterSpec{.id = "step_minimum",
                    .label = "Least step",
                    .minimum = 1e-12,
                    .maximum = 1,
                    .initial = 1e-6,
                    .scale = ParameterScale::logarithmic,
                    .hint = "No step is shorter.",
                    .seldomNeeded = true},
      ParameterSpec{.id = "step_maximum",
                    .label = "Largest step",
                    .minimum = 1,
                    .maximum = 1e6,
                    .initial = 50,
                    .scale = ParameterScale::logarithmic,
                    .hint = "No step is longer.",
                    .seldomNeeded = true});
  static constexpr OptimizerSpec spec{
      .id = "rprop",
      .title = "Rprop",
      .parameters = parameters,
      .formula = "Δ ← Δ·η⁺ if g·g₋₁ > 0, Δ·η⁻ if g·g₋₁ < 0 (then the weight waits), w ← w − Δ·sign(g)",
      .caption =
          "Only the gradient's signs count; each weight lengthens its steps until it has gone too far.",
      .pytorch = "optim.Rprop",
      .source = "Riedmiller & Braun 1993",
      .rateOverDescent = 0};
  static constexpr std::array<std::string_view, 2> names{"step length", "last gradient"};
  static constexpr std::array readings{
      ReadingSpec{"step length Δ",
                  "Longer by η⁺ where the gradient kept its sign, shorter by η⁻ where it changed"},
      ReadingSpec{"last gradient", "0 where its sign has changed"}};

  struct Shared {
    double factor;  ///< the schedule's
  };

  double learningRate, etaMinus, etaPlus, stepMinimum, stepMaximum;

  explicit Rprop(const Choice& choice)
      : learningRate(choice.real("learning_rate")),
        etaMinus(choice.real("eta_minus")),
        etaPlus(choice.real("eta_plus")),
        stepMinimum(choice.real("step_minimum")),
        stepMaximum(choice.real("step_maximum")) {}

  Shared shared(double rate, std::int64_t, const std::vector<double>&) const { return {rate / learningRate}; }
  /// The last gradient is what stands as gradient anyhow.
  bool remembers(std::size_t memory) const { return memory == 0; }
  std::array<double, 2> startMemory(double rate) const { return {rate, 0}; }

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 2>& memory,
                const Tell& tell) const {
    auto& [length, last] = memory;
    const double agreement = tell("g·g₋₁", gradient * last);
    tell("Δ before", length);
    if (agreement > 0) tell("η⁺", etaPlus);
    if (agreement < 0) tell("η⁻", etaMinus);
    const double factor = agreement > 0 ? etaPlus : agreement < 0 ? etaMinus : 1.0;
    length = tell("Δ", std::min(std::max(length * factor, stepMinimum), stepMaximum));
    last = agreement < 0 ? 0.0 : gradient;
    const double sign = last > 0 ? 1.0 : last < 0 ? -1.0 : 0.0;
    tell("sign(g)", sign);
    if (shared.factor != 1) tell("schedule", shared.factor);
    return -shared.factor * length * sign;
  }
};

}  // namespace lossarium
