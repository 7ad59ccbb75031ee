#include "ui/session/race_session.h"

#include "tests/support/wait.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class RaceSessionTest : public testing::Test {
 protected:
  void SetUp() override {
    session.setSpeed(std::numeric_limits<double>::infinity());
    session.open(defaultRace());
    ASSERT_TRUE(standsAt(0));
    ASSERT_TRUE(waitUntil([this] { return session.surface() != nullptr; }));
  }

  /// Whether what is shown is of the plan as it is now, at rest at that step.
  bool standsAt(std::int64_t step) {
    return waitUntil([&] {
      const auto frame = session.frame();
      return frame && !frame->running && frame->step == step && isOfThePlan(*frame);
    });
  }
  bool isOfThePlan(const RaceFrame& frame) const {
    const RacePlan& plan = session.plan();
    if (frame.entrants.size() != plan.entrants.size() || frame.setup->start != startOf(plan.objective))
      return false;
    for (std::size_t i = 0; i < plan.entrants.size(); ++i)
      for (const auto& [key, value] : plan.entrants[i].parameters)
        if (frame.entrants[i].optimizer.id != plan.entrants[i].id ||
            frame.entrants[i].optimizer.parameters.at(key) != value)
          return false;
    return true;
  }
  /// The same race, run alone.
  std::vector<RacePlace> alone(std::size_t entrant, std::int64_t steps) const {
    Race race(setupOf(session.plan()));
    while (race.stepNow() < steps && race.step()) {
    }
    return race.frame().entrants[entrant].path;
  }

  RaceSession session;
};

TEST_F(RaceSessionTest, RunsToItsEndAndGoesOnFromThere) {
  session.toggle();
  ASSERT_TRUE(standsAt(1000));
  EXPECT_EQ(session.frame()->entrants[2].path, alone(2, 1000));
  session.toggle();
  EXPECT_TRUE(standsAt(2000));
}

TEST_F(RaceSessionTest, StepsForthAndBackToTheByte) {
  for (int i = 0; i < 50; ++i) session.stepBatch();
  ASSERT_TRUE(standsAt(50));
  const auto there = session.frame()->entrants[1].now;
  session.stepBackEpoch();
  ASSERT_TRUE(standsAt(40));
  session.stepEpoch();
  ASSERT_TRUE(standsAt(50));
  EXPECT_EQ(session.frame()->entrants[1].now, there);
  session.goTo(7);
  ASSERT_TRUE(standsAt(7));
  session.goToHead();
  EXPECT_TRUE(standsAt(50));
  session.reset();
  EXPECT_TRUE(standsAt(0));
}

TEST_F(RaceSessionTest, AnEditRunsItAnewToTheSameMoment) {
  session.stepEpoch();
  ASSERT_TRUE(standsAt(10));
  session.setOptimizerParameter(0, "learning_rate", 0.0005);
  ASSERT_TRUE(standsAt(10));
  EXPECT_EQ(session.frame()->entrants[0].path, alone(0, 10));
  session.setOptimizer(1, "rmsprop");
  ASSERT_TRUE(standsAt(10));
  EXPECT_EQ(session.frame()->entrants[1].optimizer.id, "rmsprop");
  session.undo();
  session.undo();
  EXPECT_EQ(session.plan(), defaultRace());
  EXPECT_TRUE(standsAt(10));
  EXPECT_FALSE(session.canUndo());
  session.redo();
  EXPECT_EQ(session.plan().entrants[0].real("learning_rate"), 0.0005);
}

TEST_F(RaceSessionTest, ItRunsOnWhileItIsEdited) {
  session.setSpeed(50);
  session.play();
  ASSERT_TRUE(waitUntil([this] { return session.frame()->step > 3; }));
  session.setOptimizerParameter(2, "learning_rate", 0.01);
  EXPECT_TRUE(waitUntil([this] {
    const auto frame = session.frame();
    return frame->running && isOfThePlan(*frame) && frame->step > 6;
  }));
  session.toggle();
  EXPECT_TRUE(waitUntil([this] { return !session.frame()->running; }));
}

