#include "core/training/recorded_run.h"

#include "core/base/random.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::experimentWith;
using testing::problemWith;

RecordedRun runOf(const Experiment& experiment, int steps) {
  RecordedRun run(build(experiment));
  for (int i = 0; i < steps; ++i) EXPECT_TRUE(run.step());
  return run;
}

Vector replayed(const Experiment& record, std::int64_t steps) {
  Trainer trainer(build(record));
  while (trainer.state().step < steps && trainer.step()) {
  }
  return trainer.state().weights;
}

TEST(RecordedRun, AChangeThereAndBackLeavesNoTraceAndNoSeam) {
  const Experiment heavy = experimentWith({{"optimizer.momentum", 0.9}});
  RecordedRun changed = runOf(heavy, 5), plain = runOf(heavy, 5);
  changed.change(build(withSetting(heavy, "optimizer", std::string("adam"))));
  changed.change(build(heavy));
  EXPECT_TRUE(changed.frame().seams.empty());
  EXPECT_TRUE(changed.frame().record.changes.empty());
  EXPECT_EQ(changed.state().optimizer, plain.state().optimizer);  // the velocity is there again
  changed.step();
  plain.step();
  EXPECT_EQ(changed.state().weights, plain.state().weights);
}

TEST(RecordedRun, SeveralChangesBetweenTwoStepsAreTheLast) {
  const Experiment first = defaultExperiment();
  const Experiment last = withSetting(withSetting(first, "loss", std::string("huber")), "loss.delta", 2.0);
  RecordedRun wavering = runOf(first, 3), straight = runOf(first, 3);
  for (const auto& each :
       {withSetting(first, "loss", std::string("mae")), withSetting(first, "penalty.l2", 3.0), last})
    wavering.change(build(each));
  straight.change(build(last));
  EXPECT_EQ(wavering.frame().record, straight.frame().record);
  ASSERT_EQ(wavering.frame().seams.size(), 1U);
  EXPECT_EQ(wavering.frame().seams[0].label, "MSE → Huber");
  for (auto* run : {&wavering, &straight}) run->step();
  EXPECT_EQ(wavering.state().weights, straight.state().weights);
  EXPECT_EQ(wavering.state().weights, replayed(wavering.frame().record, 4));
}

TEST(RecordedRun, ASeamOfAnotherUnitKnowsTheLossOnBothSides) {
  const Experiment first = experimentWith({{"split.validation", 0.25}});
  RecordedRun run = runOf(first, 3);
  const auto next = build(withSetting(first, "loss", std::string("mae")));
  run.change(next);
  const RunFrame frame = run.frame();
  ASSERT_EQ(frame.seams.size(), 1U);
  EXPECT_EQ(frame.seams[0].lossBefore, "Mean squared error");
  ASSERT_TRUE(frame.seams[0].after.has_value());
  EXPECT_EQ(frame.seams[0].after->epoch, 3);
  EXPECT_EQ(frame.seams[0].after->training, next->training->loss(run.state().weights));
  EXPECT_EQ(frame.seams[0].after->validation, next->validation->loss(run.state().weights));
  for (const PathPoint& point : frame.path) EXPECT_EQ(point.value, next->training->value(point.weights));
}

TEST(RecordedRun, AForeseenChangeMakesTheSameSeamAsOneByHand) {
  Experiment foreseen = defaultExperiment();
  foreseen.changes = {{3, {{"loss.id", std::string("huber")}}}};
  RecordedRun replay = runOf(foreseen, 4), byHand = runOf(defaultExperiment(), 3);
  byHand.change(build(experimentWith({{"loss", std::string("huber")}})));
  byHand.step();
  const RunFrame one = replay.frame(), other = byHand.frame();
  EXPECT_EQ(one.state.weights, other.state.weights);
  ASSERT_EQ(one.seams.size(), 1U);
  ASSERT_EQ(other.seams.size(), 1U);
  EXPECT_EQ(one.seams[0].step, other.seams[0].step);
  EXPECT_EQ(one.seams[0].epoch, other.seams[0].epoch);
  EXPECT_EQ(one.seams[0].after->training, other.seams[0].after->training);
}

TEST(RecordedRun, AChangeByHandForgetsWhatWasForeseen) {
  Experiment foreseen = defaultExperiment();
  foreseen.changes = {{2, {{"penalty.l2", 0.5}}}, {9, {{"loss.id", std::string("mae")}}}};
  RecordedRun run = runOf(foreseen, 4);
  run.change(build(experimentWith({{"penalty.l2", 0.5}, {"loss", std::string("huber")}})));
  for (int i = 0; i < 10; ++i) run.step();
  const RunFrame frame = run.frame();
  ASSERT_EQ(frame.record.changes.size(), 2U);
  EXPECT_EQ(frame.record.changes[1].atStep, 4);
  EXPECT_EQ(frame.problem->experiment.loss.id, "huber");
  EXPECT_EQ(frame.state.weights, replayed(frame.record, 14));
}

TEST(FinishedRun, IsTheWholeRun) {
  const auto problem = problemWith({{"training.epochs", std::int64_t{30}}});
  const RunFrame frame = finishedRun(problem);
  EXPECT_EQ(frame.state.stop, Stop::epochs);
  EXPECT_EQ(frame.epochs.size(), 31U);
  EXPECT_EQ(frame.state.weights, replayed(problem->experiment, 30));
}

