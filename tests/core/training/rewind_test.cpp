// Time travel: whatever was done to a run, any moment of it can be had back to the bit.
#include "core/base/random.h"
#include "core/training/recorded_run.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <map>

namespace lossarium {
namespace {

using testing::experimentWith;
using testing::problemWith;
using Dials = std::vector<std::pair<std::string, std::vector<Value>>>;

void expectSame(const TrainingState& one, const TrainingState& other) {
  ASSERT_EQ(one.step, other.step);
  EXPECT_EQ(one.weights, other.weights);
  EXPECT_EQ(one.optimizer, other.optimizer);
  EXPECT_EQ(one.epoch, other.epoch);
  EXPECT_EQ(one.batch, other.batch);
  EXPECT_EQ(one.rowsDone, other.rowsDone);
  EXPECT_EQ(one.beforeRestoring, other.beforeRestoring);
  EXPECT_EQ(one.stop, other.stop);
  EXPECT_EQ(one.reason, other.reason);
}

void goTo(RecordedRun& run, std::int64_t step) {
  while (!run.approach(step)) {
  }
}

Value anyOptimizer(Random& random) {
  return std::string(optimizerCatalog()[random.below(optimizerCatalog().size())].spec->id);
}

// The same commands to two runs, one of which looks back again and again. It must find what the other one,
// that only went forward, was like at that step.
class TwoRuns {
 public:
  TwoRuns(const Experiment& start, Random& random)
      : random_(random), wanted_(start), straight_(build(start)), travelling_(build(start)) {
    remember();
  }

  void step() {
    ASSERT_EQ(straight_.step(), travelling_.step());
    straight_.followForeseenChanges();
    travelling_.followForeseenChanges();
    remember();
  }
  void extend() {
    straight_.continuePastEnd();
    travelling_.continuePastEnd();
    remember();
  }
  void change(const std::string& key, const Value& value) {
    wanted_ = withSetting(wanted_, key, value);
    wanted_.changes.clear();
    straight_.change(build(wanted_));
    travelling_.change(build(wanted_));
    remember();
  }
  /// There and a little on, and back to the head.
  void lookBack() {
    goTo(travelling_, static_cast<std::int64_t>(random_.below(states_.size())));
    for (std::uint64_t steps = random_.below(8); steps > 0; --steps) {
      expectSame(travelling_.state(), states_.at(travelling_.state().step));
      if (travelling_.atHead()) break;
      ASSERT_TRUE(travelling_.step());
    }
    expectSame(travelling_.state(), states_.at(travelling_.state().step));
    goTo(travelling_, straight_.state().step);
    ASSERT_TRUE(travelling_.atHead());
    expectSame(travelling_.state(), straight_.state());
  }
  void expectSameRecord() {
    const RunFrame one = straight_.frame(), other = travelling_.frame();
    EXPECT_EQ(one.record, other.record);
    ASSERT_EQ(one.path.size(), other.path.size());
    for (std::size_t i = 0; i < one.path.size(); ++i) {
      EXPECT_EQ(one.path[i].weights, other.path[i].weights);
      EXPECT_EQ(one.path[i].value, other.path[i].value);
    }
    ASSERT_EQ(one.epochs.size(), other.epochs.size());
    for (std::size_t i = 0; i < one.epochs.size(); ++i)
      EXPECT_EQ(one.epochs[i].training, other.epochs[i].training);
    EXPECT_EQ(one.seams.size(), other.seams.size());
  }
  RecordedRun& travelling() { return travelling_; }
  const std::map<std::int64_t, TrainingState>& states() const { return states_; }

  /// Not every optimiser has a learning rate.
  bool has(const std::string& key) const {
    return key != "optimizer.learning_rate" || wanted_.optimizer.has("learning_rate");
  }

 private:
  void remember() { states_[straight_.state().step] = straight_.state(); }

