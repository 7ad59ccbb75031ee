// The session's way through time: past moments, branches, and undo across them.
#include "core/experiment/examples.h"
#include "tests/support/wait.h"
#include "ui/session/session.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class TimeTravelTest : public testing::Test {
 protected:
  void SetUp() override {
    session.open(examples()[0].make());
    ASSERT_TRUE(settled());
  }
  bool settled() {
    return waitUntil([this] {
      const auto surface = session.surface();
      return session.frame() && surface && surface->finished && session.problem() &&
             surface->problem == session.problem() && session.problem()->experiment == session.experiment();
    });
  }
  const RunFrame& frame() {
    waitUntil([this] { return session.frame() != nullptr; });  // none while a run is loaded anew
    return *session.frame();
  }
  bool at(std::int64_t step, std::int64_t head) {
    return waitUntil([&] { return frame().state.step == step && frame().headStep == head; });
  }
  void steps(int count) {
    const auto to = frame().state.step + count;
    for (int i = 0; i < count; ++i) session.stepBatch();
    ASSERT_TRUE(waitUntil([&] { return frame().state.step == to; }));
  }
  void changeTo(const char* key, const Value& value) {
    session.set(key, value);
    ASSERT_TRUE(settled());
    ASSERT_TRUE(waitUntil([&] { return frame().problem->experiment == session.experiment(); }));
  }
  std::vector<const Branch*> branches() { return session.branches().ofTree(); }
  Vector replayed(const Experiment& record, std::int64_t step) {
    RecordedRun run(build(record));
    while (!run.approach(step)) {
    }
    return run.state().weights;
  }

  Session session;
};

TEST_F(TimeTravelTest, GoesBackAndForth) {
  steps(30);
  const Vector end = frame().state.weights;
  session.stepBackBatch();
  ASSERT_TRUE(at(29, 30));
  EXPECT_TRUE(session.isAtPastMoment());
  session.goTo(7);
  ASSERT_TRUE(at(7, 30));
  EXPECT_EQ(frame().state.weights, replayed(session.record(), 7));
  session.stepBackEpoch();
  ASSERT_TRUE(at(6, 30));
  session.goToEpoch(12.2);
  ASSERT_TRUE(at(12, 30));
  session.stepBatch();
  ASSERT_TRUE(at(13, 30));
  session.goToEpoch(400);
  ASSERT_TRUE(at(30, 30));
  EXPECT_EQ(frame().state.weights, end);
  EXPECT_TRUE(branches().empty());
}

TEST_F(TimeTravelTest, PanelAndSurfaceAreThoseOfTheMoment) {
  steps(10);
  changeTo("loss.id", std::string("mae"));
  steps(10);
  session.goTo(5);
  ASSERT_TRUE(at(5, 20));
  EXPECT_EQ(session.experiment().loss.id, "mse");
  ASSERT_TRUE(settled());
  EXPECT_EQ(session.surface()->problem->loss->spec().id, "mse");
  session.goToHead();
  ASSERT_TRUE(at(20, 20));
  EXPECT_EQ(session.experiment().loss.id, "mae");
  ASSERT_TRUE(settled());
  EXPECT_EQ(session.surface()->problem->loss->spec().id, "mae");
}

TEST_F(TimeTravelTest, AnEditAtAPastMomentKeepsWhatCameAfterAsABranch) {
  steps(40);
  const Vector first = frame().state.weights;
  const Experiment record = session.record();
  session.goTo(20);
  ASSERT_TRUE(at(20, 40));
  changeTo("optimizer.learning_rate", 0.5);
  ASSERT_TRUE(at(20, 20));
  ASSERT_EQ(branches().size(), 1U);
  const Branch& branch = *branches()[0];
  EXPECT_EQ(branch.record, record);
  EXPECT_EQ(branch.reachedStep, 40);
  EXPECT_EQ(branch.epochs.size(), 41U);
  EXPECT_EQ(session.branches().sharedSteps(branch.run), 20);
  EXPECT_EQ(differenceInWords(branch, session.experiment()), "learning rate 0.1");
  steps(5);
  EXPECT_EQ(frame().state.weights, replayed(session.record(), 25));
  const Vector second = frame().state.weights;
  // To the first one, and the second is the branch.
  session.returnTo(branch.run);
  ASSERT_TRUE(at(40, 40));
  EXPECT_EQ(frame().state.weights, first);
  EXPECT_EQ(session.experiment().optimizer.real("learning_rate"), 0.1);
  ASSERT_EQ(branches().size(), 1U);
  EXPECT_EQ(branches()[0]->reachedStep, 25);
  EXPECT_EQ(session.branches().sharedSteps(branches()[0]->run), 20);
  session.returnTo(branches()[0]->run);
  ASSERT_TRUE(at(25, 25));
  EXPECT_EQ(frame().state.weights, second);
  EXPECT_EQ(session.experiment().optimizer.real("learning_rate"), 0.5);
}

