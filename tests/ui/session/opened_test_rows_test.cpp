// Test rows that were opened stay opened: at earlier moments, after edits there, after undo and in a file.
#include "core/experiment/session_file.h"
#include "core/training/test_seal.h"
#include "tests/support/wait.h"
#include "ui/session/session.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium::ui {
namespace {

using tests::waitUntil;

class OpenedTestRows : public testing::Test {
 protected:
  void SetUp() override {
    open(withSettings(defaultExperiment(),
                      {{"split.train", 0.6}, {"split.validation", 0.2}, {"split.test", 0.2}}));
    for (int i = 0; i < 5; ++i) session.stepBatch();
    ASSERT_TRUE(waitUntil([this] { return session.frame() && session.frame()->state.step == 5; }));
    EXPECT_FALSE(isOpen());
    session.openTest();
    ASSERT_TRUE(waitUntil([this] { return isOpen(); }));
  }

  void open(const Experiment& experiment) {
    session.open(experiment);
    ASSERT_TRUE(waitUntil([this] { return session.frame() && isSettled(); }));
  }
  bool isSettled() const { return session.problem()->experiment == session.experiment(); }
  bool isOpen() const {
    return isSettled() && session.frame() && session.frame()->problem->experiment.split.testOpened &&
           session.experiment().split.testOpened;
  }
  void change(const char* key, const Value& value) {
    session.set(key, value);
    ASSERT_TRUE(waitUntil([this] { return isSettled() && session.frame(); }));
  }

  Session session;
};

TEST_F(OpenedTestRows, AreOpenAtEarlierMoments) {
  session.goTo(2);
  ASSERT_TRUE(waitUntil([this] { return session.frame()->state.step == 2; }));
  EXPECT_TRUE(waitUntil([this] { return isOpen(); }));
  EXPECT_FALSE(std::isnan(session.frame()->now.test));
}

TEST_F(OpenedTestRows, StayOpenInWhatBranchesOffThere) {
  session.goTo(2);
  ASSERT_TRUE(waitUntil([this] { return session.frame()->state.step == 2 && isOpen(); }));
  change("optimizer.learning_rate", 0.02);
  EXPECT_TRUE(waitUntil([this] { return isOpen() && session.frame()->headStep == 2; }));
  EXPECT_TRUE(opensTestRows(session.record(), session.experiment()));
}

// They were opened at step 5, not at the step at which the branch leaves.
TEST_F(OpenedTestRows, HaveNoMarkAtTheStepOfABranch) {
  ASSERT_EQ(session.frame()->seams.size(), 1U);
  EXPECT_EQ(session.frame()->seams.front().step, 5);
  session.goTo(2);
  ASSERT_TRUE(waitUntil([this] { return session.frame()->state.step == 2 && isOpen(); }));
  change("optimizer.learning_rate", 0.02);
  ASSERT_TRUE(waitUntil([this] { return isOpen() && session.frame()->headStep == 2; }));
  ASSERT_EQ(session.frame()->seams.size(), 1U);
  EXPECT_EQ(session.frame()->seams.front().label.find("test"), std::string::npos)
      << session.frame()->seams.front().label;
  change("optimizer.learning_rate", 0.03);
  ASSERT_TRUE(waitUntil(
      [this] { return session.frame()->headProblem->experiment.optimizer.real("learning_rate") == 0.03; }));
  EXPECT_EQ(session.frame()->seams.front().label.find("test"), std::string::npos)
      << session.frame()->seams.front().label;
  EXPECT_TRUE(session.record().split.testOpened) << "and a file says that they were seen before";
  session.stepBatch();
  ASSERT_TRUE(waitUntil([this] { return session.frame()->state.step == 3; }));
  EXPECT_FALSE(std::isnan(session.frame()->now.test));
}

TEST_F(OpenedTestRows, ABranchWithoutAChangeHasNoMarkEither) {
  session.goTo(2);
  ASSERT_TRUE(waitUntil([this] { return session.frame()->state.step == 2 && isOpen(); }));
  session.branchHere();
  ASSERT_TRUE(waitUntil([this] { return session.frame()->headStep == 2 && isOpen(); }));
  EXPECT_TRUE(session.frame()->seams.empty());
}

TEST_F(OpenedTestRows, CannotBeUndone) {
  change("optimizer.learning_rate", 0.02);
  session.undo();
  EXPECT_TRUE(
      waitUntil([this] { return isOpen() && session.experiment().optimizer.real("learning_rate") != 0.02; }));
  while (session.canUndo()) session.undo();
  EXPECT_TRUE(waitUntil([this] { return isOpen(); }));
}

TEST_F(OpenedTestRows, StayOpenInAFileAndInWhatIsMadeOfIt) {
  const auto read = parseSession(toJson({session.record()}, {}), "test", {});
  open(read.front());
  EXPECT_TRUE(waitUntil([this] { return isOpen(); })) << "at its start";
  EXPECT_EQ(session.frame()->state.step, 0);
  change("optimizer.learning_rate", 0.02);
  EXPECT_TRUE(waitUntil([this] { return isOpen(); }));
  EXPECT_TRUE(session.record().split.testOpened);
}

TEST_F(OpenedTestRows, OtherRowsAreSealed) {
  change("split.seed", std::int64_t{7});
  EXPECT_TRUE(waitUntil([this] { return session.frame()->problem == session.problem(); }));
  EXPECT_FALSE(isOpen());
}

}  // namespace
}  // namespace lossarium::ui
