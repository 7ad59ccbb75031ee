#include "core/landscape/sharpness.h"

#include "core/objectives/curvature.h"
#include "core/objectives/test_functions/quadratic.h"
#include "core/training/recorded_run.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stop_token>

namespace lossarium {
namespace {

using testing::problemWith;

TEST(Sharpness, AtTheMinimumOfAQuadraticIsHalfTheCurvatureTimesTheRadiusSquared) {
  Vector curvatures = Vector::LinSpaced(40, 0.1, 5);
  curvatures[17] = 9;
  for (const double radius : {0.05, 2.0}) {
    const Sharpness found = sharpnessWithin(Quadratic(curvatures), Vector::Zero(40), rawBall(40, radius));
    const double expected = 0.5 * 9 * radius * radius;
    EXPECT_NEAR(found.rise, expected, 1e-4 * expected);
    EXPECT_LE(found.step.norm(), radius * (1 + 1e-12));
  }
}

// Away from the minimum of a round bowl the farthest place straight up is the highest.
TEST(Sharpness, OnASlopeLooksUpIt) {
  const Vector here = Eigen::Vector2d(3, 4);
  const Sharpness found = sharpnessWithin(Quadratic(Vector::Ones(2)), here, rawBall(2, 0.5));
  EXPECT_NEAR(found.rise, 0.5 * (5.5 * 5.5 - 25), 1e-12);
}

// Bent down in all directions, the place itself is the highest.
TEST(Sharpness, OnATopIsNothing) {
  EXPECT_EQ(sharpnessWithin(Quadratic(Vector::Constant(3, -1)), Vector::Zero(3), rawBall(3, 1)).rise, 0);
}

std::shared_ptr<const Problem> network() {
  return problemWith({{"dataset", std::string("two_moons")},
                      {"model", std::string("mlp")},
                      {"model.layers", std::int64_t{1}},
                      {"model.width", std::int64_t{6}},
                      {"training.epochs", std::int64_t{300}},
                      {"optimizer.learning_rate", 0.5}});
}

// No direction out of many rises more, and a small ball is what the curvature says.
TEST(Sharpness, OfANetworkIsNotBelowWhatADrawFinds) {
  const auto problem = network();
  const Vector weights = finishedRun(problem).state.weights;
  const EmpiricalRisk& risk = *problem->training;
  for (const auto& around : {rawBall(weights.size(), 0.3), filterBall(*problem->model, weights, 0.1)}) {
    const Sharpness found = sharpnessWithin(risk, weights, around);
    EXPECT_DOUBLE_EQ(found.rise, risk.value(weights + found.step) - risk.value(weights));
    for (Index i = 0; i < around.radii.size(); ++i) {
      const WeightPart part = around.parts[static_cast<std::size_t>(i)];
      EXPECT_LE(found.step.segment(part.offset, part.size).norm(), around.radii[i] * (1 + 1e-12));
    }
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
      Vector step = drawnDirection(weights.size(), seed, "other");
      for (Index i = 0; i < around.radii.size(); ++i) {
        const WeightPart part = around.parts[static_cast<std::size_t>(i)];
        auto own = step.segment(part.offset, part.size);
        own *= around.radii[i] / own.norm();
      }
      EXPECT_LE(risk.value(weights + step) - risk.value(weights), found.rise);
    }
  }
}

TEST(Sharpness, WithinASmallBallIsSlopeAndCurvature) {
  const auto problem = network();
  const Vector weights = finishedRun(problem).state.weights;
  Vector gradient, product;
  problem->training->gradient(weights, gradient);
  problem->training->hessianProduct(weights, gradient, product);
  const double radius = 1e-3, slope = gradient.norm() * radius, half = 0.5 * radius * radius;
  const double most = slope + half * largestCurvature(*problem->training, weights);
  const double straightUp = slope + half * gradient.dot(product) / gradient.squaredNorm();
  const double rise = sharpnessWithin(*problem->training, weights, rawBall(weights.size(), radius)).rise;
  EXPECT_LE(rise, most * (1 + 1e-5));
  EXPECT_GE(rise, straightUp * (1 - 1e-5));
}

TEST(Sharpness, WhereNothingIsFiniteIsNotKnown) {
  const Vector here = Vector::Constant(2, std::numeric_limits<double>::quiet_NaN());
  EXPECT_TRUE(std::isnan(sharpnessWithin(Quadratic(Vector::Ones(2)), here, rawBall(2, 1)).rise));
}

TEST(Sharpness, IsCancelled) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(
      sharpnessWithin(Quadratic(Vector::Ones(2)), Vector::Ones(2), rawBall(2, 1), {stop.get_token(), {}}),
      Cancelled);
}

}  // namespace
}  // namespace lossarium
