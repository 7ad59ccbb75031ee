#include "ui/session/session.h"

#include "core/experiment/examples.h"
#include "tests/support/wait.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class SessionTest : public testing::Test {
 protected:
  void SetUp() override {
    session.open(examples()[0].make());
    ASSERT_TRUE(settled());
  }

  bool settled() {
    return waitUntil([this] {
      const auto surface = session.surface();
      return session.frame() && surface && surface->finished && session.problem() &&
             surface->problem->experiment == session.experiment() &&
             session.problem()->experiment == session.experiment();
    });
  }
  void runToTheEnd() {
    session.setSpeed(asFastAsItGoes);
    session.play();
    ASSERT_TRUE(waitUntil([this] { return session.frame() && session.frame()->state.stop != Stop::none; }));
  }

  const RunFrame& frame() {
    waitUntil([this] { return session.frame() != nullptr; });  // none while a run is loaded anew
    return *session.frame();
  }

  Session session;
};

TEST_F(SessionTest, OpensStandingStillWithSurfaceAndBall) {
  EXPECT_EQ(frame().state.step, 0);
  EXPECT_FALSE(frame().running);
  EXPECT_EQ(session.surface()->surface->values.rows(), 101);
}

TEST_F(SessionTest, AtRestASliceIsCutThroughWhereTheRunIs) {
  session.apply({{"model", std::string("polynomial")}, {"model.degree", std::int64_t{6}}});
  ASSERT_TRUE(settled());
  const Vector start = session.surface()->surface->slice.origin;
  runToTheEnd();
  const auto throughTheRun = [this] {
    const Slice& slice = session.surface()->surface->slice;
    const Vector& weights = frame().state.weights;
    const Eigen::Vector2d place = slice.project(weights);
    return (slice.at(place.x(), place.y()) - weights).norm() < 1e-12 * weights.norm();
  };
  EXPECT_TRUE(waitUntil([&] { return session.surface()->finished && throughTheRun(); }));
  EXPECT_NE(session.surface()->surface->slice.origin, start);
}

TEST_F(SessionTest, RunsToTheLeastSquaresLineAndGoesOnAfterTheEnd) {
  runToTheEnd();
  EXPECT_EQ(frame().state.epoch, 400);
  const Coefficients line = coefficients(*frame().problem, frame().state.weights);
  EXPECT_NEAR(line.slopes[0], 0.50415, 1e-4);
  EXPECT_NEAR(line.intercept, -26.0059, 1e-3);
  session.play();
  EXPECT_TRUE(waitUntil([this] { return frame().state.epoch == 800; }));
}

TEST_F(SessionTest, ALossSwitchedOnTheWayKeepsTheWeightsAndMakesASeam) {
  for (int i = 0; i < 3; ++i) session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 3; }));
  const Vector weights = frame().state.weights;
  session.set("loss.id", std::string("mae"));
  ASSERT_TRUE(settled());
  ASSERT_TRUE(waitUntil([this] { return !frame().seams.empty(); }));
  EXPECT_EQ(frame().state.weights, weights);
  EXPECT_EQ(frame().seams.back().label, "MSE → MAE");
  EXPECT_TRUE(frame().seams.back().otherUnit);
  EXPECT_EQ(session.record().changes.size(), 1u);
  EXPECT_EQ(session.record().loss.id, "mse");
}

TEST_F(SessionTest, TheRecordReplaysToTheSameBytes) {
  for (int i = 0; i < 5; ++i) session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 5; }));
  session.set("loss.id", std::string("huber"));
  ASSERT_TRUE(waitUntil([this] { return !frame().seams.empty(); }));
  for (int i = 0; i < 4; ++i) session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 9; }));
  Trainer replay(build(session.record()));
  while (replay.state().step < 9) ASSERT_TRUE(replay.step());
  EXPECT_EQ(replay.state().weights, frame().state.weights);
}