TEST_F(TimeTravelTest, UndoOfABranchGivesBackTheRunAndTheMoment) {
  steps(40);
  const Vector end = frame().state.weights;
  session.goTo(20);
  ASSERT_TRUE(at(20, 40));
  changeTo("optimizer.learning_rate", 0.5);
  ASSERT_TRUE(at(20, 20));
  steps(5);
  const Vector branched = frame().state.weights;
  session.undo();
  ASSERT_TRUE(at(20, 40));
  EXPECT_EQ(session.experiment().optimizer.real("learning_rate"), 0.1);
  session.goToHead();
  ASSERT_TRUE(at(40, 40));
  EXPECT_EQ(frame().state.weights, end);
  ASSERT_EQ(branches().size(), 1U) << "what was tried is not lost";
  session.redo();
  ASSERT_TRUE(at(25, 25));
  EXPECT_EQ(frame().state.weights, branched);
  EXPECT_EQ(session.experiment().optimizer.real("learning_rate"), 0.5);
}

TEST_F(TimeTravelTest, ADialTurnedAtAPastMomentIsOneBranch) {
  steps(30);
  session.goTo(10);
  ASSERT_TRUE(at(10, 30));
  for (int i = 1; i <= 20; ++i) {
    session.set("optimizer.momentum", 0.04 * i);
    QTest::qWait(3);
  }
  ASSERT_TRUE(at(10, 10));
  ASSERT_TRUE(settled());
  EXPECT_EQ(branches().size(), 1U);
  EXPECT_EQ(frame().seams.size(), 1U);
  session.undo();
  ASSERT_TRUE(at(10, 30));
  EXPECT_EQ(session.experiment().optimizer.real("momentum"), 0.0);
  EXPECT_TRUE(branches().empty()) << "it had not gone anywhere";
}

TEST_F(TimeTravelTest, BranchHereForgetsLaterChangesAndKeepsThem) {
  steps(10);
  changeTo("loss.id", std::string("mae"));
  steps(10);
  session.goTo(5);
  ASSERT_TRUE(at(5, 20));
  session.branchHere();
  ASSERT_TRUE(at(5, 5));
  EXPECT_FALSE(session.isAtPastMoment());
  ASSERT_EQ(branches().size(), 1U);
  EXPECT_EQ(branches()[0]->reachedStep, 20);
  steps(10);
  EXPECT_EQ(frame().problem->experiment.loss.id, "mse");
  EXPECT_TRUE(frame().seams.empty());
  EXPECT_EQ(frame().state.weights, replayed(session.record(), 15));
  EXPECT_EQ(differenceInWords(*branches()[0], session.experiment()), "MAE");
}

TEST_F(TimeTravelTest, UndoOfALaterEditActsAtTheHead) {
  steps(10);
  changeTo("optimizer.learning_rate", 0.2);
  steps(10);
  session.goTo(15);
  ASSERT_TRUE(at(15, 20));
  session.undo();
  ASSERT_TRUE(at(20, 20));
  ASSERT_TRUE(settled());
  EXPECT_EQ(session.experiment().optimizer.real("learning_rate"), 0.1);
  ASSERT_TRUE(waitUntil([this] { return frame().seams.size() == 2; }));
  EXPECT_TRUE(branches().empty());
}

TEST_F(TimeTravelTest, AnotherStartIsAnotherTreeAndUndoBringsTheFirstBack) {
  steps(30);
  session.goTo(10);
  ASSERT_TRUE(at(10, 30));
  changeTo("optimizer.learning_rate", 0.3);
  ASSERT_EQ(branches().size(), 1U);
  session.newStart();
  ASSERT_TRUE(settled());
  ASSERT_TRUE(at(0, 0));
  EXPECT_TRUE(branches().empty());
  session.undo();
  ASSERT_TRUE(at(10, 10));
  EXPECT_EQ(branches().size(), 1U);
}

TEST_F(TimeTravelTest, ResetKeepsARunThatWasChangedOnTheWay) {
  steps(10);
  session.reset();
  ASSERT_TRUE(at(0, 0));
  EXPECT_TRUE(branches().empty()) << "running again gives it back";
  steps(10);
  changeTo("optimizer.learning_rate", 0.2);
  steps(10);
  session.reset();
  ASSERT_TRUE(at(0, 0));
  ASSERT_EQ(branches().size(), 1U);
  EXPECT_EQ(session.branches().sharedSteps(branches()[0]->run), 0);
  session.returnTo(branches()[0]->run);
  ASSERT_TRUE(at(20, 20));
}

