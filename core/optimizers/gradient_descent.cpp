#include "core/optimizers/gradient_descent.h"

#include "core/optimizers/common_parameters.h"

namespace lossarium {
namespace {

constexpr ParameterSpec parameters[] = {learningRateParameter,
                                        {.id = "momentum",
                                         .label = "Momentum",
                                         .minimum = 0,
                                         .maximum = 0.999,
                                         .initial = 0,
                                         .hint = "The share of the last step's velocity that is kept: a "
                                                 "heavy ball rolls through small dents and overshoots."},
                                        scheduleParameter};

}  // namespace

constexpr OptimizerSpec GradientDescent::optimizerSpec{
    .id = "gradient_descent",
    .title = "Gradient descent",
    .parameters = parameters,
    .formula = "v ← μ·v + g, w ← w − η·v",
    .caption = "Steps straight down the gradient; with momentum, like a heavy ball.",
    .pytorch = "optim.SGD",
    .source = "Cauchy 1847; Polyak 1964"};

GradientDescent::GradientDescent(const Choice& choice)
    : learningRate_(choice.real("learning_rate")), momentum_(choice.real("momentum")) {}

std::unique_ptr<const Optimizer> GradientDescent::make(const Choice& choice) {
  return std::make_unique<GradientDescent>(choice);
}

void GradientDescent::update(Vector& weights, OptimizerState& state) const {
  Vector& velocity = state.memory[0];
  velocity = momentum_ * velocity + state.gradient;
  weights -= learningRate_ * velocity;
}

}  // namespace lossarium
