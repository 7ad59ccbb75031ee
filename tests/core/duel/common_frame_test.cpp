#include "core/duel/common_frame.h"

#include "core/duel/duel_plan.h"
#include "core/duel/duel_problems.h"
#include "core/duel/ready_duels.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using Groups = std::vector<SurfaceGroup>;

DuelPlan onCalls() {
  return {{withSettings(defaultExperiment(), {{"dataset.id", std::string("belgian_calls")},
                                              {"optimizer.learning_rate", 0.2},
                                              {"training.epochs", std::int64_t{200}}})}};
}

DuelPlan mixed() {
  DuelPlan plan = withCopy(onCalls(), 0, "loss.id", std::string("huber"));
  plan = withCopy(plan, 0, "optimizer.id", std::string("adam"));
  plan = withCopy(plan, 1, "optimizer.learning_rate", 0.05);
  return withCopy(plan, 0, "penalty.l2", 0.1);
}

std::vector<Framing> framingsOf(const Duel::Setup& problems, const DuelFrame* frame,
                                const std::vector<Framing>& shown = {}) {
  return commonFramings(problems, surfaceGroups(problems), frame, shown, {});
}

DuelFrame played(const Duel::Setup& problems, int epochs) {
  Duel duel(problems);
  for (int i = 0; i < epochs; ++i) duel.step();
  return duel.frame();
}

TEST(CommonFrame, RunsOfOneObjectiveShareASurface) {
  const Duel::Setup problems = buildDuel(mixed());
  EXPECT_EQ(surfaceGroups(problems), (Groups{{0, 2}, {1, 3}, {4}}));
}

TEST(CommonFrame, OtherRowsAreAnotherObjective) {
  const auto clean = build(onCalls().contenders[0]);
  const auto spoilt = build(withSetting(onCalls().contenders[0], "disturbance.outliers", 0.2));
  EXPECT_FALSE(sameObjective(*clean, *spoilt));
  EXPECT_TRUE(
      sameObjective(*clean, *build(withSetting(clean->experiment, "training.seed", std::int64_t{9}))));
}

TEST(CommonFrame, AllOverOnePlaneInOneRangeThatHoldsEachWayAndMinimum) {
  const Duel::Setup problems = buildDuel(mixed());
  const DuelFrame frame = played(problems, 200);
  const auto framings = framingsOf(problems, &frame);
  ASSERT_EQ(framings.size(), 3U);
  for (const Framing& each : framings) {
    EXPECT_EQ(each.slice.u, framings[0].slice.u);
    EXPECT_EQ(each.slice.origin, framings[0].slice.origin);
    EXPECT_EQ(each.slice.a, framings[0].slice.a);
    EXPECT_EQ(each.slice.b, framings[0].slice.b);
    EXPECT_TRUE(each.shows(each.minimum.head<2>()));
    for (const auto& run : frame.runs)
      for (const PathPoint& point : run->path) EXPECT_TRUE(each.shows(each.slice.project(point.weights)));
  }
  EXPECT_TRUE(holdsAll(framings, surfaceGroups(problems), frame));
}

TEST(CommonFrame, WhatIsShownStaysWhileItHoldsAll) {
  const Duel::Setup problems = buildDuel(mixed());
  const DuelFrame frame = played(problems, 200);
  const auto shown = framingsOf(problems, &frame);
  const auto again = framingsOf(problems, &frame, shown);
  for (std::size_t g = 0; g < shown.size(); ++g) {
    EXPECT_EQ(again[g].slice.a, shown[g].slice.a);
    EXPECT_EQ(again[g].slice.b, shown[g].slice.b);
  }
}

TEST(CommonFrame, ABallOutsideAsksForAnother) {
  const Duel::Setup problems = buildDuel(onCalls());
  auto framings = framingsOf(problems, nullptr);
  const DuelFrame frame = played(problems, 200);
  EXPECT_TRUE(holdsAll(framings, surfaceGroups(problems), frame));
  framings[0].slice.a.maximum = framings[0].slice.a.minimum + 1e-6;
  EXPECT_FALSE(holdsAll(framings, surfaceGroups(problems), frame));
}

// Brier's loss on classes that are turned round falls for ever towards far away.
TEST(CommonFrame, AMinimumFarAwayDoesNotPressTheOthersToAPoint) {
  const Duel::Setup problems = buildDuel(readyDuels()[4].make());
  const DuelFrame frame = played(problems, 200);
  const auto framings = framingsOf(problems, &frame);
  for (const Framing& each : framings) {
    EXPECT_LT(each.slice.a.width(), 60);
    EXPECT_LT(each.slice.b.width(), 60);
  }
  EXPECT_TRUE(framings[0].shows(framings[0].minimum.head<2>()));
  EXPECT_TRUE(holdsAll(framings, surfaceGroups(problems), frame));
}

TEST(CommonFrame, ModelsOfOtherWeightsHavePlanesOfTheirOwn) {
  const DuelPlan plan = withCopy(onCalls(), 0, "model.id", std::string("mlp"));
  const Duel::Setup problems = buildDuel(plan);
  const auto framings = framingsOf(problems, nullptr);
  ASSERT_EQ(framings.size(), 2U);
  EXPECT_NE(framings[0].slice.u.size(), framings[1].slice.u.size());
}

}  // namespace
}  // namespace lossarium
