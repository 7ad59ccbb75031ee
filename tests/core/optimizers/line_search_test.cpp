// The two methods that search along a line, and the search.
#include "core/optimizers/line_search.h"

#include "core/objectives/test_functions/quadratic.h"
#include "core/objectives/test_functions/rosenbrock.h"
#include "core/optimizers/lbfgs.h"
#include "core/optimizers/newton.h"
#include "tests/core/support/risks.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

/// Σ of x⁴/4 − x²/2 over the weights: minima at ±1, a maximum at 0.
class DoubleWells final : public Objective {
 public:
  Index dimension() const override { return 2; }
  double value(const Vector& w) const override {
    return (w.array().pow(4) / 4 - w.array().square() / 2).sum();
  }
  double gradient(const Vector& w, Vector& gradient) const override {
    gradient = w.array().cube() - w.array();
    return value(w);
  }
  void hessianProduct(const Vector& w, const Vector& d, Vector& product) const override {
    product = (3 * w.array().square() - 1) * d.array();
  }
};

TEST(StrongWolfe, ItsStepMeetsBothConditions) {
  const Rosenbrock valley;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const Vector at = 2 * testing::randomWeights(2, seed);
    Vector gradient;
    const double value = valley.gradient(at, gradient);
    const Vector direction = -gradient;
    for (const double first : {1e-8, 1e-3, 1.0, 1e3}) {
      const LineSearchResult found = strongWolfe(valley, at, direction, value, gradient, first);
      const double slope = gradient.dot(direction);
      ASSERT_GT(found.step, 0);
      EXPECT_LT((found.weights - at - found.step * direction).norm(), 1e-12);
      EXPECT_LE(valley.value(found.weights), value + 1e-4 * found.step * slope);
      EXPECT_LE(std::abs(found.gradient.dot(direction)), 0.9 * std::abs(slope));
      EXPECT_LE(found.evaluations, 60);
    }
  }
}

TEST(StrongWolfe, InfiniteValuesAreTooFar) {
  class Wall final : public Objective {
   public:
    Index dimension() const override { return 1; }
    double value(const Vector& w) const override { return -std::log(1 - w[0]) - 3 * w[0]; }
    double gradient(const Vector& w, Vector& gradient) const override {
      gradient = Vector::Constant(1, 1 / (1 - w[0]) - 3);
      return value(w);
    }
    void hessianProduct(const Vector& w, const Vector& d, Vector& product) const override {
      product = d / ((1 - w[0]) * (1 - w[0]));
    }
  };
  const Wall wall;  // NaN beyond 1, least at 2/3
  for (const std::string id : {"lbfgs", "newton"}) {
    const auto optimizer = makeOptimizer({id});
    Vector w = Vector::Constant(1, -5);
    auto state = optimizer->start(1);
    for (int i = 0; i < 30; ++i) optimizer->step(wall, w, state);
    EXPECT_NEAR(w[0], 2.0 / 3, 1e-8) << id;
  }
}

TEST(Newton, ReachesTheMinimumOfAQuadraticInOneStep) {
  const Quadratic bowl((Vector(3) << 1e-3, 1, 1e4).finished());
  const auto optimizer = makeOptimizer({"newton"});
  Vector w = (Vector(3) << 3, -2, 5).finished();
  auto state = optimizer->start(3);
  optimizer->step(bowl, w, state);
  EXPECT_LT(w.norm(), 1e-9);
  EXPECT_EQ(LineSearchMethod::stepLength(state), 1);
}

TEST(Newton, LeavesSaddlesAndTopsDownwards) {
  const DoubleWells wells;
  for (const Vector& start : {(Vector(2) << 1e-3, -1e-4).finished(), (Vector(2) << 0.5, 1e-2).finished()}) {
    const auto optimizer = makeOptimizer({"newton"});
    Vector w = start;
    auto state = optimizer->start(2);
    for (int i = 0; i < 60; ++i) {
      const double before = optimizer->step(wells, w, state);
      EXPECT_LE(wells.value(w), before + 1e-14);
    }
    EXPECT_LT((w.cwiseAbs() - Vector::Ones(2)).norm(), 1e-6);
  }
}

TEST(Newton, DampingShortensItsSteps) {
  const Quadratic bowl(Vector::Constant(1, 4));
  const auto optimizer = makeOptimizer({"newton", {{"damping", 4.0}}});
  Vector w = Vector::Ones(1);
  auto state = optimizer->start(1);
  optimizer->step(bowl, w, state);
  EXPECT_NEAR(w[0], 0.5, 1e-12);  // 1 − 4/(4 + 4)
}

TEST(Newton, RefusesTooManyWeights) {
  const auto newton = makeOptimizer({"newton"});
  EXPECT_TRUE(newton->whyNot(512).empty());
  testing::expectHolds(newton->whyNot(513), "513");
  testing::expectHolds(newton->whyNot(513), "lbfgs");
  EXPECT_TRUE(makeOptimizer({"lbfgs"})->whyNot(1'000'000).empty());
}

TEST(Lbfgs, KeepsSoManyPairsAndNoMore) {
  const Rosenbrock valley;
  const auto optimizer = makeOptimizer({"lbfgs", {{"history", std::int64_t{3}}}});
  Vector w = Rosenbrock::usualStart();
  auto state = optimizer->start(2);
  for (int i = 0; i < 15; ++i) {
    optimizer->step(valley, w, state);
    EXPECT_LE(state.past.size(), 6U);
  }
  EXPECT_EQ(state.past.size(), 6U);
}

// In exact arithmetic it is the method of conjugate gradients: n steps for n weights.
TEST(Lbfgs, NeedsFewStepsForAQuadratic) {
  const Quadratic bowl(Vector::LinSpaced(10, 1, 100));
  const auto optimizer = makeOptimizer({"lbfgs"});
  Vector w = testing::randomWeights(10);
  auto state = optimizer->start(10);
  int steps = 0;
  while (w.norm() > 1e-6 && steps < 100) {
    optimizer->step(bowl, w, state);
    ++steps;
  }
  EXPECT_LE(steps, 30);
}

// Smooth or not, with classes or without: never upwards, and where no progress is possible nothing happens.
TEST(LineSearchMethods, NeverClimbOnAnyLossAndRestAtTheEnd) {
  for (const std::string& lossId : testing::linearLosses())
    for (const std::string id : {"lbfgs", "newton"}) {
      SCOPED_TRACE(lossId + " by " + id);
      const auto loss = makeLoss({lossId, {}});
      const auto risk = testing::risk(testing::samplesFor(loss->spec(), 40, 2), {lossId, {}});
      const auto optimizer = makeOptimizer({id});
      Vector w = 0.1 * testing::randomWeights(risk.dimension());
      auto state = optimizer->start(w.size());
      double value = risk.value(w);
      for (int i = 0; i < 60; ++i) {
        optimizer->step(risk, w, state);
        ASSERT_TRUE(w.allFinite());
        const double now = risk.value(w);
        ASSERT_LE(now, value + 1e-12 * std::abs(value));
        value = now;
      }
    }
}

}  // namespace
}  // namespace lossarium
