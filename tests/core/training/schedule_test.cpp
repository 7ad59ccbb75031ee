// Schedules in a run: when the rate changes, over how many epochs, and that the record of a run replays it.
#include "core/base/random.h"
#include "core/training/recorded_run.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <numbers>

namespace lossarium {
namespace {

using testing::experimentWith;
using testing::problemWith;
using Set = std::map<std::string, Value>;

std::string text(const char* word) { return word; }

TEST(ScheduledTrainer, TakesTheFactorOfTheTimeAtEachStep) {
  Trainer trainer(problemWith({{"optimizer.schedule", text("cosine")},
                               {"training.epochs", std::int64_t{10}},
                               {"training.batch_size", std::int64_t{6}}}));  // 24 rows: 4 steps an epoch
  const double rate = trainer.problem()->optimizer->learningRate();
  for (int i = 0; i < 40; ++i) {
    const double expected = 0.5 * (1 + std::cos(std::numbers::pi * i / 40));
    EXPECT_NEAR(trainer.rateFactor(), expected, 1e-14);
    const Vector before = trainer.state().weights;
    ASSERT_TRUE(trainer.step());
    const Vector expectedStep = -rate * expected * trainer.state().optimizer.gradient;
    EXPECT_LT((trainer.state().weights - before - expectedStep).norm(), 1e-12);
  }
  EXPECT_FALSE(trainer.step());
}

TEST(ScheduledTrainer, ExplainsItsLastStepWithTheRateOfThatStep) {
  Trainer trainer(problemWith({{"optimizer", text("adam")}, {"optimizer.schedule", text("one_cycle")}}));
  EXPECT_TRUE(trainer.explain(0).empty());
  for (int i = 0; i < 7; ++i) {
    const double factor = trainer.rateFactor();
    const Vector before = trainer.state().weights;
    trainer.step();
    const auto terms = trainer.explain(1);
    ASSERT_FALSE(terms.empty());
    EXPECT_EQ(before[1] + terms.back().value, trainer.state().weights[1]);
    const auto rate =
        std::find_if(terms.begin(), terms.end(), [](const Term& each) { return each.symbol == "η"; });
    ASSERT_NE(rate, terms.end());
    EXPECT_EQ(rate->value, factor * trainer.problem()->optimizer->learningRate());
  }
}

TEST(ScheduledTrainer, ItsOwnEpochsOrThePlannedOnesAreTheHorizon) {
  EXPECT_EQ(Trainer(problemWith({{"training.epochs", std::int64_t{30}}})).horizon(), 30);
  Trainer own(
      problemWith({{"training.epochs", std::int64_t{30}}, {"optimizer.schedule_epochs", std::int64_t{12}}}));
  EXPECT_EQ(own.horizon(), 12);
}

TEST(ScheduledTrainer, GoingOnPastTheEndKeepsTheHorizonAndSaysThatTheScheduleIsOver) {
  Trainer trainer(
      problemWith({{"optimizer.schedule", text("cosine")}, {"training.epochs", std::int64_t{10}}}));
  while (trainer.step()) {
  }
  trainer.extend(5);
  EXPECT_EQ(trainer.plannedEpochs(), 15);
  EXPECT_EQ(trainer.horizon(), 10);
  EXPECT_EQ(trainer.rateFactor(), 0);
  const Vector there = trainer.state().weights;
  while (trainer.step()) {
  }
  EXPECT_EQ(trainer.state().weights, there);
  testing::expectHolds(trainer.state().reason, "The schedule ended at epoch 10");
}

TEST(ScheduledTrainer, AnotherScheduleChosenLateRunsOverWhatIsPlannedNow) {
  Trainer trainer(problemWith({{"training.epochs", std::int64_t{10}}}));
  while (trainer.step()) {
  }
  trainer.extend(10);
  trainer.change(build(withSetting(trainer.problem()->experiment, "optimizer.schedule", text("cosine"))));
  EXPECT_EQ(trainer.horizon(), 20);
}

Vector replayed(const Experiment& record, std::int64_t steps) {
  Trainer trainer(build(record));
  while (trainer.state().step < steps && trainer.step()) {
  }
  EXPECT_EQ(trainer.state().step, steps);
  return trainer.state().weights;
}

TEST(ScheduledRun, ContinuedPastItsEndReplaysToTheSameBytes) {
  RecordedRun run(build(
      experimentWith({{"optimizer.schedule", text("inverse_sqrt")}, {"training.epochs", std::int64_t{12}}})));
  for (int times = 0; times < 3; ++times) {
    while (run.step()) {
    }
    run.continuePastEnd();
  }
  run.step();
  const RunFrame frame = run.frame();
  EXPECT_EQ(frame.record.training.epochs, 48);
  EXPECT_EQ(frame.record.optimizer.integer("schedule_epochs"), 12);
  EXPECT_EQ(replayed(frame.record, frame.state.step), frame.state.weights);
}

TEST(ScheduledRun, ItsFrameTellsTheLearningRateOfTheNextStep) {
  RecordedRun run(build(experimentWith({{"optimizer.schedule", text("cosine")},
                                        {"optimizer.learning_rate", 0.2},
                                        {"training.epochs", std::int64_t{8}}})));
  for (int i = 0; i < 4; ++i) run.step();
  EXPECT_NEAR(run.frame().learningRate, 0.1, 1e-15);
  EXPECT_TRUE(std::isnan(RecordedRun(problemWith({{"optimizer", text("lbfgs")}})).frame().learningRate));
}

TEST(ScheduledRun, WithoutAScheduleNothingOfItIsRecorded) {
  RecordedRun run(build(experimentWith({{"training.epochs", std::int64_t{5}}})));
  while (run.step()) {
  }
  run.continuePastEnd();
  EXPECT_EQ(run.frame().record.optimizer.integer("schedule_epochs"), 0);
}

// A plan shortened at the very end and then gone past is the hardest case.
TEST(ScheduledRun, APlanChangedAtTheEndAndGonePastReplaysToTheSameBytes) {
  const Experiment first =
      experimentWith({{"optimizer.schedule", text("inverse_sqrt")}, {"training.epochs", std::int64_t{20}}});
  RecordedRun run(build(first));
  while (run.step()) {
  }
  run.change(build(withSetting(first, "training.epochs", std::int64_t{10})));
  run.continuePastEnd();
  while (run.step()) {
  }
  const RunFrame frame = run.frame();
  EXPECT_EQ(frame.state.epoch, 30);
  EXPECT_EQ(replayed(frame.record, frame.state.step), frame.state.weights);
}

TEST(ScheduledRun, ReplaysToTheBitAfterRandomChanges) {
  const std::vector<std::pair<std::string, std::vector<Value>>> dials{
      {"optimizer.schedule", {text("constant"), text("step"), text("one_cycle"), text("inverse_sqrt")}},
      {"optimizer.schedule_epochs", {std::int64_t{0}, std::int64_t{0}, std::int64_t{17}}},
      {"optimizer.schedule_period", {std::int64_t{3}, std::int64_t{10}}},
      {"optimizer", {text("momentum"), text("adam"), text("lbfgs")}},
      {"optimizer.clip_norm", {0.0, 1.0}},
      {"training.epochs", {std::int64_t{10}, std::int64_t{20}, std::int64_t{30}}},
      {"training.early_stopping.patience", {std::int64_t{0}, std::int64_t{4}}},
      {"training.batch_size", {std::int64_t{0}, std::int64_t{5}}}};
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Random random(seed, "schedules");
    Experiment wanted = experimentWith({{"split.train", 0.6},
                                        {"split.validation", 0.4},
                                        {"optimizer.schedule", text("one_cycle")},
                                        {"training.epochs", std::int64_t{10}}});
    RecordedRun run(build(wanted));
    for (int i = 0; i < 12; ++i) {
      for (std::uint64_t steps = random.below(20); steps > 0; --steps) run.step();
      if (random.below(2) == 0) run.continuePastEnd();
      const auto& [key, values] = dials[random.below(dials.size())];
      if (wanted.optimizer.id == "lbfgs" && key.starts_with("optimizer."))
        wanted = withSetting(wanted, "optimizer", text("gradient_descent"));
      wanted = withSetting(wanted, key, values[random.below(values.size())]);
      run.change(build(wanted));
    }
    for (int i = 0; i < 5; ++i) run.step();
    Trainer again(build(run.frame().record));
    while (again.state().step < run.state().step && again.step()) {
    }
    again.applyDueChanges();
    ASSERT_EQ(again.state().step, run.state().step) << "seed " << seed;
    ASSERT_EQ(again.state().weights, run.state().weights) << "seed " << seed;
  }
}

}  // namespace
}  // namespace lossarium