// A start that is dragged asks for a race a mouse move: the last one stands, and it is one step of undo.
TEST_F(RaceSessionTest, AStormOfStartsLeavesTheLastOne) {
  session.toggle();
  ASSERT_TRUE(standsAt(1000));
  for (int i = 0; i < 1000; ++i) session.dragStart(-2 + 0.003 * i, 0.5 + 0.001 * i);
  ASSERT_TRUE(standsAt(1000));
  EXPECT_EQ(session.frame()->entrants[0].path, alone(0, 1000));
  EXPECT_EQ(session.frame()->setup->start, startOf(session.plan().objective));
  session.undo();
  EXPECT_EQ(session.plan(), defaultRace());
}

TEST_F(RaceSessionTest, AnotherFunctionBringsItsStartAndItsSurface) {
  session.stepEpoch();
  ASSERT_TRUE(standsAt(10));
  session.setFunction("himmelblau");
  EXPECT_EQ(session.frame(), nullptr) << "ways over another function are not shown on this one";
  ASSERT_TRUE(standsAt(0));
  ASSERT_TRUE(waitUntil([this] { return session.surfaceOf().id == "himmelblau"; }));
  const Surface& surface = *session.surface();
  const auto function = makeTestFunction({"himmelblau"});
  for (const Index i : {Index{0}, surface.a.size() / 3, surface.a.size() - 1})
    EXPECT_EQ(surface.values(i / 2, i), function->value(Eigen::Vector2d(surface.a[i], surface.b[i / 2])));
  const auto before = session.surface();
  session.startAt(1, 1);
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(session.surface(), before) << "the start is no part of it";
}

TEST_F(RaceSessionTest, WhatIsWrongIsSaidAndNothingChanges) {
  QSignalSpy failed(&session, &RaceSession::failed), shown(&session, &RaceSession::planChanged);
  session.setOptimizerParameter(0, "learning_rate", -1.0);
  session.setFunctionParameter("x", std::string("far"));
  session.setSteps(std::int64_t{-5});
  EXPECT_EQ(failed.size(), 3);
  EXPECT_EQ(shown.size(), 3) << "controls go back to what holds";
  EXPECT_EQ(session.plan(), defaultRace());
  EXPECT_FALSE(session.canUndo());
}

TEST_F(RaceSessionTest, OneToSixTakePart) {
  for (int i = 0; i < 5; ++i) session.addEntrant("adagrad");
  EXPECT_EQ(session.plan().entrants.size(), 6U);
  for (int i = 0; i < 7; ++i) session.removeEntrant(0);
  EXPECT_EQ(session.plan().entrants.size(), 1U);
  EXPECT_TRUE(standsAt(0));
}

TEST_F(RaceSessionTest, CalmRatesAreFoundFromThePresentStart) {
  session.setOptimizerParameter(0, "learning_rate", 0.5);
  session.startAt(1.8, 2.5);
  session.findCalmRates();
  ASSERT_TRUE(standsAt(0));
  EXPECT_FALSE(session.plan().entrants[0].has("learning_rate"));
  EXPECT_LT(session.frame()->entrants[0].optimizer.real("learning_rate"), 0.01);
  EXPECT_EQ(session.record()[0].optimizer, session.frame()->entrants[0].optimizer);
}

TEST_F(RaceSessionTest, NewStartsDifferAndLieInWhatIsShown) {
  const TestFunctionSpec& spec = testFunctionSpec("rosenbrock");
  std::vector<Vector> starts;
  for (int i = 0; i < 5; ++i) {
    session.newStart();
    starts.push_back(startOf(session.plan().objective));
    EXPECT_TRUE(spec.x.contains(starts.back()[0]) && spec.y.contains(starts.back()[1]));
    if (i > 0) {
      EXPECT_NE(starts[static_cast<std::size_t>(i) - 1], starts.back());
    }
  }
}

}  // namespace
}  // namespace lossarium::ui
