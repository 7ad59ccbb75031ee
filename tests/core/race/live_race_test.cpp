#include "core/race/live_race.h"

#include "tests/core/support/testing.h"
#include "tests/core/support/watched.h"

#include <gtest/gtest.h>

#include <chrono>

namespace lossarium {
namespace {

using Frame = std::shared_ptr<const RaceFrame>;

constexpr double asFastAsItGoes = std::numeric_limits<double>::infinity();

class WatchedRace : public testing::Watched<LiveRace, RaceFrame> {
 public:
  Frame atStep(std::int64_t step) {
    return frameWhere([step](const RaceFrame& frame) { return frame.step == step && !frame.running; });
  }
  Frame standing() {
    return frameWhere([](const RaceFrame& frame) { return !frame.running && frame.step > 0; });
  }
};

RaceSetup setupOf(std::int64_t steps, double tolerance = 0) {
  return raceOn({"rosenbrock", {}}, {{"adam"}, {"momentum"}, {"gradient_descent", {{"learning_rate", 0.01}}}},
                steps, tolerance);
}

RaceFrame replay(std::int64_t steps, std::int64_t to) {
  Race race(setupOf(steps));
  while (race.stepNow() < to && race.step()) {
  }
  return race.frame();
}

void expectSame(const RaceFrame& one, const RaceFrame& other) {
  ASSERT_EQ(one.entrants.size(), other.entrants.size());
  EXPECT_EQ(one.step, other.step);
  for (std::size_t i = 0; i < one.entrants.size(); ++i) {
    EXPECT_EQ(one.entrants[i].now, other.entrants[i].now);
    EXPECT_EQ(one.entrants[i].gradient, other.entrants[i].gradient);
    EXPECT_EQ(one.entrants[i].lastStep, other.entrants[i].lastStep);
    EXPECT_EQ(one.entrants[i].stop, other.entrants[i].stop);
  }
}

TEST(LiveRace, ShowsAFrameAtStepZeroWhenLoaded) {
  WatchedRace race;
  const auto generation = race->load(setupOf(90));
  const Frame frame = race.atStep(0);
  EXPECT_EQ(frame->generation, generation);
  EXPECT_EQ(frame->plannedSteps, 90);
  ASSERT_EQ(frame->entrants.size(), 3U);
  EXPECT_TRUE(frame->setup->entrants[0].has("learning_rate")) << "completed";
  EXPECT_EQ(frame->entrants[0].path.size(), 1U);
  EXPECT_EQ(race->takeFrame(), nullptr);
}

TEST(LiveRace, PlaysToItsEndWithTheBytesOfARaceAlone) {
  for (const double speed : {asFastAsItGoes, 20000.0}) {
    WatchedRace race;
    race->setSpeed(speed);
    race->load(setupOf(3000));
    race->play();
    const Frame end = race.standing();
    EXPECT_EQ(end->step, 3000);
    expectSame(*end, replay(3000, 3000));
    EXPECT_EQ(end->entrants[2].stop, Stop::diverged) << "and the others went on";
    EXPECT_EQ(end->entrants[0].path, replay(3000, 3000).entrants[0].path);
  }
}

TEST(LiveRace, PausesStepsAndGoesOn) {
  WatchedRace race;
  race->setSpeed(asFastAsItGoes);
  race->load(setupOf(1000000000));
  race->play();
  race.frameWhere([](const RaceFrame& frame) { return frame.running && frame.step > 100; });
  race->pause();
  const std::int64_t paused = race.standing()->step;
  race->step();
  EXPECT_EQ(race.atStep(paused + 1)->headStep, paused + 1);
  race->stepBack();
  race->stepBack();
  const Frame back = race.atStep(paused - 1);
  EXPECT_EQ(back->headStep, paused + 1);
  EXPECT_FALSE(back->atHead());
  expectSame(*back, replay(1000000000, paused - 1));
  race->play();
  race.frameWhere([&](const RaceFrame& frame) { return frame.step > paused + 10; });
}

TEST(LiveRace, GoesToAnyMomentAndOnlyTheLastThatWasAskedForCounts) {
  WatchedRace race;
  race->setSpeed(asFastAsItGoes);
  race->load(setupOf(20000));
  race->play();
  race.standing();
  for (std::int64_t step = 0; step < 20000; ++step) race->goTo(step * 7919 % 20000);
  race->goTo(12345);
  expectSame(*race.atStep(12345), replay(20000, 12345));
  race->goTo(-5);
  EXPECT_EQ(race.atStep(0)->headStep, 20000);
  race->goToHead();
  expectSame(*race.atStep(20000), replay(20000, 20000));
}

TEST(LiveRace, LoadingStartsAnewWhileItRuns) {
  WatchedRace race;
  race->setSpeed(asFastAsItGoes);
  const auto first = race->load(setupOf(1000000000));
  race->play();
  race.frameWhere([](const RaceFrame& frame) { return frame.step > 100; });
  const auto second = race->load(raceOn({"booth", {}}, {{"newton"}}));
  EXPECT_NE(first, second);
  const Frame frame = race.frameWhere([&](const RaceFrame& each) { return each.generation == second; });
  EXPECT_EQ(frame->step, 0);
  EXPECT_FALSE(frame->running);
  EXPECT_EQ(frame->entrants.size(), 1U);
}

// So a changed entrant stands where the race was.
TEST(LiveRace, CatchesUpToAStepAlsoPastThePlan) {
  WatchedRace race;
  const auto generation = race->load(setupOf(1000), 2500);
  const auto isThere = [&](const RaceFrame& frame) {
    return frame.generation == generation && frame.step > 0;
  };
  const Frame frame = race.frameWhere(isThere);
  EXPECT_EQ(frame->step, 2500);
  EXPECT_EQ(frame->plannedSteps, 3000);
  EXPECT_FALSE(frame->running);
  race->load(setupOf(1000), std::int64_t{1} << 60);
  race->pause();
  race.frameWhere([&](const RaceFrame& each) { return each.generation > generation && !each.running; });
}

TEST(LiveRace, PlayAfterTheEndGoesOnForAsManyAgain) {
  WatchedRace race;
  race->setSpeed(asFastAsItGoes);
  race->load(setupOf(50));
  race->play();
  EXPECT_EQ(race.standing()->step, 50);
  race->play();
  EXPECT_EQ(race.atStep(100)->plannedSteps, 100);
}

TEST(LiveRace, WhatCannotRunSaysWhy) {
  WatchedRace race;
  race->load(raceOn({"booth", {}}, {{"adam", {{"beta1", 3.0}}}}));
  const Frame frame = race.frameWhere([](const RaceFrame&) { return true; });
  testing::expectHolds(frame->fault, "beta1");
  EXPECT_TRUE(frame->entrants.empty());
  race->play();
  race->step();
  race->goTo(3);
  race->load(setupOf(10));
  EXPECT_EQ(race.frameWhere([](const RaceFrame& each) { return each.fault.empty(); })->entrants.size(), 3U);
}

}  // namespace
}  // namespace lossarium
