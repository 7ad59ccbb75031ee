// What can be done with a run that stopped early: its best weights or its last ones, and going on.
#include "core/training/recorded_run.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

std::shared_ptr<const Problem> stoppingEarly(bool restoreBest) {
  return testing::problemWith({{"split.validation", 0.5},
                               {"split.seed", std::int64_t{2}},
                               {"training.batch_size", std::int64_t{4}},
                               {"training.early_stopping.restore_best", restoreBest},
                               {"training.early_stopping.patience", std::int64_t{20}}});
}

RecordedRun stopped(const std::shared_ptr<const Problem>& problem) {
  RecordedRun run(problem);
  while (run.step()) {
  }
  EXPECT_EQ(run.state().stop, Stop::patience);
  return run;
}

TEST(EarlyStopping, TheBestWeightsCanBeHadAfterwards) {
  const auto problem = stoppingEarly(false);
  RecordedRun run = stopped(problem);
  const Vector last = run.state().weights;
  run.change(stoppingEarly(true));
  EXPECT_EQ(run.state().stop, Stop::patience);
  EXPECT_EQ(run.state().weights, run.frame().best.weights);
  EXPECT_EQ(run.state().reached(), last);
  testing::expectHolds(run.state().reason, "restored");
  EXPECT_EQ(finishedRun(build(run.frame().record)).state.weights, run.state().weights);
  run.change(problem);  // and back
  EXPECT_EQ(run.state().weights, last);
  EXPECT_TRUE(run.frame().seams.empty());
}

TEST(EarlyStopping, TheLastWeightsCanBeHadAfterwards) {
  RecordedRun run = stopped(stoppingEarly(true));
  const Vector last = run.state().reached();
  ASSERT_NE(last, run.state().weights);
  run.change(stoppingEarly(false));
  EXPECT_EQ(run.state().weights, last);
  EXPECT_EQ(run.state().stop, Stop::patience);
  EXPECT_FALSE(run.canStep());
}

// Without early stopping it goes the way of a run that never had any.
TEST(EarlyStopping, ARunGoesOnFromWhereItWas) {
  RecordedRun run = stopped(stoppingEarly(true));
  const auto without = build(
      withSettings(run.frame().problem->experiment, {{"training.early_stopping.patience", std::int64_t{0}},
                                                     {"training.early_stopping.restore_best", false}}));
  run.change(without);
  ASSERT_TRUE(run.canStep());
  RecordedRun never(without);
  while (never.state().step < run.state().step) never.step();
  EXPECT_EQ(run.state().weights, never.state().weights);
  for (int i = 0; i < 30; ++i) {
    run.step();
    never.step();
  }
  EXPECT_EQ(run.state().weights, never.state().weights);
}

}  // namespace
}  // namespace lossarium
