#include "core/training/live_run.h"

#include "tests/core/support/testing.h"
#include "tests/core/support/watched.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

namespace lossarium {
namespace {

using testing::experimentWith;
using testing::problemWith;
using Frame = std::shared_ptr<const RunFrame>;

class WatchedRun : public testing::Watched<LiveRun, RunFrame> {
 public:
  Frame atStep(std::int64_t step) {
    return frameWhere([step](const RunFrame& frame) { return frame.state.step == step; });
  }
  Frame standing() {
    return frameWhere([](const RunFrame& frame) { return !frame.running && frame.state.step > 0; });
  }
};

Trainer replay(const Experiment& record, std::int64_t steps) {
  Trainer trainer(build(record));
  while (trainer.state().step < steps && trainer.step()) {
  }
  return trainer;
}

// However many places there are, and however long each takes: at rest all are valued in the end.
TEST(LiveRun, AtRestEveryPlaceOfThePathGetsItsValue) {
  WatchedRun run;
  const auto problem = problemWith({{"dataset.id", std::string("noisy_line")},
                                    {"dataset.samples", std::int64_t{50000}},
                                    {"training.epochs", std::int64_t{1500}}});
  run->setSpeed(asFastAsItGoes);
  run->load(problem);
  run->play();
  run.frameWhere([](const RunFrame& frame) { return frame.state.stop != Stop::none; });
  run->change(build(withSetting(problem->experiment, "loss.id", std::string("huber"))));
  const Frame frame = run.frameWhere([](const RunFrame& each) {
    const auto isOpen = [](const PathPoint& place) { return std::isnan(place.value); };
    return each.problem->experiment.loss.id == "huber" &&
           std::none_of(each.path.begin(), each.path.end(), isOpen);
  });
  EXPECT_EQ(frame->path.front().value, frame->problem->training->value(frame->path.front().weights));
}

TEST(LiveRun, ShowsAFrameAtStepZeroWhenLoaded) {
  WatchedRun run;
  const auto problem = problemWith({{"training.epochs", std::int64_t{90}}});
  run->load(problem);
  const Frame frame = run.atStep(0);
  EXPECT_EQ(frame->problem, problem);
  EXPECT_EQ(frame->state.weights, problem->startWeights());
  EXPECT_FALSE(frame->running);
  EXPECT_EQ(frame->plannedEpochs, 90);
  EXPECT_EQ(frame->path.size(), 1U);
  EXPECT_EQ(frame->trainingPrediction, problem->training->predictions(frame->state.weights));
  EXPECT_EQ(run->takeFrame(), nullptr);
}

TEST(LiveRun, PlaysToItsEndWithTheTrainersWeights) {
  WatchedRun run;
  const auto problem =
      problemWith({{"training.batch_size", std::int64_t{10}}, {"training.epochs", std::int64_t{400}}});
  run->setSpeed(asFastAsItGoes);
  run->load(problem);
  run->play();
  const Frame end = run.standing();
  EXPECT_EQ(end->state.stop, Stop::epochs);
  EXPECT_EQ(end->state.epoch, 400);
  EXPECT_EQ(end->state.weights, replay(problem->experiment, 1200).state().weights);
  EXPECT_EQ(end->epochs.size(), 401U);
  EXPECT_EQ(end->now.training, problem->training->loss(end->state.weights));
}

TEST(LiveRun, StepsABatchOrToTheEndOfTheEpoch) {
  WatchedRun run;
  run->load(problemWith({{"training.batch_size", std::int64_t{10}}}));  // three batches an epoch
  run->stepBatch();
  EXPECT_EQ(run.atStep(1)->state.batch, 1);
  run->stepEpoch();
  EXPECT_EQ(run.atStep(3)->state.epoch, 1);
  run->stepEpoch();
  const Frame frame = run.atStep(6);
  EXPECT_EQ(frame->state.epoch, 2);
  EXPECT_FALSE(frame->running);
}

TEST(LiveRun, PausesAndGoesOn) {
  WatchedRun run;
  const auto problem = problemWith({{"training.epochs", std::int64_t{1000000000}}});
  run->setSpeed(asFastAsItGoes);
  run->load(problem);
  run->play();
  run.frameWhere([](const RunFrame& frame) { return frame.running && frame.state.step > 100; });
  run->pause();
  const Frame paused = run.standing();
  EXPECT_EQ(paused->state.stop, Stop::none);
  EXPECT_EQ(replay(problem->experiment, paused->state.step).state().weights, paused->state.weights);
  run->play();
  EXPECT_GT(run.frameWhere([](const RunFrame& frame) { return frame.running; })->state.step,
            paused->state.step - 1);
  run.frameWhere([&](const RunFrame& frame) { return frame.state.step > paused->state.step; });
}

TEST(LiveRun, LoadingStartsAnewWhileItRuns) {
  WatchedRun run;
  run->setSpeed(asFastAsItGoes);
  const auto first = run->load(problemWith({{"training.epochs", std::int64_t{1000000000}}}));
  run->play();
  run.frameWhere([](const RunFrame& frame) { return frame.state.step > 100; });
  const auto second = run->load(problemWith({{"dataset", std::string("cars")}}));
  EXPECT_NE(first, second);
  const Frame frame = run.frameWhere([&](const RunFrame& each) { return each.generation == second; });
  EXPECT_EQ(frame->state.step, 0);
  EXPECT_FALSE(frame->running);
  EXPECT_EQ(frame->record.dataset.id, "cars");
  EXPECT_EQ(frame->path.size(), 1U);
}

TEST(LiveRun, ChangesWhileItRunsAreRecordedAndReplayToTheBit) {
  WatchedRun run;
  run->setSpeed(asFastAsItGoes);
  Experiment wanted = experimentWith(
      {{"training.epochs", std::int64_t{1000000000}}, {"training.batch_size", std::int64_t{7}}});
  run->load(build(wanted));
  run->play();
  const std::vector<std::pair<std::string, Value>> changes{
      {"loss", std::string("huber")},    {"loss.delta", 0.5}, {"optimizer", std::string("adam")},
      {"optimizer.learning_rate", 0.01}, {"penalty.l2", 0.1}, {"training.batch_size", std::int64_t{11}},
      {"loss", std::string("mae")},      {"penalty.l1", 0.01}};
  std::int64_t reached = 0;
  for (const auto& [key, value] : changes) {
    run.frameWhere([&](const RunFrame& frame) { return frame.state.step > reached + 50; });
    wanted = withSetting(wanted, key, value);
    run->change(build(wanted));
    const Frame changed =
        run.frameWhere([&](const RunFrame& frame) { return frame.problem->experiment == wanted; });
    reached = changed->state.step;
  }
  run.frameWhere([&](const RunFrame& frame) { return frame.state.step > reached + 50; });
  run->pause();
  const Frame end = run.standing();
  EXPECT_EQ(end->record.changes.size(), changes.size());
  EXPECT_EQ(end->seams.size(), changes.size());
  EXPECT_EQ(end->seams.front().label, "MSE → Huber");
  EXPECT_TRUE(end->seams.front().otherUnit);
  EXPECT_FALSE(end->seams.at(2).otherUnit);
  const Trainer again = replay(end->record, end->state.step);
  EXPECT_EQ(again.state().weights, end->state.weights);
  EXPECT_EQ(again.state().optimizer, end->state.optimizer);
}

TEST(LiveRun, SeveralChangesBetweenTwoStepsAreOne) {
  WatchedRun run;
  Experiment wanted = defaultExperiment();
  run->load(build(wanted));
  run->stepBatch();
  for (const auto& [key, value] : {std::pair<std::string, Value>{"loss", std::string("huber")},
                                   {"loss.delta", 3.0},
                                   {"loss.delta", 4.0},
                                   {"optimizer", std::string("adam")},
                                   {"loss", std::string("mae")}}) {
    wanted = withSetting(wanted, key, value);
    run->change(build(wanted));
  }
  run->stepBatch();
  run->stepBatch();
  const Frame end = run.atStep(3);
  EXPECT_EQ(end->record.changes.size(), 1U);
  EXPECT_EQ(end->seams.size(), 1U);
  EXPECT_EQ(replay(end->record, 3).state().weights, end->state.weights);
}

TEST(LiveRun, AChangeBeforeTheFirstStepIsHowTheRunStarts) {
  WatchedRun run;
  run->load(problemWith({}));
  const Experiment wanted = experimentWith({{"loss", std::string("huber")}});
  run->change(build(wanted));
  run->stepBatch();
  const Frame frame = run.atStep(1);
  EXPECT_EQ(frame->record, wanted);
  EXPECT_TRUE(frame->seams.empty());
}

TEST(LiveRun, PlayAfterTheEndGoesOnForAsManyEpochsAgain) {
  WatchedRun run;
  run->setSpeed(asFastAsItGoes);
  run->load(problemWith({{"training.epochs", std::int64_t{20}}}));
  run->play();
  EXPECT_EQ(run.standing()->state.epoch, 20);
  run->play();
  const Frame end =
      run.frameWhere([](const RunFrame& frame) { return !frame.running && frame.state.epoch > 20; });
  EXPECT_EQ(end->state.epoch, 40);
  EXPECT_EQ(end->plannedEpochs, 40);
  EXPECT_EQ(end->state.weights,
            replay(experimentWith({{"training.epochs", std::int64_t{40}}}), 40).state().weights);
}

TEST(LiveRun, ADivergedRunStandsStillAndPlayDoesNotMoveIt) {
  WatchedRun run;
  run->setSpeed(asFastAsItGoes);
  run->load(problemWith({{"optimizer.learning_rate", 50.0}}));
  run->play();
  const Frame diverged =
      run.frameWhere([](const RunFrame& frame) { return frame.state.stop == Stop::diverged; });
  run->play();
  const Frame still = run.frameWhere([](const RunFrame&) { return true; });
  EXPECT_FALSE(still->running);
  EXPECT_EQ(still->state.weights, diverged->state.weights);
}

TEST(LiveRun, AForeseenChangeThatDoesNotFitStopsTheRunWithItsFault) {
  WatchedRun run;
  Experiment experiment = experimentWith({{"dataset", std::string("noisy_line")}});
  experiment.changes = {{2, {{"dataset.samples", std::int64_t{9}}}}};
  run->setSpeed(asFastAsItGoes);
  run->load(build(experiment));
  run->play();
  const Frame frame = run.standing();
  EXPECT_EQ(frame->state.step, 2);
  testing::expectHolds(frame->fault, "changes[0]");
}

TEST(LiveRun, EndsWhileItRuns) {
  for (int i = 0; i < 20; ++i) {
    LiveRun run([] {});
    run.setSpeed(i % 2 ? asFastAsItGoes : 1e-3);
    run.load(problemWith({{"training.epochs", std::int64_t{1000000000}}}));
    run.play();
  }
}

TEST(LiveRun, WithoutAProblemCommandsDoNothing) {
  LiveRun run([] {});
  run.play();
  run.stepBatch();
  run.stepEpoch();
  run.pause();
  run.change(problemWith({}));
  EXPECT_EQ(run.takeFrame(), nullptr);
}

TEST(LiveRun, ALongEpochCanBePausedAndLeft) {
  WatchedRun run;
  run->load(problemWith({{"dataset", std::string("noisy_line")},
                         {"dataset.samples", std::int64_t{100000}},
                         {"training.batch_size", std::int64_t{1}},
                         {"model", std::string("mlp")},
                         {"model.width", std::int64_t{64}},
                         {"optimizer.learning_rate", 1e-4},
                         {"optimizer", std::string("adam")}}));
  run->stepEpoch();
  run.frameWhere([](const RunFrame& frame) { return frame.state.step > 0; });
  run->pause();
  const Frame paused = run.standing();
  EXPECT_EQ(paused->state.epoch, 0);
}

TEST(LiveRun, StepsBackBatchByBatchAndEpochByEpoch) {
  WatchedRun run;
  const auto problem = problemWith({{"training.batch_size", std::int64_t{10}}});  // three batches an epoch
  run->load(problem);
  for (int i = 0; i < 8; ++i) run->stepBatch();
  run.atStep(8);
  run->stepBackBatch();
  const Frame back = run.atStep(7);
  EXPECT_EQ(back->state.weights, replay(problem->experiment, 7).state().weights);
  EXPECT_EQ(back->headStep, 8);
  EXPECT_EQ(back->headEpoch, 2);
  EXPECT_EQ(back->epochs.size(), 3U);
  run->stepBackEpoch();
  run.atStep(6);
  run->stepBackEpoch();
  EXPECT_EQ(run.atStep(3)->state.epoch, 1);
  run->stepBackBatch();
  run->stepBackEpoch();
  EXPECT_EQ(run.atStep(0)->state.weights, problem->startWeights());
  run->stepBackBatch();
  run->stepBackEpoch();
  run->stepBatch();
  EXPECT_EQ(run.atStep(1)->headStep, 8);
  run->goToHead();
  EXPECT_TRUE(run.atStep(8)->atHead());
}

TEST(LiveRun, PlayingFromAPastMomentGoesTheSameWayAndThenOn) {
  WatchedRun run;
  const auto problem = problemWith({{"training.epochs", std::int64_t{60}}});
  run->setSpeed(asFastAsItGoes);
  run->load(problem);
  for (int i = 0; i < 40; ++i) run->stepBatch();
  run.atStep(40);
  run->goTo(10);
  EXPECT_FALSE(run.atStep(10)->running);
  run->play();
  const Frame end = run.atStep(60);
  EXPECT_EQ(end->state.weights, replay(problem->experiment, 60).state().weights);
  EXPECT_EQ(end->epochs.size(), 61U);
  EXPECT_EQ(end->path.size(), 61U);
}

// The run is long and its snapshots far apart: each of the positions would take a while.
TEST(LiveRun, OfManyPositionsTheLastCounts) {
  WatchedRun run;
  const auto problem = problemWith({{"training.epochs", std::int64_t{300000}}});
  run->setSpeed(asFastAsItGoes);
  run->load(problem);
  run->play();
  const Frame end = run.frameWhere([](const RunFrame& frame) { return frame.state.stop == Stop::epochs; });
  for (std::int64_t i = 1; i <= 2000; ++i) run->goTo(299999 - 97 * i);
  const Frame frame = run.atStep(299999 - 97 * 2000);
  EXPECT_EQ(frame->state.weights, replay(problem->experiment, frame->state.step).state().weights);
  run->goTo(1000000000);
  EXPECT_EQ(run.atStep(300000)->state.weights, end->state.weights);
}

TEST(LiveRun, AChangeAtAPastMomentBranches) {
  WatchedRun run;
  const auto problem = problemWith({{"training.epochs", std::int64_t{60}}});
  run->setSpeed(asFastAsItGoes);
  run->load(problem);
  run->play();
  const Frame whole = run.atStep(60);
  run->goTo(20);
  const Experiment other =
      experimentWith({{"training.epochs", std::int64_t{60}}, {"optimizer.learning_rate", 0.03}});
  const auto revision = run->change(build(other));
  const Frame branched = run.frameWhere([&](const RunFrame& frame) { return frame.revision == revision; });
  EXPECT_EQ(branched->state.step, 20);
  EXPECT_TRUE(branched->atHead());
  const auto cutOffs = run->takeCutOffs();
  ASSERT_EQ(cutOffs.size(), 1U);
  EXPECT_EQ(cutOffs[0].revision, revision);
  EXPECT_EQ(cutOffs[0].reachedStep, 60);
  EXPECT_EQ(cutOffs[0].cutStep, 20);
  EXPECT_EQ(cutOffs[0].epochs.size(), 61U);
  EXPECT_EQ(replay(cutOffs[0].record, 60).state().weights, whole->state.weights);
  run->play();
  const Frame end = run.atStep(60);
  EXPECT_EQ(end->state.weights, replay(end->record, 60).state().weights);
  EXPECT_NE(end->state.weights, whole->state.weights);
}

TEST(LiveRun, CatchesUpAndStandsAtThePastMomentThatWasAskedFor) {
  WatchedRun run;
  const auto problem = problemWith({{"training.epochs", std::int64_t{500}}});
  run->load(problem, 400, 100);
  run->stepBatch();  // waits until it is there
  const Frame frame = run.atStep(101);
  EXPECT_EQ(frame->headStep, 400);
  EXPECT_EQ(frame->state.weights, replay(problem->experiment, 101).state().weights);
}

TEST(LiveRun, PauseAndAnotherLoadEndACatchingUp) {
  WatchedRun run;
  const auto problem = problemWith({{"training.epochs", std::int64_t{1000000000}}});
  run->load(problem, std::int64_t{1000000000});
  const Frame onTheWay = run.frameWhere([](const RunFrame& frame) { return frame.state.step > 0; });
  EXPECT_TRUE(onTheWay->running);
  EXPECT_EQ(onTheWay->destination, std::int64_t{1000000000});
  run->pause();
  const Frame paused = run.standing();
  EXPECT_EQ(paused->destination, paused->headStep);
  run->load(problem, std::int64_t{1000000000});
  const auto last = run->load(problem);
  const Frame fresh = run.frameWhere([&](const RunFrame& frame) { return frame.generation == last; });
  EXPECT_EQ(fresh->state.step, 0);
}

// However busy the machine: never faster than asked.
TEST(LiveRun, KeepsItsPace) {
  WatchedRun run;
  run->setSpeed(20);
  run->load(problemWith({{"training.epochs", std::int64_t{1000000}}}));
  const auto begin = std::chrono::steady_clock::now();
  run->play();
  run.frameWhere([](const RunFrame& frame) { return frame.state.step >= 10; });
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
  EXPECT_GT(spent.count(), 0.4) << "ten steps at twenty a second: the first at once, nine gaps";
}

// Data that change at the end: the run goes on so that the fit follows, and replays to the bit.
TEST(LiveRun, RefitsAfterTheEndIfItIsAskedTo) {
  const Experiment first = defaultExperiment();
  const Experiment edited = withSetting(first, "dataset.edits", std::vector<std::string>{"move 24 73 20"});
  for (const double speed : {0.0, 1e6}) {
    LiveRun run([] {});
    run.setSpeed(asFastAsItGoes);
    run.load(build(first));
    run.play();
    std::shared_ptr<const RunFrame> frame;
    const auto waitFor = [&](auto&& condition) {
      for (int i = 0; i < 20000; ++i) {
        if (auto next = run.takeFrame()) frame = next;
        if (frame && condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
      return false;
    };
    ASSERT_TRUE(waitFor([&] { return frame->state.stop == Stop::epochs; }));
    const std::int64_t revision = run.change(build(edited), speed);
    ASSERT_TRUE(waitFor([&] { return frame->revision == revision && !frame->running; }));
    EXPECT_EQ(frame->state.epoch, speed > 0 ? 800 : 400);
    EXPECT_EQ(finishedRun(build(frame->record)).state.weights, frame->state.weights);
  }
}

TEST(LiveRun, FramesHoldUnitsOnlyWhileTheyAreWanted) {
  WatchedRun run;
  run->load(problemWith({{"dataset.id", std::string("xor")}}));
  EXPECT_EQ(run.atStep(0)->units, nullptr);
  run->wantUnits(true);
  run.frameWhere([](const RunFrame& frame) { return frame.units != nullptr; });
  run->stepBatch();
  const Frame frame = run.atStep(1);
  EXPECT_EQ(frame->units->step, 1);
  EXPECT_EQ(frame->units->weights, frame->state.weights);
  run->wantUnits(false);
  run->stepBatch();
  EXPECT_EQ(run.atStep(2)->units, nullptr);
}

}  // namespace
}  // namespace lossarium
