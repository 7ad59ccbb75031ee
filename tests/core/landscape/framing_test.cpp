#include "core/landscape/framing.h"

#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::problemWith;

bool holds(const Slice& slice, const Eigen::Vector2d& point, double spare = 0) {
  return point.x() >= slice.a.minimum + spare * slice.a.width() &&
         point.x() <= slice.a.maximum - spare * slice.a.width() &&
         point.y() >= slice.b.minimum + spare * slice.b.width() &&
         point.y() <= slice.b.maximum - spare * slice.b.width();
}

// A fifth of the box on each side is 0.2 / 1.4 of the whole.
constexpr double fifth = 0.2 / 1.4 - 1e-9;

TEST(ParametersPlane, HasTheWeightsThemselvesAsCoordinates) {
  const auto problem = problemWith({});
  const Slice slice = cutPlane({*problem, (Vector(2) << 7, 8).finished()});
  EXPECT_EQ(slice.at(0.5, -2), (Vector(2) << 0.5, -2).finished());
  EXPECT_EQ(slice.aLabel, "linear.weight");
  EXPECT_EQ(slice.bLabel, "linear.bias");
}

TEST(ParametersPlane, HoldsTheOtherWeightsWhereTheyAre) {
  const auto problem = problemWith(
      {{"dataset", std::string("iris")},
       {"dataset.features", std::vector<std::string>{"sepal_length", "sepal_width", "petal_length"}}});
  const Slice slice = cutPlane({*problem, (Vector(4) << 1, 2, 3, 4).finished()});
  EXPECT_EQ(slice.at(10, 40), (Vector(4) << 10, 2, 3, 40).finished());
  EXPECT_EQ(slice.aLabel, "linear.weight[0]");
}

TEST(Frame, HoldsStartAndMinimumWithAFifthToSpare) {
  for (const auto& entry : datasetCatalog()) {
    if (entry.spec->id == "csv" || entry.spec->id == "pasted_table") continue;
    if (makeDataset({std::string(entry.spec->id), {}}).task != Task::regression) continue;
    for (const auto* loss : {"mse", "mae", "huber"}) {
      const auto problem = problemWith({{"dataset", std::string(entry.spec->id)},
                                        {"model", std::string("linear")},
                                        {"loss", std::string(loss)}});
      const Framing framing = frame(*problem, {}, std::nullopt);
      EXPECT_TRUE(holds(framing.slice, framing.slice.project(problem->startWeights()), fifth))
          << entry.spec->id;
      EXPECT_TRUE(holds(framing.slice, framing.minimum.head<2>(), fifth)) << entry.spec->id;
      EXPECT_NEAR(framing.slice.a.width(), framing.slice.b.width(), 1e-9 * framing.slice.a.width());
      const double value =
          problem->training->value(framing.slice.at(framing.minimum.x(), framing.minimum.y()));
      EXPECT_NEAR(framing.minimum.z(), value, 1e-9 * value);
    }
  }
}

// A line parts the two classes, so the loss falls without end: start and fall are shown all the same.
TEST(Frame, AMinimumAtInfinityIsNotChased) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("two.csv", "x,y\n-2,no\n-1,no\n-1.5,no\n1,yes\n2,yes\n1.4,yes\n").string();
  for (const char* loss : {"log_loss", "exponential", "focal"}) {
    const auto problem = problemWith({{"dataset.id", std::string("csv")},
                                      {"dataset.file", file},
                                      {"dataset.target", std::string("y")},
                                      {"dataset.task", std::string("binary")},
                                      {"loss.id", std::string(loss)}});
    const Framing framing = frame(*problem, {}, std::nullopt);
    EXPECT_LT(framing.slice.a.width(), 60) << loss;
    EXPECT_TRUE(holds(framing.slice, framing.slice.project(problem->startWeights()), fifth)) << loss;
    const double start = problem->training->value(problem->startWeights());
    EXPECT_LT(problem->training->value(framing.slice.at(framing.slice.a.maximum, 0)), 0.1 * start) << loss;
  }
}

