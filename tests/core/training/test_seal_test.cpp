// The test rows: sealed, opened on purpose, and what that leaves as it was.
#include "core/experiment/session_file.h"
#include "core/training/recorded_run.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

std::map<std::string, Value> withTest(std::int64_t epochs = 60) {
  return {{"split.train", 0.6}, {"split.validation", 0.2}, {"split.test", 0.2}, {"training.epochs", epochs}};
}

std::shared_ptr<const Problem> opened(const Problem& problem) {
  return build(withSetting(problem.experiment, "split.test_opened", true));
}

void steps(RecordedRun& run, int count) {
  while (count-- > 0) run.step();
}

TEST(TestSeal, IsClosedAtFirstAndNotWritten) {
  const Experiment experiment = testing::experimentWith(withTest());
  EXPECT_FALSE(experiment.split.testOpened);
  EXPECT_EQ(toJson({experiment}, {}).find("test_opened"), std::string::npos);
  const auto frame = finishedRun(build(experiment));
  for (const EpochRecord& record : frame.epochs) EXPECT_TRUE(std::isnan(record.test));
  EXPECT_FALSE(metricsOf(frame.problem, frame.state.weights, 0)->test);
}

TEST(TestSeal, StaysOpenInAFile) {
  const Experiment experiment = withSetting(testing::experimentWith(withTest()), "split.test_opened", true);
  const auto read = parseSession(toJson({experiment}, {}), "test", {});
  EXPECT_TRUE(read.front().split.testOpened);
  EXPECT_EQ(read.front(), experiment);
}

TEST(TestSeal, OtherDataAndOtherRowsCloseIt) {
  const Experiment open = withSetting(testing::experimentWith(withTest()), "split.test_opened", true);
  for (const auto& [key, value] : std::map<std::string, Value>{{"split.seed", std::int64_t{9}},
                                                               {"split.test", 0.3},
                                                               {"dataset.id", std::string("engel")},
                                                               {"dataset.standardize", false}})
    EXPECT_FALSE(withSetting(open, key, value).split.testOpened) << key;
  EXPECT_TRUE(withSetting(open, "loss.id", std::string("mae")).split.testOpened);
  EXPECT_TRUE(withSetting(open, "optimizer.learning_rate", 0.02).split.testOpened);
}

TEST(TestSeal, OpeningChangesNothingOfTheRunAndIsNoted) {
  const auto problem = testing::problemWith(withTest());
  RecordedRun closed(problem), open(problem);
  steps(closed, 60);
  steps(open, 25);
  ASSERT_TRUE(canContinue(*problem, *opened(*problem)));
  open.change(opened(*problem));
  steps(open, 35);
  EXPECT_EQ(open.state().weights, closed.state().weights);
  EXPECT_EQ(open.state().stop, closed.state().stop);
  EXPECT_EQ(open.state().reason, closed.state().reason);
  const RunFrame frame = open.frame();
  ASSERT_EQ(frame.seams.size(), 1u);
  EXPECT_EQ(frame.seams[0].label, "test opened");
  EXPECT_EQ(frame.seams[0].epoch, 25);
  EXPECT_FALSE(frame.seams[0].otherUnit);
  ASSERT_EQ(frame.record.changes.size(), 1u);
  const RunFrame replayed = finishedRun(build(frame.record));
  EXPECT_EQ(replayed.state.weights, frame.state.weights);
  EXPECT_EQ(replayed.seams.size(), 1u);
}

TEST(TestSeal, OpeningShowsTheWholeTestCurve) {
  const auto problem = testing::problemWith(withTest());
  RecordedRun run(problem);
  steps(run, 25);
  run.change(opened(*problem));
  steps(run, 35);
  const RunFrame frame = run.frame();
  ASSERT_EQ(frame.epochs.size(), frame.path.size());
  for (std::size_t i = 0; i < frame.epochs.size(); ++i)
    EXPECT_EQ(frame.epochs[i].test, problem->test->loss(frame.path[i].weights)) << i;
}

