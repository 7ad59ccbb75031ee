#include "ui/session/duel_session.h"

#include "core/datasets/edits.h"
#include "core/duel/duel_problems.h"
#include "core/duel/ready_duels.h"
#include "tests/support/wait.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class DuelSessionTest : public testing::Test {
 protected:
  void SetUp() override {
    session.open(withShared(readyDuels()[0].make(), "training.epochs", std::int64_t{60}));
    session.setSpeed(std::numeric_limits<double>::infinity());
    ASSERT_TRUE(standsAt(0));
    ASSERT_TRUE(waitUntil([this] { return session.surfaces() != nullptr; }));
  }

  /// Whether what is shown is of the plan as it is now, at rest at that epoch.
  bool standsAt(std::int64_t epoch) {
    return waitUntil([&] {
      const auto frame = session.frame();
      if (!frame || frame->running || frame->epoch != epoch || session.isBuildingData()) return false;
      return planOf(session.problems()) == session.plan();
    });
  }
  Vector alone(std::size_t contender, std::int64_t epochs) const {
    RecordedRun run(build(session.plan().contenders[contender]));
    while (run.state().epoch < epochs && run.step()) {
    }
    return run.state().weights;
  }
  void expectEachAlone(std::int64_t epochs) {
    for (std::size_t i = 0; i < session.plan().contenders.size(); ++i)
      EXPECT_EQ(session.frame()->runs[i]->state.weights, alone(i, epochs)) << i;
  }

  DuelSession session;
};

TEST_F(DuelSessionTest, RunsAllToTheirEndAndGoesOn) {
  session.toggle();
  ASSERT_TRUE(standsAt(60));
  expectEachAlone(60);
  session.toggle();
  EXPECT_TRUE(standsAt(120));
}

TEST_F(DuelSessionTest, AnEditRunsAllAnewUpToTheSameMoment) {
  session.toggle();
  ASSERT_TRUE(standsAt(60));
  session.setShared("optimizer.learning_rate", 0.05);
  ASSERT_TRUE(standsAt(60));
  expectEachAlone(60);
  session.setOwn(2, "loss.delta", 3.0);
  ASSERT_TRUE(standsAt(60));
  EXPECT_EQ(session.plan().contenders[2].loss.real("delta"), 3.0);
  expectEachAlone(60);
  EXPECT_EQ(session.plan().contenders[0].optimizer.real("learning_rate"), 0.05);
}

TEST_F(DuelSessionTest, WhatIsUndoneComesBack) {
  const DuelPlan before = session.plan();
  session.choose(2);
  session.addCopy("loss.delta", 4.0);
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(session.plan().contenders.size(), 5U);
  session.remove(1);
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(session.plan().contenders.size(), 4U);
  session.undo();
  session.undo();
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(session.plan(), before);
  EXPECT_FALSE(session.canUndo());
  session.redo();
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(session.plan().contenders.size(), 5U);
}

TEST_F(DuelSessionTest, ADraggedSliderIsUndoneAtOnce) {
  for (const double rate : {0.3, 0.4, 0.5}) session.setShared("optimizer.learning_rate", rate);
  ASSERT_TRUE(standsAt(0));
  session.undo();
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(session.plan().contenders[1].optimizer.real("learning_rate"), 0.2);
}

TEST_F(DuelSessionTest, WhatCannotBeIsRefusedAndTheRestStays) {
  const DuelPlan before = session.plan();
  QSignalSpy failed(&session, &DuelSession::failed);
  session.setOwn(0, "loss.id", std::string("log_loss"));  // of another task: only building finds out
  ASSERT_TRUE(waitUntil([&] { return failed.count() == 1; }));
  EXPECT_EQ(session.plan(), before);
  EXPECT_FALSE(session.canRedo());
  session.setShared("optimizer.learning_rate", -1.0);
  EXPECT_EQ(failed.count(), 2);
  EXPECT_TRUE(failed[1][0].toString().startsWith("Learning rate")) << failed[1][0].toString().toStdString();
  session.setOwn(0, "split.train", 0.5);
  EXPECT_EQ(failed.count(), 3);
  EXPECT_EQ(session.plan(), before);
}

TEST_F(DuelSessionTest, ARefusalTakesBackAllThatWasAskedSinceTheLastThatHeld) {
  session.setShared("optimizer.learning_rate", 0.3);
  ASSERT_TRUE(standsAt(0));
  const DuelPlan held = session.plan();
  QSignalSpy failed(&session, &DuelSession::failed);
  session.setShared("training.epochs", std::int64_t{70});
  session.setOwn(0, "loss.id", std::string("log_loss"));
  ASSERT_TRUE(waitUntil([&] { return failed.count() == 1; }));
  EXPECT_EQ(session.plan(), held);
  EXPECT_FALSE(session.canRedo());
  session.undo();
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(session.plan().contenders[0].optimizer.real("learning_rate"), 0.2);
}

TEST(EmptyDuelSession, OfAFirstOneThatIsRefusedNothingIsLeftToGoBackTo) {
  DuelSession session;
  QSignalSpy failed(&session, &DuelSession::failed);
  DuelPlan faulty = readyDuels()[0].make();
  faulty.contenders[0].loss = {"log_loss", {}};
  session.open(faulty);
  ASSERT_TRUE(waitUntil([&] { return failed.count() == 1; }));
  EXPECT_TRUE(session.isEmpty());
  session.open(readyDuels()[0].make());
  ASSERT_TRUE(waitUntil([&] { return session.frame() != nullptr; }));
  EXPECT_FALSE(session.canUndo());
}