  Random& random_;
  Experiment wanted_;
  RecordedRun straight_, travelling_;
  std::map<std::int64_t, TrainingState> states_;
};

const Dials dials{{"loss", {std::string("mse"), std::string("huber"), std::string("mae")}},
                  {"penalty.l2", {0.0, 0.1}},
                  {"training.batch_size", {std::int64_t{0}, std::int64_t{5}, std::int64_t{9}}},
                  {"training.epochs", {std::int64_t{10}, std::int64_t{20}, std::int64_t{30}}},
                  {"training.early_stopping.patience", {std::int64_t{0}, std::int64_t{4}}},
                  {"optimizer.learning_rate", {0.02, 0.1, 3.0}}};

Experiment startFor(Random& random) {
  const std::int64_t batches[] = {0, 5};
  Experiment start = experimentWith({{"split.train", 0.6},
                                     {"split.validation", 0.4},
                                     {"training.epochs", std::int64_t{20}},
                                     {"training.batch_size", batches[random.below(2)]},
                                     {"optimizer", anyOptimizer(random)}});
  if (random.below(3) == 0)
    start.changes = {{7, {{"penalty.l2", 0.05}}}, {40, {{"loss.id", std::string("mae")}}}};
  return start;
}

TEST(Rewind, FindsEveryMomentToTheBitAfterRandomChanges) {
  for (std::uint64_t seed = 1; seed <= 250 && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed, "rewind");
    TwoRuns runs(startFor(random), random);
    for (int i = 0; i < 12; ++i) {
      for (std::uint64_t steps = random.below(15); steps > 0; --steps) runs.step();
      runs.lookBack();
      if (random.below(4) == 0) runs.extend();
      const auto dial = random.below(dials.size() + 2);
      if (dial < dials.size() && runs.has(dials[dial].first))
        runs.change(dials[dial].first, dials[dial].second[random.below(dials[dial].second.size())]);
      else if (dial == dials.size())
        runs.change("optimizer", anyOptimizer(random));
      runs.lookBack();
    }
    runs.expectSameRecord();
  }
}

// Every optimiser of the catalogue, by full and by small batches.
TEST(Rewind, StepsBackBatchByBatchWithEveryOptimizer) {
  for (const OptimizerEntry& entry : optimizerCatalog())
    for (const std::int64_t batch : {0, 7}) {
      SCOPED_TRACE(std::string(entry.spec->id) + ", batches of " + std::to_string(batch));
      RecordedRun run(problemWith({{"optimizer", std::string(entry.spec->id)},
                                   {"training.batch_size", batch},
                                   {"training.epochs", std::int64_t{60}}}));
      std::vector<TrainingState> states{run.state()};
      while (run.step()) states.push_back(run.state());
      for (std::size_t step = states.size(); step-- > 0;) {
        goTo(run, static_cast<std::int64_t>(step));
        expectSame(run.state(), states[step]);
      }
      for (std::size_t step = 1; step < states.size(); ++step) {
        ASSERT_TRUE(run.step());
        expectSame(run.state(), states[step]);
      }
      EXPECT_TRUE(run.atHead());
      EXPECT_FALSE(run.step());
    }
}

TEST(Rewind, AChangeAtAPastMomentCutsOffWhatCameAfterAndHandsItOver) {
  for (std::uint64_t seed = 1; seed <= 60 && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed, "branches");
    TwoRuns runs(startFor(random), random);
    for (int i = 0; i < 6; ++i) {
      for (std::uint64_t steps = random.below(20); steps > 0; --steps) runs.step();
      if (random.below(3) == 0) runs.extend();
      const auto& [key, values] = dials[random.below(dials.size())];
      if (runs.has(key)) runs.change(key, values[random.below(values.size())]);
    }
    RecordedRun& run = runs.travelling();
    const TrainingState before = run.state();
    const std::size_t plan = static_cast<std::size_t>(run.frame().plannedEpochs);
    if (before.step == 0) continue;
    const auto past = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(before.step)));
    goTo(run, past);
    const Experiment there = run.frame().problem->experiment;
    Experiment other = withSetting(there, "penalty.l2", 0.037);
    other.changes.clear();
    run.change(build(other));
    const auto cutOff = run.takeCutOff();
    ASSERT_TRUE(cutOff.has_value());
    EXPECT_FALSE(run.takeCutOff().has_value());
    EXPECT_EQ(cutOff->reachedStep, before.step);
    EXPECT_EQ(cutOff->cutStep, past);
    EXPECT_TRUE(run.atHead());
    EXPECT_EQ(run.frame().headStep, past);
    // Both are runs that a fresh start replays to the same bytes.
    RecordedRun old(build(cutOff->record));
    goTo(old, before.step);
    EXPECT_EQ(old.state().weights, before.weights);
    EXPECT_EQ(old.state().optimizer, before.optimizer);
    EXPECT_EQ(static_cast<std::size_t>(old.frame().plannedEpochs), plan);
    for (int i = 0; i < 30; ++i) run.step();
    RecordedRun fresh(build(run.frame().record));
    goTo(fresh, run.state().step);
    EXPECT_EQ(fresh.state().step, run.state().step);
    EXPECT_EQ(fresh.state().weights, run.state().weights);
    EXPECT_EQ(fresh.state().optimizer, run.state().optimizer);
    EXPECT_EQ(fresh.frame().epochs.size(), run.frame().epochs.size());
    goTo(run, past / 2);
    expectSame(run.state(), runs.states().at(past / 2));
  }
}