TEST_F(SessionTest, AnotherDataSetStartsAnew) {
  session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 1; }));
  session.set("dataset.id", std::string("cars"));
  ASSERT_TRUE(settled());
  ASSERT_TRUE(waitUntil([this] { return frame().problem->experiment.dataset.id == "cars"; }));
  EXPECT_EQ(frame().state.step, 0);
}

TEST_F(SessionTest, ATargetOfAnotherTaskTakesItsLossInOneStep) {
  session.set("dataset.id", std::string("penguins"));
  ASSERT_TRUE(settled());
  session.set("loss.id", std::string("huber"));
  ASSERT_TRUE(settled());
  const Experiment before = session.experiment();
  session.set("dataset.target", std::string("species"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(session.experiment().loss.id, "cross_entropy");
  EXPECT_EQ(session.experiment().optimizer.real("learning_rate"), 0.5);
  ASSERT_TRUE(waitUntil([this] { return frame().problem->model->outputCount() == 3; }));
  EXPECT_EQ(frame().state.step, 0);
  session.undo();
  ASSERT_TRUE(settled());
  EXPECT_EQ(session.experiment(), before);
  session.redo();
  ASSERT_TRUE(settled());
  EXPECT_EQ(session.experiment().loss.id, "cross_entropy");
}

TEST_F(SessionTest, WithinATaskAnotherLossKeepsTheRunOfAClassifierGoing) {
  session.open(withSettings(defaultExperiment(), {{"dataset.id", std::string("iris")},
                                                  {"dataset.target", std::string("species")}}));
  ASSERT_TRUE(settled());
  for (int i = 0; i < 3; ++i) session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 3; }));
  const Vector weights = frame().state.weights;
  session.set("loss.id", std::string("multiclass_hinge"));
  ASSERT_TRUE(waitUntil([this] { return !frame().seams.empty(); }));
  EXPECT_EQ(frame().state.weights, weights);
  EXPECT_EQ(frame().seams.back().label, "Cross-entropy → Hinge");
}

// A weighted focal loss on penguins of two sexes.
class AbsentSettingTest : public SessionTest {
 protected:
  void SetUp() override {
    const Example& sexes = examples()[exampleNamed("Penguins: female or male")];
    session.open(withSettings(sexes.make(), {{"loss.id", std::string("focal")}}));
    ASSERT_TRUE(settled());
    session.set("loss.alpha", 0.25);
    ASSERT_TRUE(settled());
  }
};

TEST_F(AbsentSettingTest, IsUndoneInOneStep) {
  const Experiment weighted = session.experiment();
  session.unset("loss.alpha");
  ASSERT_TRUE(settled());
  const Experiment plain = session.experiment();
  EXPECT_FALSE(plain.loss.has("alpha"));
  EXPECT_EQ(withSetting(plain, "loss.alpha", 0.25), weighted);
  session.undo();
  EXPECT_EQ(session.experiment(), weighted);
  ASSERT_TRUE(settled());
  session.redo();
  EXPECT_EQ(session.experiment(), plain);
  ASSERT_TRUE(settled());
}

TEST_F(AbsentSettingTest, ChangesARunUnderWayAndIsReplayed) {
  for (int i = 0; i < 5; ++i) session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 5; }));
  const Vector weights = frame().state.weights;
  session.unset("loss.alpha");
  ASSERT_TRUE(waitUntil([this] { return frame().seams.size() == 1; }));
  EXPECT_EQ(frame().state.weights, weights);
  EXPECT_FALSE(frame().problem->experiment.loss.has("alpha"));
  EXPECT_EQ(frame().seams[0].label, "alpha 0.25 → none");
  for (int i = 0; i < 4; ++i) session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 9; }));
  EXPECT_EQ(session.record().loss.real("alpha"), 0.25);
  Trainer replay(build(session.record()));
  while (replay.state().step < 9) ASSERT_TRUE(replay.step());
  EXPECT_EQ(replay.state().weights, frame().state.weights);
}

