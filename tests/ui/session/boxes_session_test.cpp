#include "ui/session/boxes_session.h"

#include "tests/support/wait.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class BoxesSessionTest : public testing::Test {
 protected:
  void SetUp() override {
    session.setSpeed(std::numeric_limits<double>::infinity());
    session.open(defaultBoxRace());
    ASSERT_TRUE(standsAt(0));
  }

  /// Whether the race and the field are of the plan as it is now, and at rest at that step.
  bool standsAt(std::int64_t step) {
    return waitUntil([&] {
      const auto frame = session.frame();
      const auto reading = session.reading();
      return frame && !frame->running && frame->step == step && *frame->plan == session.plan() && reading &&
             reading->plan == session.plan() && reading->fieldPlan.loss.id == session.fieldLoss();
    });
  }

  BoxesSession session;
};

TEST_F(BoxesSessionTest, RunsToItsEndBackAndForth) {
  session.toggle();
  ASSERT_TRUE(standsAt(200));
  BoxRace alone(session.plan());
  alone.steps(200);
  for (std::size_t i = 0; i < session.plan().losses.size(); ++i)
    EXPECT_EQ(session.frame()->entrants[i].path, alone.frame().entrants[i].path);
  session.stepBackEpoch();
  ASSERT_TRUE(standsAt(190));
  session.goTo(3);
  ASSERT_TRUE(standsAt(3));
  session.reset();
  EXPECT_TRUE(standsAt(0));
}

TEST_F(BoxesSessionTest, ADragIsUndoneInOneAndTheTrailsFollowIt) {
  session.toggle();
  ASSERT_TRUE(standsAt(200));
  const BoxRacePlan before = session.plan();
  for (int i = 1; i <= 20; ++i) session.dragPrediction(before.prediction + Box::Constant(0.05 * i));
  session.endDrag();
  ASSERT_TRUE(standsAt(200));
  BoxRace alone(session.plan());
  alone.steps(200);
  EXPECT_EQ(session.frame()->entrants[1].now, alone.frame().entrants[1].now);
  session.dragTarget(before.target + Box::Constant(1));
  session.undo();
  session.undo();
  EXPECT_EQ(session.plan(), before);
  EXPECT_TRUE(standsAt(200));
}

TEST_F(BoxesSessionTest, WhoRacesIsChosenInTheCataloguesOrderAndOneStays) {
  for (const std::string& loss : boxLosses()) session.setRacing(loss, false);
  ASSERT_EQ(session.plan().losses.size(), 1u);
  EXPECT_EQ(session.plan().losses[0].id, boxLosses().back());
  session.setRacing("siou", true);
  session.setRacing("iou", true);
  ASSERT_EQ(session.plan().losses.size(), 3u);
  EXPECT_EQ(session.plan().losses[0].id, "iou");
  EXPECT_TRUE(standsAt(0));
  EXPECT_EQ(session.frame()->entrants.size(), 3u);
}

TEST_F(BoxesSessionTest, ADialOfALossIsTurnedForTheRaceAndTheField) {
  session.setField("alpha_iou", FieldAxes::size);
  session.setLossParameter("alpha_iou", "power", 2.0);
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(session.reading()->fieldPlan.loss.real("power"), 2.0);
  EXPECT_EQ(session.reading()->field.axes, FieldAxes::size);
}

TEST_F(BoxesSessionTest, WhatCannotBeIsSaidAndThePlanStays) {
  QSignalSpy failures(&session, &BoxesSession::failed);
  const BoxRacePlan before = session.plan();
  session.setPrediction(Box::Constant(std::nan("")));
  session.setOptimizerParameter("learning_rate", -1.0);
  session.setSteps(std::int64_t{-5});
  EXPECT_EQ(failures.size(), 3);
  EXPECT_TRUE(failures[1][0].toString().contains(QStringLiteral("Learning rate")));
  EXPECT_EQ(session.plan(), before);
}

TEST_F(BoxesSessionTest, OtherStartsAreDrawnAndEveryOptimiserRuns) {
  session.newStart();
  const Box first = session.plan().prediction;
  session.newStart();
  EXPECT_NE(session.plan().prediction, first);
  for (const std::string id : {"adam", "lbfgs", "newton", "momentum"}) {
    session.setOptimizer(id);
    session.reset();
    ASSERT_TRUE(standsAt(0)) << id;
    session.goTo(0);
    session.toggle();
    ASSERT_TRUE(waitUntil([&] { return session.frame()->step > 0 && !session.frame()->running; })) << id;
    for (const BoxEntrantFrame& each : session.frame()->entrants) EXPECT_TRUE(each.now.box.allFinite()) << id;
  }
}

}  // namespace
}  // namespace lossarium::ui
