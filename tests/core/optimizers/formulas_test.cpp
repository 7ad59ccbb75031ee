// First steps by each formula written out by hand, on ½·4·w² from w = 1, where g = 4w; parameters are easy
// numbers and ε is large enough to be seen.
#include "core/objectives/test_functions/quadratic.h"
#include "core/optimizers/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium {
namespace {

struct Descent {
  explicit Descent(const Choice& choice) : optimizer(makeOptimizer(choice)) {}

  double step() {
    optimizer->step(bowl, w, state);
    return w[0];
  }
  double memory(std::size_t which) const { return state.memory.at(which)[0]; }

  std::unique_ptr<const Optimizer> optimizer;
  Quadratic bowl{Vector::Constant(1, 4)};
  Vector w = Vector::Ones(1);
  OptimizerState state = optimizer->start(1);
};

constexpr double exact = 1e-14;

// v ← μ·v + g, w ← w − η·v
TEST(GradientDescent, WithMomentumTakesItsFormulasFirstSteps) {
  Descent descent({"gradient_descent", {{"learning_rate", 0.1}, {"momentum", 0.5}}});
  EXPECT_NEAR(descent.step(), 0.6, exact);           // v = 4
  EXPECT_NEAR(descent.step(), 0.6 - 0.44, exact);    // v = 2 + 2.4
  EXPECT_NEAR(descent.step(), 0.16 - 0.284, exact);  // v = 2.2 + 0.64
  EXPECT_NEAR(descent.memory(0), 2.84, exact);
}

TEST(GradientDescent, WithoutMomentumStepsByTheGradientAlone) {
  Descent descent({"gradient_descent", {{"learning_rate", 0.1}}});
  for (int i = 0; i < 3; ++i) descent.step();
  EXPECT_NEAR(descent.w[0], 0.6 * 0.6 * 0.6, exact);
}

// v ← μ·v + (1−δ)·g, but the first v is g
TEST(Momentum, DampensEveryGradientButTheFirst) {
  Descent descent({"momentum", {{"learning_rate", 0.1}, {"momentum", 0.5}, {"dampening", 0.5}}});
  EXPECT_NEAR(descent.step(), 0.6, exact);   // v = 4
  EXPECT_NEAR(descent.step(), 0.28, exact);  // v = 2 + 1.2
}

// w ← w − η·(g + μ·v)
TEST(Nesterov, LooksAhead) {
  Descent descent({"nesterov", {{"learning_rate", 0.1}, {"momentum", 0.5}}});
  EXPECT_NEAR(descent.step(), 0.4, exact);   // v = 4, g + μv = 6
  EXPECT_NEAR(descent.step(), 0.06, exact);  // g = 1.6, v = 3.6, g + μv = 3.4
}

// s ← s + g², w ← w − η·g/(√s + ε)
TEST(Adagrad, TakesItsFormulasFirstSteps) {
  Descent descent({"adagrad", {{"learning_rate", 0.5}, {"epsilon", 1.0}}});
  EXPECT_NEAR(descent.step(), 0.6, exact);  // s = 16
  EXPECT_NEAR(descent.step(), 0.6 - 1.2 / (std::sqrt(16 + 2.4 * 2.4) + 1), exact);
}

// s ← α·s + (1−α)·g², v ← μ·v + g/(√s + ε)
TEST(RmsProp, TakesItsFormulasFirstSteps) {
  Descent descent(
      {"rmsprop", {{"learning_rate", 0.5}, {"alpha", 0.75}, {"momentum", 0.5}, {"epsilon", 1.0}}});
  EXPECT_NEAR(descent.step(), 1.0 / 3, exact);  // s = 4, v = 4/3
  const double g = 4.0 / 3, s = 3 + g * g / 4, v = 2.0 / 3 + g / (std::sqrt(s) + 1);
  EXPECT_NEAR(descent.step(), 1.0 / 3 - 0.5 * v, exact);
}

TEST(RmsProp, CentredDividesByTheDeviation) {
  Descent descent(
      {"rmsprop", {{"learning_rate", 0.5}, {"alpha", 0.5}, {"centered", true}, {"epsilon", 1.0}}});
  EXPECT_NEAR(descent.step(), 1 - 0.5 * 4 / (std::sqrt(8.0 - 2 * 2) + 1), exact);  // s = 8, ḡ = 2
}

// δ = g·√(u + ε)/√(s + ε)
TEST(Adadelta, TakesItsFormulasFirstSteps) {
  Descent descent({"adadelta", {{"learning_rate", 1.0}, {"rho", 0.5}, {"epsilon", 1.0}}});
  EXPECT_NEAR(descent.step(), 1 - 4.0 / 3, exact);  // s = 8, u = 0
  const double g = -4.0 / 3, s = 4 + g * g / 2, u = 8.0 / 9;
  EXPECT_NEAR(descent.step(), -1.0 / 3 - g * std::sqrt(u + 1) / std::sqrt(s + 1), exact);
}

// m ← β₁m + (1−β₁)g, s ← β₂s + (1−β₂)g², w ← w − η·m̂/(√ŝ + ε)
TEST(Adam, TakesItsFormulasFirstSteps) {
  Descent descent({"adam", {{"learning_rate", 0.5}, {"beta1", 0.5}, {"beta2", 0.75}, {"epsilon", 1.0}}});
  EXPECT_NEAR(descent.step(), 1 - 0.5 * 4 / (4 + 1), exact);  // g = 4: m = 2, s = 4; m̂ = 4, ŝ = 16
  // g = 2.4: m = 2.2, s = 3 + 1.44; m̂ = 2.2/0.75, ŝ = 4.44/0.4375
  EXPECT_NEAR(descent.step(), 0.6 - 0.5 * (2.2 / 0.75) / (std::sqrt(4.44 / 0.4375) + 1), exact);
  EXPECT_NEAR(descent.memory(0), 2.2, exact);
  EXPECT_NEAR(descent.memory(1), 4.44, exact);
}

TEST(Adam, ItsFirstStepIsTheLearningRateInEveryWeight) {
  const auto optimizer = makeOptimizer({"adam", {{"learning_rate", 0.01}}});
  const Quadratic bowl((Vector(3) << 1e-3, 1, 1e3).finished());
  Vector w = Vector::Ones(3);
  auto state = optimizer->start(3);
  optimizer->step(bowl, w, state);
  EXPECT_LT((w - Vector::Constant(3, 0.99)).cwiseAbs().maxCoeff(), 1e-7);
}

TEST(AmsGrad, KeepsTheLargestSecondMoment) {
  Descent descent({"amsgrad", {{"learning_rate", 0.5}, {"beta1", 0.5}, {"beta2", 0.5}, {"epsilon", 1.0}}});
  EXPECT_NEAR(descent.step(), 0.6, exact);  // s = 8
  // g = 2.4: s = 4 + 2.88 < 8
  EXPECT_NEAR(descent.step(), 0.6 - 0.5 * (2.2 / 0.75) / (std::sqrt(8 / 0.75) + 1), exact);
  EXPECT_NEAR(descent.memory(2), 8, exact);
}

TEST(AdamW, DecaysByItselfNotThroughTheGradient) {
  Descent descent({"adamw", {{"learning_rate", 0.5}, {"weight_decay", 0.1}, {"epsilon", 1.0}}});
  EXPECT_NEAR(descent.step(), 1 - 0.05 - 0.4, exact);
}

// u ← max(β₂·u, |g| + ε), w ← w − η·m̂/u
TEST(Adamax, TakesItsFormulasFirstSteps) {
  Descent descent({"adamax", {{"learning_rate", 0.5}, {"beta1", 0.5}, {"beta2", 0.5}, {"epsilon", 1.0}}});
  EXPECT_NEAR(descent.step(), 0.6, exact);                             // u = 5, m̂ = 4
  EXPECT_NEAR(descent.step(), 0.6 - 0.5 * (2.2 / 0.75) / 3.4, exact);  // u = max(2.5, 3.4)
}

TEST(NAdam, TakesItsFormulasFirstStep) {
  Descent descent({"nadam", {{"learning_rate", 0.5}, {"beta1", 0.5}, {"beta2", 0.75}, {"epsilon", 1.0}}});
  const auto momentum = [](double t) { return 0.5 * (1 - 0.5 * std::pow(0.96, 0.004 * t)); };
  const double first = momentum(1), second = momentum(2);
  const double ahead = second * 2 / (1 - first * second) + (1 - first) * 4 / (1 - first);
  EXPECT_NEAR(descent.step(), 1 - 0.5 * ahead / (4 + 1), exact);
}

// With β₂ = 0.5 the second moment is never trusted; with 0.9 from the seventh step on.
TEST(RAdam, IsMomentumUntilTheSecondMomentCanBeTrusted) {
  Descent descent({"radam", {{"learning_rate", 0.1}, {"beta1", 0.5}, {"beta2", 0.5}}});
  EXPECT_NEAR(descent.step(), 0.6, exact);                           // m̂ = 4
  EXPECT_NEAR(descent.step(), 0.6 - 0.1 * (1 + 1.2) / 0.75, exact);  // g = 2.4
  const auto wary = makeOptimizer({"radam", {{"beta2", 0.9}}});
  Descent other({"radam", {{"beta2", 0.9}}});
  for (int t = 1; t <= 12; ++t) {
    const auto before = other.state;
    const Vector at = other.w;
    other.step();
    const auto terms = wary->explain({at, before, other.state, 1}, 0);
    const double power = std::pow(0.9, t), trust = 19 - 2 * t * power / (1 - power);
    const bool used =
        std::any_of(terms.begin(), terms.end(), [](const Term& term) { return term.symbol == "r·√(1−β₂ᵗ)"; });
    EXPECT_EQ(used, trust > 5) << t;
  }
}

// w ← w − η·(sign(β₁·m + (1−β₁)·g) + λ·w)
TEST(Lion, GoesTheSameWayWhateverTheGradientsSize) {
  Descent descent({"lion", {{"learning_rate", 0.1}, {"weight_decay", 0.5}}});
  EXPECT_NEAR(descent.step(), 0.85, exact);
  EXPECT_NEAR(descent.step(), 0.85 - 0.1 * (1 + 0.425), exact);
}

TEST(Rprop, LengthensItsStepsUntilItHasGoneTooFar) {
  Descent descent({"rprop", {{"learning_rate", 0.9}}});
  EXPECT_NEAR(descent.step(), 0.1, exact);
  EXPECT_NEAR(descent.step(), -0.98, exact);         // 0.9·1.2 = 1.08
  EXPECT_NEAR(descent.step(), -0.98, exact);         // the sign changed: 0.54, and it waits
  EXPECT_NEAR(descent.step(), -0.98 + 0.54, exact);  // no sign to compare with
  EXPECT_NEAR(descent.step(), -0.44 + 0.648, exact);
}

TEST(Schedule, ScalesTheLearningRateOfAStep) {
  Descent plain({"gradient_descent", {{"learning_rate", 0.025}}});
  const auto optimizer = makeOptimizer({"gradient_descent", {{"learning_rate", 0.1}}});
  Vector w = Vector::Ones(1);
  auto state = optimizer->start(1);
  optimizer->step(plain.bowl, w, state, 0.25);
  EXPECT_EQ(w[0], plain.step());
}

}  // namespace
}  // namespace lossarium