TEST_F(SessionTest, ALossThatDoesNotFitIsRefusedAndTakenBack) {
  const QSignalSpy failures(&session, &Session::failed);
  const Experiment before = session.experiment();
  session.set("loss.id", std::string("log_loss"));
  ASSERT_TRUE(waitUntil([&] { return failures.count() == 1; }));
  EXPECT_TRUE(failures[0][0].toString().contains(QStringLiteral("mse, rmse, mae")));
  EXPECT_EQ(session.experiment(), before);
}

TEST_F(SessionTest, UndoAndRedoGiveBackEachSetting) {
  const Experiment first = session.experiment();
  session.set("loss.id", std::string("huber"));
  session.set("loss.delta", 2.5);
  const Experiment last = session.experiment();
  session.undo();
  EXPECT_EQ(session.experiment().loss.real("delta"), 1.0);
  session.undo();
  EXPECT_EQ(session.experiment(), first);
  EXPECT_FALSE(session.canUndo());
  session.redo();
  session.redo();
  EXPECT_EQ(session.experiment(), last);
  EXPECT_FALSE(session.canRedo());
  EXPECT_TRUE(settled());
}

TEST_F(SessionTest, ADraggedSliderIsUndoneAsOne) {
  session.set("optimizer.momentum", 0.1);
  session.set("optimizer.momentum", 0.2);
  session.set("optimizer.momentum", 0.3);
  session.undo();
  EXPECT_EQ(session.experiment().optimizer.real("momentum"), 0.0);
}

TEST_F(SessionTest, AWrongValueIsRefusedInWordsAndNothingIsLost) {
  const QSignalSpy failures(&session, &Session::failed);
  const Experiment before = session.experiment();
  session.set("optimizer.learning_rate", std::string("fast"));
  session.set("optimizer.learning_rate", -1.0);
  ASSERT_EQ(failures.count(), 2);
  EXPECT_TRUE(failures[0][0].toString().contains("fast"));
  EXPECT_TRUE(failures[1][0].toString().contains("range"));
  EXPECT_EQ(session.experiment(), before);
}

TEST_F(SessionTest, AFileThatCannotBeReadGivesBackTheLastExperiment) {
  const QSignalSpy failures(&session, &Session::failed);
  const Experiment before = session.experiment();
  session.open(withSettings(
      before, {{"dataset.id", std::string("csv")}, {"dataset.file", std::string("/no/such.csv")}}));
  ASSERT_TRUE(waitUntil([&] { return failures.count() == 1; }));
  EXPECT_TRUE(failures[0][0].toString().contains("/no/such.csv"));
  EXPECT_EQ(session.experiment(), before);
  runToTheEnd();
  EXPECT_EQ(frame().state.stop, Stop::epochs);
}

TEST(Session, AFileRefusedBeforeAnythingWasShownLeavesWhatWasAskedForFirst) {
  Session session;
  const QSignalSpy failures(&session, &Session::failed);
  const Experiment first = examples()[0].make();
  session.open(first);
  session.open(withSettings(
      first, {{"dataset.id", std::string("csv")}, {"dataset.file", std::string("/no/such.csv")}}));
  ASSERT_TRUE(waitUntil([&] { return failures.count() == 1; }));
  ASSERT_TRUE(waitUntil([&] { return session.frame() && session.surface() && session.surface()->finished; }));
  EXPECT_EQ(session.experiment(), first);
  EXPECT_EQ(session.frame()->record, first);
  EXPECT_FALSE(session.canUndo());
}

TEST_F(SessionTest, AStormOfEditsLeavesOneRightSurface) {
  session.set("loss.id", std::string("huber"));
  for (int i = 1; i <= 300; ++i) session.set("loss.delta", 0.01 * i);
  ASSERT_TRUE(settled());
  EXPECT_EQ(session.experiment().loss.real("delta"), 3.0);
  const Surface& surface = *session.surface()->surface;
  const auto exact = build(session.experiment());
  EXPECT_NEAR(surface.values(7, 60), exact->training->value(surface.slice.at(surface.a[60], surface.b[7])),
              1e-9);
}