TEST(TestSeal, ACurveBeforeAnotherUnitStaysWithoutTestLosses) {
  const auto problem = testing::problemWith(withTest());
  RecordedRun run(problem);
  steps(run, 10);
  const auto other = build(withSetting(problem->experiment, "loss.id", std::string("mae")));
  run.change(other);
  steps(run, 10);
  run.change(opened(*other));
  for (const EpochRecord& record : run.frame().epochs)
    EXPECT_EQ(std::isnan(record.test), record.epoch <= 10) << record.epoch;
}

TEST(TestSeal, ARunThatHasStoppedStaysStopped) {
  const auto problem = testing::problemWith({{"split.train", 0.5},
                                             {"split.validation", 0.3},
                                             {"split.test", 0.2},
                                             {"training.early_stopping.patience", std::int64_t{3}}});
  RecordedRun run(problem);
  while (run.step()) {
  }
  const TrainingState before = run.state();
  ASSERT_NE(before.stop, Stop::none);
  run.change(opened(*problem));
  EXPECT_EQ(run.state().stop, before.stop);
  EXPECT_EQ(run.state().reason, before.reason);
  EXPECT_EQ(run.state().weights, before.weights);
  EXPECT_FALSE(run.canStep());
}

TEST(TestSeal, OpenedAndClosedAgainAtOneStepLeavesNoMark) {
  const auto problem = testing::problemWith(withTest());
  RecordedRun run(problem);
  steps(run, 5);
  run.change(opened(*problem));
  run.change(problem);
  EXPECT_TRUE(run.frame().seams.empty());
  EXPECT_TRUE(run.frame().record.changes.empty());
}

TEST(RunMetrics, OfAnOpenedTestAreThoseOfItsRows) {
  const auto problem = opened(*testing::problemWith(withTest()));
  const Vector weights = finishedRun(problem).state.weights;
  const auto metrics = metricsOf(problem, weights, 60);
  ASSERT_TRUE(metrics->test && metrics->validation);
  EXPECT_EQ(metrics->training.values.front(), problem->training->loss(weights));
  EXPECT_EQ(metrics->validation->values.front(), problem->validation->loss(weights));
  EXPECT_EQ(metrics->test->values.front(), problem->test->loss(weights));
}

TEST(MetricsWatch, RestsWhileARunGoesOnAndIsRightOnceItStands) {
  const auto problem = testing::problemWith(withTest());
  MetricsWatch watch;
  const Vector weights = problem->startWeights(), others = Vector::Ones(2);
  const auto first = watch.at(problem, weights, 1, true);
  const auto standing = watch.at(problem, others, 2, false);
  EXPECT_EQ(standing->step, 2);
  EXPECT_EQ(standing->training.values.front(), problem->training->loss(others));
  const auto other = opened(*problem);
  EXPECT_EQ(watch.at(other, weights, 3, true)->step, 3);  // of another problem the last ones say nothing
}

// With validation rows the best epoch is known, with patience or without, and leaves the run as it is.
TEST(BestEpoch, IsThatOfTheLeastValidationLoss) {
  const auto problem = testing::problemWith(
      {{"split.validation", 0.5}, {"split.seed", std::int64_t{2}}, {"training.epochs", std::int64_t{80}}});
  const RunFrame frame = finishedRun(problem);
  double least = infinity;
  std::int64_t epoch = -1;
  for (const EpochRecord& record : frame.epochs)
    if (record.epoch > 0 && record.validation < least) {
      least = record.validation;
      epoch = record.epoch;
    }
  EXPECT_EQ(frame.best.epoch, epoch);
  EXPECT_EQ(frame.best.validation, least);
  EXPECT_EQ(problem->validation->loss(frame.best.weights), least);
  EXPECT_EQ(finishedRun(testing::problemWith({})).best.epoch, -1);
}

}  // namespace
}  // namespace lossarium
