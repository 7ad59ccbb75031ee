// First steps by each formula written out by hand, and PyTorch's trajectories.
#include "core/experiment/strict_json.h"
#include "core/objectives/test_functions/quadratic.h"
#include "core/objectives/test_functions/rosenbrock.h"
#include "core/optimizers/optimizer.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace lossarium {
namespace {

using Json = nlohmann::ordered_json;

// v ← μ·v + g, w ← w − η·v, on ½·4·w²: g = 4w.
TEST(GradientDescent, WithMomentumTakesItsFormulasFirstSteps) {
  const auto optimizer = makeOptimizer({"gradient_descent", {{"learning_rate", 0.1}, {"momentum", 0.5}}});
  const Quadratic bowl(Vector::Constant(1, 4));
  Vector w = Vector::Ones(1);
  auto state = optimizer->start(1);
  optimizer->step(bowl, w, state);  // v = 4
  EXPECT_DOUBLE_EQ(w[0], 0.6);
  optimizer->step(bowl, w, state);  // v = 2 + 2.4
  EXPECT_DOUBLE_EQ(w[0], 0.6 - 0.44);
  optimizer->step(bowl, w, state);  // v = 2.2 + 0.64
  EXPECT_NEAR(w[0], 0.16 - 0.284, 1e-15);
  EXPECT_NEAR(state.memory.at(0)[0], 2.84, 1e-14);
}

TEST(GradientDescent, WithoutMomentumStepsByTheGradientAlone) {
  const auto optimizer = makeOptimizer({"gradient_descent", {{"learning_rate", 0.1}}});
  const Quadratic bowl(Vector::Constant(1, 4));
  Vector w = Vector::Ones(1);
  auto state = optimizer->start(1);
  for (int i = 0; i < 3; ++i) optimizer->step(bowl, w, state);
  EXPECT_NEAR(w[0], 0.6 * 0.6 * 0.6, 1e-15);
}

// m ← β₁m + (1−β₁)g, s ← β₂s + (1−β₂)g², w ← w − η·m̂/(√ŝ + ε), with easy β and a visible ε; g = 4w.
TEST(Adam, TakesItsFormulasFirstSteps) {
  const auto optimizer =
      makeOptimizer({"adam", {{"learning_rate", 0.5}, {"beta1", 0.5}, {"beta2", 0.75}, {"epsilon", 1.0}}});
  const Quadratic bowl(Vector::Constant(1, 4));
  Vector w = Vector::Ones(1);
  auto state = optimizer->start(1);
  optimizer->step(bowl, w, state);  // g = 4: m = 2, s = 4; m̂ = 4, ŝ = 16
  EXPECT_DOUBLE_EQ(w[0], 1 - 0.5 * 4 / (4 + 1));
  optimizer->step(bowl, w, state);  // g = 2.4: m = 2.2, s = 3 + 1.44; m̂ = 2.2/0.75, ŝ = 4.44/0.4375
  EXPECT_NEAR(w[0], 0.6 - 0.5 * (2.2 / 0.75) / (std::sqrt(4.44 / 0.4375) + 1), 1e-15);
  EXPECT_NEAR(state.memory.at(0)[0], 2.2, 1e-15);
  EXPECT_NEAR(state.memory.at(1)[0], 4.44, 1e-15);
}

TEST(Adam, ItsFirstStepIsTheLearningRateInEveryWeight) {
  const auto optimizer = makeOptimizer({"adam", {{"learning_rate", 0.01}}});
  const Quadratic bowl((Vector(3) << 1e-3, 1, 1e3).finished());
  Vector w = Vector::Ones(3);
  auto state = optimizer->start(3);
  optimizer->step(bowl, w, state);
  EXPECT_LT((w - Vector::Constant(3, 0.99)).cwiseAbs().maxCoeff(), 1e-7);
}

Choice choiceOf(const Json& run) {
  const auto& theirs = run["params"];
  Choice choice{run["optimizer"] == "SGD" ? "gradient_descent" : "adam",
                {{"learning_rate", theirs["lr"].get<double>()}}};
  if (theirs.contains("momentum")) choice.parameters["momentum"] = theirs["momentum"].get<double>();
  return choice;
}

Vector vectorOf(const Json& json) {
  const auto numbers = json.get<std::vector<double>>();
  return Eigen::Map<const Vector>(numbers.data(), static_cast<Index>(numbers.size()));
}

TEST(OptimizerReference, FollowsPyTorchsTrajectories) {
  const Json runs =
      parseStrictJson(testing::readAll(LOSSARIUM_TEST_DATA "/optimizer_trajectories.json"), "trajectories");
  const Rosenbrock rosenbrock;
  const Quadratic quadratic((Vector(2) << 1, 10).finished());
  EXPECT_EQ(runs.size(), 6U);
  for (const Json& run : runs) {
    SCOPED_TRACE(run.dump());
    const Objective& objective =
        run["function"] == "rosenbrock" ? static_cast<const Objective&>(rosenbrock) : quadratic;
    const auto optimizer = makeOptimizer(choiceOf(run));
    Vector w = vectorOf(run["x0"]);
    auto state = optimizer->start(2);
    for (std::size_t step = 1; step <= 10; ++step) {
      optimizer->step(objective, w, state);
      if (step <= 5) {
        EXPECT_LT((w - vectorOf(run["first5"][step - 1])).norm(), 1e-9) << "step " << step;
      }
    }
    EXPECT_LT((w - vectorOf(run["step10"])).norm(), 1e-9) << "step 10";
  }
}

}  // namespace
}  // namespace lossarium