TEST_F(SessionTest, AClickPutsTheStartThere) {
  session.startAt(1.5, 2.5);
  ASSERT_TRUE(waitUntil([this] { return frame().state.weights == Eigen::Vector2d(1.5, 2.5); }));
  EXPECT_EQ(frame().state.step, 0);
  session.newStart();
  ASSERT_TRUE(waitUntil([this] { return frame().state.weights != Eigen::Vector2d(1.5, 2.5); }));
}

TEST_F(SessionTest, DivergenceStopsWithItsReason) {
  session.set("optimizer.learning_rate", 50.0);
  ASSERT_TRUE(settled());
  runToTheEnd();
  EXPECT_EQ(frame().state.stop, Stop::diverged);
  EXPECT_NE(frame().state.reason.find("learning rate 50"), std::string::npos);
  EXPECT_TRUE(frame().state.weights.allFinite());
}

TEST_F(SessionTest, TheSurfaceFollowsTheBallOnlyWhenItLeaves) {
  const Slice before = session.surface()->surface->slice;
  runToTheEnd();
  EXPECT_EQ(session.surface()->surface->slice.a, before.a);
  session.set("optimizer.learning_rate", 1.01);  // grows slowly: the ball leaves the range
  session.reset();
  ASSERT_TRUE(settled());
  runToTheEnd();
  ASSERT_TRUE(waitUntil([&] { return session.surface()->surface->slice.a.width() > before.a.width(); }));
}

TEST_F(SessionTest, UndoGivesBackARunThatAClickEnded) {
  for (int i = 0; i < 30; ++i) session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 30; }));
  const Vector weights = frame().state.weights;
  session.startAt(1.5, 2.5);
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 0; }));
  session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 1; }));
  const Vector clicked = frame().state.weights;
  session.undo();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 30; }));
  EXPECT_EQ(frame().state.weights, weights);
  EXPECT_EQ(frame().path.size(), 31U);
  EXPECT_FALSE(frame().running);
  session.redo();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 1; }));
  EXPECT_EQ(frame().state.weights, clicked);
}

TEST_F(SessionTest, UndoGivesBackARunWithAllThatWasChangedOnTheWay) {
  session.set("optimizer.momentum", 0.5);
  ASSERT_TRUE(settled());
  for (int i = 0; i < 10; ++i) session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 10; }));
  session.set("loss.id", std::string("huber"));
  ASSERT_TRUE(waitUntil([this] { return frame().seams.size() == 1; }));
  for (int i = 0; i < 10; ++i) session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 20; }));
  session.set("penalty.l2", 0.1);  // after the last step
  ASSERT_TRUE(waitUntil([this] { return frame().seams.size() == 2; }));
  const RunFrame before = frame();
  session.set("dataset.id", std::string("cars"));
  ASSERT_TRUE(settled());
  ASSERT_TRUE(waitUntil([this] { return frame().problem->experiment.dataset.id == "cars"; }));
  session.undo();
  ASSERT_TRUE(waitUntil([this] { return frame().state.step == 20 && frame().seams.size() == 2; }));
  EXPECT_EQ(frame().state.weights, before.state.weights);
  EXPECT_EQ(frame().state.optimizer, before.state.optimizer);
  EXPECT_EQ(frame().problem->experiment.loss.id, "huber");
  EXPECT_EQ(session.experiment().loss.id, "huber");
  EXPECT_EQ(session.experiment().penalty.l2, 0.1);
  EXPECT_EQ(frame().record, before.record);
  // And it goes on as ever: an edit is a change of this run.
  session.set("loss.id", std::string("mae"));
  session.stepBatch();
  ASSERT_TRUE(
      waitUntil([this] { return frame().state.step == 21 && frame().problem->experiment.loss.id == "mae"; }));
}

