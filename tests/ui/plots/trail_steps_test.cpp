#include "ui/plots/trail_steps.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium::ui {
namespace {

QPolygonF backAndForth(int count, double length) {
  QPolygonF places;
  for (int i = 0; i <= count; ++i) places.push_back({i % 2 ? length : 0.0, 0});
  return places;
}

TEST(TrailSteps, OfAWayInOneDirectionNoneTurnsBack) {
  QPolygonF places;
  for (int i = 0; i < 40; ++i) places.push_back({20.0 * i, 0.3 * i * i});
  const auto steps = trailSteps(places);
  ASSERT_EQ(steps.size(), 39);
  for (const TrailStep& step : steps) {
    EXPECT_TRUE(step.jump);
    EXPECT_FALSE(step.turnsBack);
    EXPECT_EQ(step.strength, 1);
  }
}

TEST(TrailSteps, SmallStepsAreALineHoweverTheyTurn) {
  for (const TrailStep& step : trailSteps(backAndForth(30, 4))) {
    EXPECT_FALSE(step.jump);
    EXPECT_FALSE(step.turnsBack);
    EXPECT_EQ(step.strength, 1);
  }
}

TEST(TrailSteps, BackAndForthTurnsAndTheLatestAreTheStrongest) {
  const auto steps = trailSteps(backAndForth(30, 100));
  EXPECT_TRUE(std::all_of(steps.begin(), steps.end(), [](const TrailStep& step) { return step.turnsBack; }));
  EXPECT_EQ(steps.back().strength, 1);
  EXPECT_EQ(steps[steps.size() - 8].strength, 1);
  EXPECT_LT(steps[steps.size() - 10].strength, 1);
  EXPECT_EQ(steps.front().strength, 0);
  for (std::size_t i = 1; i < steps.size(); ++i) EXPECT_GE(steps[i].strength, steps[i - 1].strength);
}

TEST(TrailSteps, ArcsForthAndBackLieOnBothSides) {
  const QPolygonF forth = arcBetween({0, 0}, {100, 0}), back = arcBetween({100, 0}, {0, 0});
  EXPECT_EQ(forth.front(), QPointF(0, 0));
  EXPECT_EQ(forth.back(), QPointF(100, 0));
  EXPECT_GT(forth.boundingRect().height(), 3);
  EXPECT_LT(forth.boundingRect().top() * back.boundingRect().bottom(), 0);
}

TEST(TrailSteps, OnlyTheLatestStepsBackAndForthAreArcs) {
  const QPolygonF places = backAndForth(2000, 100);
  const auto steps = trailSteps(places);
  EXPECT_LT(std::count_if(steps.begin(), steps.end(),
                          [](const TrailStep& step) { return step.kind() == StepKind::arc; }),
            20);
  const auto past = pastSteps(places, steps);
  ASSERT_EQ(past.size(), 1U);  // all the others lie on it
  EXPECT_EQ(past[0].length(), 100);
  EXPECT_TRUE(linesOf(places, steps).empty());
}

TEST(TrailSteps, PastStepsThatLieApartAreAllDrawn) {
  QPolygonF places;
  for (int i = 0; i <= 100; ++i) places.push_back({i % 2 ? 100.0 + i : 0.0, 2.0 * i});
  const auto steps = trailSteps(places);
  const auto past = std::count_if(steps.begin(), steps.end(),
                                  [](const TrailStep& step) { return step.kind() == StepKind::past; });
  EXPECT_GT(past, 80);
  EXPECT_EQ(pastSteps(places, steps).size(), static_cast<std::size_t>(past));
}

TEST(TrailSteps, ALineEndsWhereStepsTurnBack) {
  const QPolygonF places{{{0, 0}, {20, 0}, {40, 0}, {0, 0}, {0, 20}, {0, 40}}};
  const auto lines = linesOf(places, trailSteps(places));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], (QPolygonF{{{0, 0}, {20, 0}}}));
  EXPECT_EQ(lines[1], (QPolygonF{{{0, 0}, {0, 20}, {0, 40}}}));
}

TEST(TrailSteps, FewPlacesAreNoSteps) {
  EXPECT_TRUE(trailSteps({}).empty());
  EXPECT_TRUE(trailSteps(QPolygonF{{QPointF(3, 4)}}).empty());
}

}  // namespace
}  // namespace lossarium::ui
