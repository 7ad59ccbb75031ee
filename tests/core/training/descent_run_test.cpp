#include "core/training/descent_run.h"

#include "core/objectives/test_functions/nearest_minimum.h"
#include "core/training/calm_rate.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium {
namespace {

using testing::expectHolds;

DescentSetup setupOf(const std::string& objective, Section optimizer, std::int64_t epochs = 400) {
  return descentFromSettings({{"objective", {{"id", objective}}},
                              {"optimizer", std::move(optimizer)},
                              {"training", {{"epochs", epochs}}}});
}

// By a search along a line, or by signs that do not change: no rate makes them small.
bool choosesItsSteps(std::string_view optimizer) {
  return optimizer == "lbfgs" || optimizer == "newton" || optimizer == "rprop";
}

DescentState endOf(const DescentSetup& setup) {
  DescentRun run(planOf(setup));
  while (run.step()) {
  }
  return run.state();
}

// What nobody chose suits: each optimiser on each function, from its usual start.
TEST(DescentRun, EveryOptimizerGoesDownEveryFunctionByItself) {
  for (const auto& function : testFunctionCatalog())
    for (const auto& optimizer : optimizerCatalog()) {
      SCOPED_TRACE(std::string(function.spec->id) + " " + std::string(optimizer.spec->id));
      DescentRun run(
          planOf(setupOf(std::string(function.spec->id), {{"id", std::string(optimizer.spec->id)}})));
      const double first = run.state().value;
      while (run.step()) ASSERT_TRUE(std::isfinite(run.state().value));
      EXPECT_TRUE(run.state().weights.allFinite());
      EXPECT_LT(run.state().value, first);
      EXPECT_EQ(run.state().stop == Stop::diverged,
                function.spec->id == "saddle" && choosesItsSteps(optimizer.spec->id));
    }
}

TEST(DescentRun, ItsStepsAreTheOptimizers) {
  const DescentSetup setup = setupOf("rosenbrock", {{"id", std::string("adam")}, {"learning_rate", 0.1}}, 50);
  const auto adam = makeOptimizer(setup.optimizer);
  const auto valley = makeTestFunction(setup.objective);
  Vector weights = startOf(setup.objective), gradient;
  OptimizerState state = adam->start(2);
  DescentRun run(planOf(setup));
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(run.state().weights, weights);
    EXPECT_EQ(run.state().value, valley->gradient(weights, gradient));
    EXPECT_EQ(run.state().gradient, gradient);
    adam->step(*valley, weights, state);
    EXPECT_TRUE(run.step());
  }
  EXPECT_EQ(run.state().stop, Stop::epochs);
  EXPECT_EQ(run.state().reason, "Finished: 50 steps done.");
  EXPECT_FALSE(run.step());
}

TEST(DescentRun, AScheduleRunsOverThePlannedSteps) {
  DescentSetup setup = setupOf(
      "booth",
      {{"id", std::string("gradient_descent")}, {"learning_rate", 0.01}, {"schedule", std::string("cosine")}},
      100);
  DescentRun run(planOf(setup));
  EXPECT_EQ(run.rateFactor(), 1);
  for (int i = 0; i < 50; ++i) run.step();
  EXPECT_NEAR(run.rateFactor(), 0.5, 1e-12);
  for (int i = 0; i < 50; ++i) run.step();
  EXPECT_EQ(run.state().stop, Stop::epochs);
  run.extend(10);
  EXPECT_TRUE(run.step());
  EXPECT_EQ(run.state().step, 101);
  EXPECT_NEAR(run.rateFactor(), 0, 1e-12);
}

TEST(DescentRun, ConvergesByItsTolerance) {
  DescentSetup setup = setupOf("himmelblau", {{"id", std::string("newton")}});
  setup.training.tolerance = 1e-8;
  const DescentState end = endOf(setup);
  EXPECT_EQ(end.stop, Stop::converged);
  EXPECT_EQ(end.stopStep, end.step);
  EXPECT_LT(end.gradient.lpNorm<Eigen::Infinity>(), 1e-8);
  EXPECT_LT(distanceToNearest(testFunctionSpec("himmelblau").minima, end.weights), 1e-9);
  expectHolds(end.reason, "below the tolerance");
}