TEST(RecordedRun, GoesOnPastAChangedPlanAndReplaysAsFar) {
  const Experiment first = experimentWith({{"training.epochs", std::int64_t{20}}});
  RecordedRun run = runOf(first, 5);
  run.change(build(withSetting(first, "training.epochs", std::int64_t{8})));
  while (run.step()) {
  }
  EXPECT_EQ(run.state().epoch, 8);
  run.continuePastEnd();
  while (run.step()) {
  }
  EXPECT_EQ(run.state().epoch, 16);
  const RunFrame again = finishedRun(build(run.frame().record));
  EXPECT_EQ(again.state.epoch, 16);
  EXPECT_EQ(again.state.weights, run.state().weights);
}

TEST(RecordedRun, AnEarlyStopIsOverriddenOnlyByItsSetting) {
  const Experiment first = experimentWith({{"training.tolerance", 1e-3}});
  RecordedRun run(build(first));
  while (run.step()) {
  }
  ASSERT_EQ(run.state().stop, Stop::converged);
  const std::int64_t there = run.state().step;
  run.continuePastEnd();
  EXPECT_FALSE(run.step());
  run.change(build(withSetting(first, "training.tolerance", 1e-6)));
  EXPECT_TRUE(run.step());
  EXPECT_EQ(run.state().weights, replayed(run.frame().record, there + 1));
}

// Whatever is changed, and when: the record replays to the same bytes.
TEST(RecordedRun, ReplaysToTheBitAfterRandomChanges) {
  const std::vector<std::pair<std::string, std::vector<Value>>> dials{
      {"loss", {std::string("mse"), std::string("huber"), std::string("mae")}},
      {"optimizer", {std::string("gradient_descent"), std::string("adam")}},
      {"penalty.l2", {0.0, 0.1}},
      {"training.batch_size", {std::int64_t{0}, std::int64_t{5}, std::int64_t{9}}},
      {"training.epochs", {std::int64_t{10}, std::int64_t{20}, std::int64_t{30}}},
      {"training.early_stopping.patience", {std::int64_t{0}, std::int64_t{4}}},
      {"optimizer.learning_rate", {0.02, 0.1, 3.0}}};
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Random random(seed, "changes");
    Experiment wanted = experimentWith({{"split.train", 0.6},
                                        {"split.validation", 0.4},
                                        {"training.epochs", std::int64_t{20}},
                                        {"training.batch_size", std::int64_t{5}}});
    RecordedRun run(build(wanted));
    for (int i = 0; i < 12; ++i) {
      for (std::uint64_t steps = random.below(15); steps > 0; --steps) run.step();
      if (random.below(4) == 0) run.continuePastEnd();
      const auto& [key, values] = dials[random.below(dials.size())];
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

TEST(RecordedRun, EveryRowCountsOnceAnEpochWhateverTheBatches) {
  Experiment wanted = experimentWith({{"training.batch_size", std::int64_t{10}}});
  RecordedRun run(build(wanted));
  run.step();
  EXPECT_EQ(run.state().rowsDone, 10);
  wanted = withSetting(wanted, "training.batch_size", std::int64_t{7});
  run.change(build(wanted));
  run.step();
  EXPECT_EQ(run.state().rowsDone, 17);
  wanted = withSetting(wanted, "training.batch_size", std::int64_t{0});
  run.change(build(wanted));
  run.step();
  EXPECT_EQ(run.state().epoch, 1);
  EXPECT_EQ(run.state().rowsDone, 0);
}

TEST(RecordedRun, AFaultEndsWhenTheUserTakesOver) {
  Experiment foreseen = experimentWith({{"dataset", std::string("noisy_line")}});
  foreseen.changes = {{2, {{"dataset.samples", std::int64_t{9}}}}};
  RecordedRun run = runOf(foreseen, 2);
  EXPECT_FALSE(run.step());
  foreseen.changes.clear();
  run.change(build(withSetting(foreseen, "optimizer.learning_rate", 0.02)));
  EXPECT_TRUE(run.step());
}

TEST(RecordedRun, OfManyRowsSomeAreShown) {
  RecordedRun run(
      problemWith({{"dataset", std::string("noisy_line")}, {"dataset.samples", std::int64_t{50000}}}));
  const RunFrame frame = run.frame();
  const EmpiricalRisk& risk = *frame.problem->training;
  EXPECT_EQ(frame.shownStride, 3);
  ASSERT_EQ(frame.trainingPrediction.rows(), 16667);
  const Matrix all = risk.predictions(frame.state.weights);
  EXPECT_EQ(frame.trainingPrediction(100, 0), all(300, 0));
  EXPECT_EQ(frame.trainingLoss[100], risk.lossPerSample(frame.state.weights)[300]);
  const double mse = risk.loss(frame.state.weights);
  EXPECT_NEAR(frame.rmse, std::sqrt(mse), 1e-12);
  const auto target = risk.samples().target.array();
  EXPECT_NEAR(frame.explained, 1 - mse / (target - target.mean()).square().mean(), 1e-12);
}

}  // namespace
}  // namespace lossarium
