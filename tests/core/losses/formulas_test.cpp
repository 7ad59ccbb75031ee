// Each header's first sentence, held by values that were worked out by hand.
#include "core/losses/loss.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

struct Point {
  double value = 0, slope = 0, curvature = 0;
};

Point at(const std::string& id, double r, std::map<std::string, Value> parameters = {}) {
  Point point;
  const double target = 0, one = 1;
  makeLoss({id, std::move(parameters)})
      ->evaluate({.rows = 1,
                  .stride = 1,
                  .targetStride = 1,
                  .prediction = &r,
                  .target = &target,
                  .direction = &one,
                  .value = &point.value,
                  .slope = &point.slope,
                  .curvature = &point.curvature});
  return point;
}

void expectPoint(const Point& point, double value, double slope, double curvature) {
  EXPECT_DOUBLE_EQ(point.value, value);
  EXPECT_DOUBLE_EQ(point.slope, slope);
  EXPECT_DOUBLE_EQ(point.curvature, curvature);
}

// "r², without a factor ½. At 0: value 0, slope 0, curvature 2."
TEST(Mse, IsRSquaredWithoutAHalf) {
  expectPoint(at("mse", 3), 9, 6, 2);
  expectPoint(at("mse", -0.5), 0.25, -1, 2);
  expectPoint(at("mse", 0), 0, 0, 2);
}

// "|r|. At 0: value 0, slope 0 (the mean of −1 and 1), curvature 0."
TEST(Mae, IsTheAbsoluteResidual) {
  expectPoint(at("mae", 3), 3, 1, 0);
  expectPoint(at("mae", -0.5), 0.5, -1, 0);
  expectPoint(at("mae", 0), 0, 0, 0);
  expectPoint(at("mae", -0.0), 0, 0, 0);
}

// "½r² for |r| ≤ δ, δ(|r| − ½δ) beyond. At |r| = δ value and slope are continuous and the curvature falls
// from 1 to 0 (it is 1 at δ itself)."
TEST(Huber, IsHalfRSquaredInsideAndLinearBeyond) {
  expectPoint(at("huber", 0), 0, 0, 1);
  expectPoint(at("huber", 0.5), 0.125, 0.5, 1);
  expectPoint(at("huber", 3), 2.5, 1, 0);
  expectPoint(at("huber", -3, {{"delta", 2.0}}), 4, -2, 0);
  expectPoint(at("huber", 10, {{"delta", 0.25}}), 0.25 * (10 - 0.125), 0.25, 0);
}

TEST(Huber, AtDeltaItselfTheCurvatureIsOne) {
  for (const double delta : {0.25, 1.0, 8.0})
    for (const double sign : {-1.0, 1.0})
      expectPoint(at("huber", sign * delta, {{"delta", delta}}), 0.5 * delta * delta, sign * delta, 1);
}

TEST(Huber, HasItsKinksAtPlusAndMinusDelta) {
  EXPECT_EQ(makeLoss({"huber", {{"delta", 2.5}}})->kinks(), (std::vector<double>{-2.5, 2.5}));
  EXPECT_EQ(makeLoss({"mae", {}})->kinks(), std::vector<double>{0});
  EXPECT_TRUE(makeLoss({"mse", {}})->kinks().empty());
}

}  // namespace
}  // namespace lossarium