// A frame that was under way when the user took over must not take the panel back.
TEST_F(SessionTest, AnEditWhileAFilesChangesRunHolds) {
  Experiment file = examples()[0].make();
  file.training.epochs = 1000000000;
  file.changes = {{3, {{"penalty.l2", 0.01}}}, {1000000, {{"loss.id", std::string("mae")}}}};
  for (int i = 0; i < 10; ++i) {
    session.open(file);
    ASSERT_TRUE(settled());
    session.setSpeed(asFastAsItGoes);
    session.play();
    ASSERT_TRUE(waitUntil([this] { return frame().state.step > 100; }));
    session.set("optimizer.learning_rate", 0.01);
    ASSERT_TRUE(
        waitUntil([this] { return frame().problem->experiment.optimizer.real("learning_rate") == 0.01; }));
    const auto step = frame().state.step;
    ASSERT_TRUE(waitUntil([&] { return frame().state.step > step + 1000; }));
    EXPECT_EQ(session.experiment().optimizer.real("learning_rate"), 0.01);
    session.pause();
  }
}

TEST_F(SessionTest, AnOlderRefusalDoesNotThrowAwayANewerEdit) {
  const Experiment wanted = withSetting(session.experiment(), "loss.id", std::string("huber"));
  for (int i = 0; i < 20; ++i) {
    session.open(withSettings(
        wanted, {{"dataset.id", std::string("csv")}, {"dataset.file", std::string("/no/such.csv")}}));
    session.open(wanted);
    ASSERT_TRUE(settled());
    QTest::qWait(2);
    EXPECT_EQ(session.experiment(), wanted);
  }
}

TEST_F(SessionTest, ARefusedUndoLeavesTheListAsItIs) {
  const QTemporaryDir folder;
  const QString name = folder.filePath("t.csv");
  QFile file(name);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("x,y\n1,2\n2,4\n3,7\n");
  file.close();
  const Experiment first = session.experiment();
  session.open(
      withSettings(first, {{"dataset.id", std::string("csv")}, {"dataset.file", name.toStdString()}}));
  ASSERT_TRUE(settled());
  session.open(withSetting(first, "loss.id", std::string("mae")));
  ASSERT_TRUE(settled());
  QFile::remove(name);
  const QSignalSpy failures(&session, &Session::failed);
  session.undo();
  ASSERT_TRUE(waitUntil([&] { return failures.count() == 1; }));
  EXPECT_EQ(session.experiment().loss.id, "mae");
  ASSERT_TRUE(session.canUndo());
  session.undo();  // still refused, still there
  ASSERT_TRUE(waitUntil([&] { return failures.count() == 2; }));
  EXPECT_TRUE(session.canUndo());
}

TEST_F(SessionTest, AClickedStartGoesWhenTheWeightsChangeTheirMeaning) {
  session.startAt(1.5, 2.5);
  ASSERT_TRUE(settled());
  session.set("dataset.standardize", false);
  ASSERT_TRUE(settled());
  EXPECT_TRUE(session.experiment().start.weights.empty());
  session.startAt(1.5, 2.5);
  ASSERT_TRUE(settled());
  session.set("start.seed", std::int64_t{77});
  EXPECT_TRUE(session.experiment().start.weights.empty());
}

TEST_F(SessionTest, KnowsHowFarAwayTheMinimumIs) {
  ASSERT_TRUE(waitUntil([this] { return session.epochsToMinimum() > 0; }));
  EXPECT_LT(session.epochsToMinimum(), 100);
  runToTheEnd();
  EXPECT_EQ(session.epochsToMinimum(), 0);
}

TEST_F(SessionTest, ADocumentIsKnownByItsNumber) {
  const std::size_t first = session.document();
  session.open(withSetting(session.experiment(), "loss.id", std::string("mae")));
  const std::size_t second = session.document();
  EXPECT_NE(first, second);
  session.set("loss.id", std::string("huber"));
  EXPECT_EQ(session.document(), second);
  session.undo();
  session.undo();
  EXPECT_EQ(session.document(), first);
}

}  // namespace
}  // namespace lossarium::ui
