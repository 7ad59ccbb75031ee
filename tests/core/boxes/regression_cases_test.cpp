#include "core/boxes/regression_cases.h"

#include "tests/core/boxes/plain_descent.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

double distanceOf(const AnchorPoint& point) { return std::hypot(point.x - 10, point.y - 10); }

TEST(AnchorPoints, AreUniformInTheDisc) {
  const auto points = anchorPoints(200'000, 7);
  const double count = static_cast<double>(points.size());
  double x = 0, y = 0, square = 0, product = 0, inner = 0;
  for (const AnchorPoint& point : points) {
    const double dx = point.x - 10, dy = point.y - 10;
    EXPECT_LE(distanceOf(point), 3 * (1 + 1e-15));
    x += dx / count, y += dy / count;
    square += (dx * dx + dy * dy) / count, product += dx * dy / count;
    inner += (distanceOf(point) < 1) / count;
  }
  // Of a disc of radius 3: variance of x 9/4, of r² 81/12, of xy 81/24; a ninth lies within a third. Five
  // standard errors.
  const double root = std::sqrt(count);
  EXPECT_NEAR(x, 0, 5 * 1.5 / root);
  EXPECT_NEAR(y, 0, 5 * 1.5 / root);
  EXPECT_NEAR(square, 4.5, 5 * std::sqrt(81 / 12.0) / root);
  EXPECT_NEAR(product, 0, 5 * std::sqrt(81 / 24.0) / root);
  EXPECT_NEAR(inner, 1 / 9.0, 5 * std::sqrt(8 / 81.0) / root);
}

TEST(AnchorPoints, FewerAreTheFirstOfMoreAndEachSeedHasItsOwn) {
  const auto few = anchorPoints(10, 1), more = anchorPoints(1000, 1);
  EXPECT_TRUE(std::equal(few.begin(), few.end(), more.begin()));
  EXPECT_FALSE(few == anchorPoints(10, 2));
  EXPECT_TRUE(anchorPoints(0, 1).empty());
}

// Written down once: they must not change from platform to platform or from version to version.
TEST(AnchorPoints, AreTheSameBytesEverywhere) {
  const auto points = anchorPoints(5000, 1);
  EXPECT_EQ(points[0], (AnchorPoint{0x1.3070c7cbbc23fp+3, 0x1.7655e9c16ef6p+3}));
  EXPECT_EQ(points[4999], (AnchorPoint{0x1.27a6e853c417ap+3, 0x1.08e733f631634p+3}));
}

TEST(RegressionCases, AreThoseOfThePaper) {
  const AnchorPoint point{8.5, 12};
  const RegressionCases cases = regressionCasesAt(point);
  const auto pairs = testing::plainPairs(point);
  ASSERT_EQ(std::ssize(pairs), RegressionCases::count);
  for (Index i = 0; i < RegressionCases::count; ++i) {
    const auto& [box, target] = pairs[static_cast<std::size_t>(i)];
    EXPECT_EQ(cases.x[i], 8.5);
    EXPECT_EQ(cases.y[i], 12);
    EXPECT_EQ(cases.width[i], box.width);
    EXPECT_EQ(cases.height[i], box.height);
    EXPECT_EQ(cases.targetWidth[i], target.width);
    EXPECT_EQ(cases.targetHeight[i], target.height);
    EXPECT_NEAR(cases.targetWidth[i] * cases.targetHeight[i], 1, 1e-15);
  }
}

TEST(RegressionCases, TheErrorCountsEachCaseOnce) {
  RegressionCases cases = regressionCasesAt({7, 10.5});
  double sum = 0;
  for (const auto& [box, target] : testing::plainPairs({7, 10.5})) sum += testing::plainError(box, target);
  EXPECT_NEAR(errorOf(cases), sum, 1e-12 * sum);
  const double before = errorOf(cases);
  cases.x[RegressionCases::count] = 1e9;  // is not counted
  EXPECT_EQ(errorOf(cases), before);
}

}  // namespace
}  // namespace lossarium