TEST_F(DuelSessionTest, APointThatIsDraggedIsOneForAllAndTheirSharesFollow) {
  session.wantLedgers(true);
  session.toggle();
  ASSERT_TRUE(standsAt(60));
  ASSERT_TRUE(waitUntil([&] { return session.frame()->runs[0]->ledger != nullptr; }));
  const auto share = [this](std::size_t run) { return session.frame()->runs[run]->ledger->share[0]; };
  std::vector<double> before{share(0), share(2)};
  const Dataset& data = *session.dataProblem()->dataset;
  double last = 0;
  for (const double target : {10.0, 40.0, 160.0}) {
    Edit edit;
    edit.row = 0;
    edit.features.resize(1);
    edit.features[0] = data.features(0, 0);
    edit.target = target;
    session.setDataEdits(withEdit({}, toText(edit, data), data.count()), "gesture 1");
    ASSERT_TRUE(waitUntil([&] {
      const auto run = session.dataFrame();
      return !session.isBuildingData() && run && run->ledger && run->problem->dataset->target(0, 0) == target;
    }));
    EXPECT_GT(share(0), last) << "under MSE it climbs";
    last = share(0);
    for (const auto& run : session.frame()->runs)
      EXPECT_EQ(run->problem->dataset, session.dataProblem()->dataset);
  }
  EXPECT_GT(share(0), 0.8);
  EXPECT_LT(share(2), share(0)) << "under Huber it stays behind";
  session.undo();  // the whole gesture
  ASSERT_TRUE(standsAt(60));
  EXPECT_TRUE(editsOf(session.plan().contenders[0].dataset).empty());
}

TEST_F(DuelSessionTest, OtherDataTakeLossesOfTheirTaskThatDifferAgain) {
  session.setShared("dataset.id", std::string("two_moons"));
  ASSERT_TRUE(standsAt(0));
  std::set<std::string> losses;
  for (const Experiment& each : session.plan().contenders) losses.insert(each.loss.id);
  EXPECT_EQ(losses.size(), 4U);
  for (const auto& problem : session.problems()) {
    EXPECT_EQ(problem->loss->spec().task, Task::binary);
    EXPECT_EQ(problem->optimizer->learningRate(), session.problems()[0]->optimizer->learningRate());
  }
}

TEST_F(DuelSessionTest, SurfacesStandOverOnePlaneAndRunsOfOneObjectiveShareThem) {
  EXPECT_EQ(session.surfaces()->groups.size(), 4U);
  const Slice& slice = session.surfaces()->results[0]->surface->slice;
  for (const auto& result : session.surfaces()->results) {
    EXPECT_EQ(result->surface->slice.a, slice.a);
    EXPECT_EQ(result->surface->slice.b, slice.b);
  }
  session.open({{session.plan().contenders[0]}});
  ASSERT_TRUE(standsAt(0));
  session.addCopy("optimizer.id", std::string("adam"));
  ASSERT_TRUE(waitUntil([&] {
    const auto surfaces = session.surfaces();
    return surfaces->groups.size() == 1 && surfaces->groups[0] == SurfaceGroup{0, 1};
  }));
}

TEST_F(DuelSessionTest, APlaceOnASurfaceIsTheStartOfAll) {
  session.startAt(1, 2.0, 3.0);
  ASSERT_TRUE(standsAt(0));
  const Vector start = session.surfaces()->results[1]->surface->slice.at(2.0, 3.0);
  for (const auto& run : session.frame()->runs) EXPECT_EQ(run->state.weights, start);
  session.toggle();
  ASSERT_TRUE(standsAt(60));
  expectEachAlone(60);
  session.goToStep(2, 17);
  ASSERT_TRUE(standsAt(17));
  session.undo();
  ASSERT_TRUE(standsAt(17));
  EXPECT_TRUE(session.plan().contenders[0].start.weights.empty());
}

TEST_F(DuelSessionTest, RowsThatWereSeenStaySeen) {
  session.open(withShared(withShared(session.plan(), "split.train", 0.6), "split.test", 0.4));
  ASSERT_TRUE(standsAt(0));
  session.setShared("optimizer.learning_rate", 0.07);
  session.openTest();
  ASSERT_TRUE(standsAt(0));
  session.undo();
  session.undo();
  ASSERT_TRUE(standsAt(0));
  EXPECT_EQ(session.plan().contenders[0].optimizer.real("learning_rate"), 0.2);
  EXPECT_TRUE(session.plan().contenders[0].split.testOpened);
}

TEST_F(DuelSessionTest, AMetricOverTheEpochsIsThatOfEachRun) {
  session.toggle();
  ASSERT_TRUE(standsAt(60));
  session.wantCurve("mae");
  ASSERT_TRUE(waitUntil(
      [&] { return session.curves().size() == 4 && session.curves()[3]->points.back().step == 60; }));
  const auto loss = makeLoss({"mae", {}});
  for (std::size_t i = 0; i < 4; ++i) {
    const RunFrame& run = *session.frame()->runs[i];
    const double separate = run.problem->training->loss(run.state.weights, *loss);
    EXPECT_NEAR(session.curves()[i]->points.back().training, separate, 1e-12 * separate);
  }
}

}  // namespace
}  // namespace lossarium::ui