TEST(Frame, StaysWhileItHoldsEverythingAndGrowsWhenThePathLeavesIt) {
  const auto problem = problemWith({});
  const Framing first = frame(*problem, {}, std::nullopt);
  const Vector inside =
      first.slice.at(first.slice.a.minimum + 0.01 * first.slice.a.width(), first.minimum.y());
  const Framing same = frame(*problem, {inside}, first.slice);
  EXPECT_EQ(same.slice.a, first.slice.a);
  EXPECT_EQ(same.slice.b, first.slice.b);
  const Vector outside =
      first.slice.at(first.slice.a.maximum + 0.5 * first.slice.a.width(), first.minimum.y());
  const Framing grown = frame(*problem, {outside}, first.slice);
  EXPECT_GT(grown.slice.a.width(), first.slice.a.width());
  EXPECT_TRUE(holds(grown.slice, grown.slice.project(outside), fifth));
  EXPECT_TRUE(holds(grown.slice, first.minimum.head<2>()));
}

TEST(Frame, DoesNotFollowARunThatDivergesToTheHorizon) {
  const auto problem = problemWith({});
  const Framing first = frame(*problem, {}, std::nullopt);
  const Framing far = frame(*problem, {Vector::Constant(2, 1e12)}, std::nullopt);
  EXPECT_EQ(far.slice.a, first.slice.a);
  EXPECT_FALSE(far.reachA.contains(1e12));
  EXPECT_TRUE(far.reachA.contains(far.slice.a.maximum));
}

TEST(Frame, AnotherPlaneIsFramedAnew) {
  const auto calls = problemWith({});
  Slice other = frame(*calls, {}, std::nullopt).slice;
  other.a = {other.a.minimum - other.a.width(), other.a.maximum + other.a.width()};
  other.b = {other.b.minimum - other.b.width(), other.b.maximum + other.b.width()};
  EXPECT_EQ(frame(*calls, {}, other).slice.a, other.a) << "the same plane stays";
  Slice vast = other;
  vast.a = vast.b = {-1e6, 1e6};
  EXPECT_LT(frame(*calls, {}, vast).slice.a.width(), 1e3) << "unless a run that went astray made it vast";
  other.u *= 2;
  EXPECT_LT(frame(*calls, {}, other).slice.a.width(), 1e3);
}

TEST(Frame, ThroughARunItHoldsTheStartAndWhereTheRunIs) {
  const auto problem = problemWith(
      {{"dataset", std::string("iris")},
       {"dataset.features", std::vector<std::string>{"sepal_length", "sepal_width", "petal_length"}}});
  const Vector now = (Vector(4) << 3, -2, 5, 1).finished();
  const Framing framing = frame(*problem, {now}, std::nullopt, now);
  EXPECT_EQ(framing.slice.at(now[0], now[3]), now);
  EXPECT_TRUE(holds(framing.slice, framing.slice.project(now), fifth));
  EXPECT_TRUE(holds(framing.slice, framing.slice.project(problem->startWeights()), fifth));
  EXPECT_LT(framing.slice.a.width(), 20);
}

TEST(Frame, AGivenRangeIsTheHalfWidthAboutTheMinimum) {
  const auto problem = problemWith({{"landscape.range", 2.5}});
  const Framing framing = frame(*problem, {}, std::nullopt);
  EXPECT_NEAR(framing.slice.a.minimum, framing.minimum.x() - 2.5, 1e-12);
  EXPECT_NEAR(framing.slice.b.maximum, framing.minimum.y() + 2.5, 1e-12);
}

TEST(Frame, AStartAtTheMinimumGetsAWidthOfItsOwn) {
  const auto far = problemWith({});
  const Eigen::Vector3d minimum = frame(*far, {}, std::nullopt).minimum;
  const auto problem = problemWith({{"start.weights", std::vector<double>{minimum.x(), minimum.y()}}});
  const Framing framing = frame(*problem, {}, std::nullopt);
  EXPECT_GT(framing.slice.a.width(), 0.1);
  EXPECT_TRUE(holds(framing.slice, minimum.head<2>(), fifth));
}

}  // namespace
}  // namespace lossarium