// To compare two optimisers: the first one's run stays in sight, under the name of what it ran with.
TEST_F(TimeTravelTest, ResetWithAnotherOptimizerKeepsTheRunBefore) {
  steps(10);
  changeTo("optimizer.id", std::string("adam"));
  session.reset();
  ASSERT_TRUE(at(0, 0));
  ASSERT_EQ(branches().size(), 1U);
  EXPECT_EQ(branches()[0]->epochs.size(), 11U);
  const auto name = [this] { return session.branches().nameOf(*branches()[0], session.experiment()); };
  EXPECT_EQ(name(), "Gradient descent, learning rate 0.1");
  steps(10);
  changeTo("optimizer.id", std::string("lbfgs"));
  EXPECT_EQ(name(), "Gradient descent, learning rate 0.1");
  EXPECT_EQ(session.experiment().optimizer.id, "lbfgs");
}

TEST_F(TimeTravelTest, ABranchThatIsLeftBeforeItIsThereIsNotLost) {
  steps(40);
  session.goTo(20);
  ASSERT_TRUE(at(20, 40));
  changeTo("optimizer.learning_rate", 0.5);
  steps(10);
  session.goTo(10);
  ASSERT_TRUE(at(10, 30));
  changeTo("optimizer.learning_rate", 0.2);
  ASSERT_EQ(branches().size(), 2U);
  const std::size_t first = branches()[0]->run, second = branches()[1]->run;
  session.returnTo(first);
  ASSERT_TRUE(
      waitUntil([this] { return session.branches().ofTree().size() == 1 || session.frame() == nullptr; }));
  session.returnTo(second);
  ASSERT_TRUE(at(30, 30));
  ASSERT_TRUE(waitUntil([this] { return branches().size() == 1; }));
  EXPECT_EQ(branches()[0]->run, first);
  session.returnTo(first);
  ASSERT_TRUE(at(40, 40));
}

TEST_F(TimeTravelTest, ABranchIsNamedByWhatItDoesOtherwiseThanTheRunThatItLeft) {
  const auto nameOf = [this](std::size_t each) {
    return session.branches().nameOf(*branches()[each], session.experiment());
  };
  steps(20);
  session.goTo(10);
  ASSERT_TRUE(at(10, 20));
  session.branchHere();
  ASSERT_TRUE(at(10, 10));
  EXPECT_EQ(nameOf(0), "") << "nothing differs yet";
  changeTo("optimizer.learning_rate", 0.97);
  steps(10);
  EXPECT_EQ(nameOf(0), "learning rate 0.1");
  session.goTo(15);
  ASSERT_TRUE(at(15, 20));
  session.branchHere();  // the present run has its rate, too
  ASSERT_TRUE(at(15, 15));
  ASSERT_EQ(branches().size(), 2U);
  EXPECT_EQ(nameOf(0), "learning rate 0.1");
  EXPECT_EQ(nameOf(1), "learning rate 0.97");
}

TEST_F(TimeTravelTest, ABranchThatEndsAlikeIsNamedByWhatWasChangedOnTheWay) {
  steps(15);
  changeTo("optimizer.learning_rate", 0.5);
  steps(5);
  session.goTo(10);
  ASSERT_TRUE(at(10, 20));
  changeTo("optimizer.learning_rate", 0.5);
  ASSERT_TRUE(at(10, 10));
  EXPECT_EQ(session.branches().nameOf(*branches()[0], session.experiment()),
            "learning rate 0.1 → 0.5 at epoch 15");
}

TEST_F(TimeTravelTest, AnotherDocumentIsAnotherTree) {
  steps(10);
  changeTo("optimizer.learning_rate", 0.2);
  steps(10);
  session.open(examples()[0].make());
  ASSERT_TRUE(settled());
  ASSERT_TRUE(at(0, 0));
  EXPECT_TRUE(branches().empty());
}

TEST_F(TimeTravelTest, ATreeOfBranchesKnowsWhatIsShared) {
  std::vector<std::size_t> runs;
  for (const std::int64_t at0 : {40, 30, 20, 25}) {
    session.goTo(at0);
    if (at0 == 40) {
      steps(50);
      continue;
    }
    ASSERT_TRUE(waitUntil([&] { return frame().state.step == at0; }));
    changeTo("optimizer.learning_rate", 0.01 * static_cast<double>(at0));
    ASSERT_TRUE(waitUntil([&] { return frame().headStep == at0; }));
    steps(20);
  }
  // 50 of the first; from 30, 20 to 50 of the second; from 20, to 40; from 25 of that one the present one.
  ASSERT_EQ(branches().size(), 3U);
  EXPECT_EQ(session.branches().sharedSteps(branches()[0]->run), 20);
  EXPECT_EQ(session.branches().sharedSteps(branches()[1]->run), 20);
  EXPECT_EQ(session.branches().sharedSteps(branches()[2]->run), 25);
  for (const Branch* each : branches()) {
    const auto shared = session.branches().sharedSteps(each->run);
    EXPECT_EQ(replayed(each->record, shared), replayed(session.record(), shared));
    EXPECT_NE(replayed(each->record, shared + 2), replayed(session.record(), shared + 2));
  }
}

}  // namespace
}  // namespace lossarium::ui