TEST(Rewind, APastMomentShowsWhatWasInForceThere) {
  const Experiment first = experimentWith({{"split.validation", 0.25}});
  RecordedRun run(build(first));
  for (int i = 0; i < 5; ++i) run.step();
  run.change(build(withSetting(first, "loss", std::string("mae"))));
  for (int i = 0; i < 5; ++i) run.step();
  goTo(run, 3);
  const RunFrame frame = run.frame();
  EXPECT_FALSE(frame.atHead());
  EXPECT_EQ(frame.problem->experiment.loss.id, "mse");
  EXPECT_EQ(frame.headProblem->experiment.loss.id, "mae");
  EXPECT_EQ(frame.headStep, 10);
  EXPECT_EQ(frame.now.training, frame.problem->training->loss(frame.state.weights));
  EXPECT_EQ(frame.epochs.size(), 11U);
  EXPECT_EQ(frame.seams.size(), 1U);
  for (const PathPoint& point : frame.path)
    EXPECT_EQ(point.value, frame.problem->training->value(point.weights));
}

TEST(Rewind, TheHeadIsFoundAsItEnded) {
  RecordedRun diverged(problemWith({{"optimizer.learning_rate", 50.0}}));
  while (diverged.step()) {
  }
  const TrainingState end = diverged.state();
  ASSERT_EQ(end.stop, Stop::diverged);
  goTo(diverged, 2);
  EXPECT_EQ(diverged.state().stop, Stop::none);
  while (diverged.step()) {
  }
  expectSame(diverged.state(), end);
}

TEST(Rewind, AFaultBelongsToTheHead) {
  Experiment foreseen = experimentWith({{"dataset", std::string("noisy_line")}});
  foreseen.changes = {{4, {{"dataset.samples", std::int64_t{9}}}}};
  RecordedRun run(build(foreseen));
  while (run.step()) {
  }
  EXPECT_FALSE(run.frame().fault.empty());
  goTo(run, 2);
  EXPECT_TRUE(run.frame().fault.empty());
  while (run.step()) {
  }
  EXPECT_EQ(run.state().step, 4);
  EXPECT_FALSE(run.frame().fault.empty());
}

TEST(Snapshots, StayWithinTheirBudgetAndStillFindEveryMoment) {
  for (const std::size_t budget : {std::size_t{0}, std::size_t{3000}, std::size_t{40000}}) {
    SCOPED_TRACE(budget);
    RewindableTrainer run(problemWith({{"training.epochs", std::int64_t{5000}}}), budget);
    std::vector<Vector> weights{run.now().state().weights};
    const std::size_t least = run.bytes();
    while (run.step()) {
      weights.push_back(run.now().state().weights);
      ASSERT_LE(run.bytes(), std::max(budget, least));
    }
    Random random(budget, "moments");
    for (int i = 0; i < 20; ++i) {
      const auto step = random.below(weights.size());
      while (!run.approach(static_cast<std::int64_t>(step))) {
      }
      ASSERT_EQ(run.now().state().weights, weights[step]);
      ASSERT_LE(run.bytes(), std::max(budget, least));
    }
  }
}

// Each change brings data of its own: too much to be kept, so it is made again.
TEST(Snapshots, LetGoOfDataThatChangesBrought) {
  const std::size_t budget = 200000;
  Experiment wanted = experimentWith({{"dataset", std::string("noisy_line")},
                                      {"dataset.samples", std::int64_t{500}},
                                      {"training.batch_size", std::int64_t{100}}});
  RewindableTrainer run(build(wanted), budget);
  std::vector<TrainingState> states;
  for (int i = 0; i < 80; ++i) {
    states.push_back(run.now().state());
    run.step();
    wanted = withSetting(wanted, "dataset.noise", 0.01 * i);
    run.change(build(wanted));
    ASSERT_LE(run.bytes(), 2 * budget);
  }
  for (std::size_t step = states.size(); step-- > 0;) {
    while (!run.approach(static_cast<std::int64_t>(step))) {
    }
    expectSame(run.now().state(), states[step]);
  }
}

TEST(Snapshots, LieEvenlyOverALongRunAndCloserNearItsHead) {
  Trainer trainer(problemWith({{"training.epochs", std::int64_t{1000000}}}));
  Snapshots snapshots(trainer);
  for (int i = 0; i < 150000; ++i) {
    trainer.step();
    if (snapshots.wants(trainer.state().step)) snapshots.add(trainer, 0);
  }
  EXPECT_EQ(snapshots.stride(), 64);
  for (std::int64_t step = 0; step <= 149900; step += 777)
    EXPECT_EQ(snapshots.before(step).step(), step / 64 * 64);
  EXPECT_GE(snapshots.before(149999).step(), 149998);
}

}  // namespace
}  // namespace lossarium
