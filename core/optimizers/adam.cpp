#include "core/optimizers/adam.h"

#include "core/optimizers/common_parameters.h"

#include <cmath>

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {
    learningRateParameter,
    {.id = "beta1",
     .label = "Beta 1",
     .minimum = 0,
     .maximum = 0.9999,
     .initial = 0.9,
     .hint = "How much of the mean gradient is kept from step to step."},
    {.id = "beta2",
     .label = "Beta 2",
     .minimum = 0,
     .maximum = 0.99999,
     .initial = 0.999,
     .hint = "How much of the mean squared gradient is kept from step to step."},
    {.id = "epsilon",
     .label = "Epsilon",
     .minimum = 1e-16,
     .maximum = 1,
     .initial = 1e-8,
     .scale = ParameterScale::logarithmic,
     .hint = "Added to the root of the second moment, so that nothing is divided by zero."},
    scheduleParameter};

}  // namespace

constexpr OptimizerSpec Adam::optimizerSpec{.id = "adam",
                                            .title = "Adam",
                                            .parameters = parameters,
                                            .formula = "w ← w − η·m̂/(√ŝ + ε)",
                                            .caption =
                                                "Scales each weight's step by how large its gradients have "
                                                "been: the first step is the learning rate in every weight.",
                                            .pytorch = "optim.Adam",
                                            .source = "Kingma & Ba 2015"};

Adam::Adam(const Choice& choice)
    : learningRate_(choice.real("learning_rate")),
      beta1_(choice.real("beta1")),
      beta2_(choice.real("beta2")),
      epsilon_(choice.real("epsilon")) {}

std::unique_ptr<const Optimizer> Adam::make(const Choice& choice) { return std::make_unique<Adam>(choice); }

void Adam::update(Vector& weights, OptimizerState& state) const {
  const double t = static_cast<double>(state.steps);
  const double correction1 = 1 - std::pow(beta1_, t);
  const double correction2 = 1 - std::pow(beta2_, t);
  auto first = state.memory[0].array();
  auto second = state.memory[1].array();
  const auto gradient = state.gradient.array();
  first = beta1_ * first + (1 - beta1_) * gradient;
  second = beta2_ * second + (1 - beta2_) * gradient.square();
  weights.array() -= learningRate_ / correction1 * first / ((second / correction2).sqrt() + epsilon_);
}

}  // namespace lossarium