TEST(DescentRun, ADivergingStepIsTakenBackAndExplained) {
  const DescentState end =
      endOf(setupOf("booth", {{"id", std::string("gradient_descent")}, {"learning_rate", 0.2}}));
  EXPECT_EQ(end.stop, Stop::diverged);
  EXPECT_EQ(end.stopStep, end.step + 1);
  EXPECT_TRUE(end.weights.allFinite());
  expectHolds(end.reason, "Diverged at step " + std::to_string(end.stopStep));
  expectHolds(end.reason, "The learning rate 0.2 is above 0.111");
}

TEST(DescentRun, WhatFallsWithoutEndStops) {
  const DescentState end =
      endOf(setupOf("saddle", {{"id", std::string("gradient_descent")}, {"learning_rate", 0.5}}));
  EXPECT_EQ(end.stop, Stop::diverged);
  EXPECT_LT(end.value, -1e6);
  expectHolds(end.reason, "falls without end");
}

TEST(DescentRun, AMomentThatIsRestoredGoesOnTheSameWay) {
  DescentRun run(planOf(setupOf("beale", {{"id", std::string("lbfgs")}}, 30)));
  for (int i = 0; i < 5; ++i) run.step();
  const DescentState moment = run.state();
  while (run.step()) {
  }
  const DescentState end = run.state();
  run.restore(moment);
  while (run.step()) {
  }
  EXPECT_EQ(run.state().weights, end.weights);
  EXPECT_EQ(run.state().optimizer, end.optimizer);
  EXPECT_EQ(run.state().stop, end.stop);
}

TEST(CalmRate, KeepsWhatWasChosen) {
  const DescentSetup chosen = setupOf("booth", {{"id", std::string("adam")}, {"learning_rate", 0.123}});
  EXPECT_EQ(withCalmRate(chosen), chosen);
  const DescentSetup open = setupOf("booth", {{"id", std::string("adam")}});
  EXPECT_FALSE(open.optimizer.has("learning_rate"));
  EXPECT_EQ(withCalmRate(open), withCalmRate(open));
  EXPECT_FALSE(
      withCalmRate(setupOf("booth", {{"id", std::string("newton")}})).optimizer.has("learning_rate"));
}

// Gradient descent on a bowl is stable up to 2/c, and does best near it.
TEST(CalmRate, FollowsTheCurvature) {
  for (const double curvature : {0.01, 1.0, 100.0}) {
    DescentSetup setup = setupOf("quadratic", {{"id", std::string("gradient_descent")}});
    setup.objective.parameters["curvature"] = curvature;
    setup.objective.parameters["condition"] = 20.0;
    setup.objective.parameters["x"] = -1.0;
    setup.objective.parameters["y"] = 0.0;
    const double rate = withCalmRate(setup).optimizer.real("learning_rate");
    EXPECT_GE(rate * curvature, 0.4);
    EXPECT_LT(rate * curvature, 2);
  }
}

// No step is longer than a quarter of what is shown, and none leads over the hill into another dent: a run
// that only follows the gradient ends in the one it came to first.
TEST(CalmRate, StaysInItsValley) {
  for (const std::string optimizer : {"gradient_descent", "adagrad", "adamax", "nesterov"}) {
    DescentSetup setup = setupOf("rastrigin", {{"id", optimizer}});
    setup.objective.parameters["x"] = 3.2;
    setup.objective.parameters["y"] = -1.8;
    DescentRun run(planOf(setup));
    for (Vector before = run.state().weights; run.step(); before = run.state().weights)
      ASSERT_LE((run.state().weights - before).norm(), 0.25 * 10.24);
    EXPECT_NEAR(run.state().weights[0], 2.9848557, 1e-3) << optimizer;
    EXPECT_NEAR(run.state().weights[1], -1.9899122, 1e-3) << optimizer;
  }
}

// Where it falls without end, runs that can be seen come first.
TEST(CalmRate, StaysInThePicture) {
  for (const std::string function : {"mccormick", "saddle"})
    for (const auto& optimizer : optimizerCatalog()) {
      if (choosesItsSteps(optimizer.spec->id)) continue;
      const DescentState end = endOf(setupOf(function, {{"id", std::string(optimizer.spec->id)}}));
      const TestFunctionSpec& spec = testFunctionSpec(function);
      EXPECT_TRUE(spec.x.contains(end.weights[0]) && spec.y.contains(end.weights[1]))
          << function << " " << optimizer.spec->id;
    }
}

}  // namespace
}  // namespace lossarium
