#include "core/duel/duel.h"

#include "core/duel/duel_plan.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

Duel::Setup problemsOf(const DuelPlan& plan) {
  Duel::Setup problems;
  for (const Experiment& each : plan.contenders)
    problems.push_back(build(each, {}, problems.empty() ? nullptr : problems.front()));
  return problems;
}

DuelPlan onMoons(std::int64_t batch = 0) {
  return {{withSettings(defaultExperiment(), {{"dataset.id", std::string("two_moons")},
                                              {"dataset.samples", std::int64_t{60}},
                                              {"split.train", 0.8},
                                              {"split.validation", 0.2},
                                              {"loss.id", std::string("log_loss")},
                                              {"model.id", std::string("mlp")},
                                              {"optimizer.id", std::string("adam")},
                                              {"optimizer.learning_rate", 0.02},
                                              {"training.batch_size", batch},
                                              {"training.epochs", std::int64_t{40}}})}};
}

DuelPlan threeLosses(std::int64_t batch = 0) {
  DuelPlan plan = withCopy(onMoons(batch), 0, "loss.id", std::string("brier"));
  return withCopy(plan, 0, "loss.id", std::string("focal"));
}

void runTo(Duel& duel, std::int64_t epoch) {
  while (!duel.approach(epoch)) {
  }
}

RunFrame alone(const Experiment& experiment, std::int64_t epoch) {
  RecordedRun run(build(experiment));
  while (run.state().epoch < epoch && run.step()) {
  }
  return run.frame();
}

void expectSame(const RunFrame& one, const RunFrame& other) {
  EXPECT_EQ(one.state.step, other.state.step);
  EXPECT_EQ(one.state.epoch, other.state.epoch);
  EXPECT_EQ(one.state.weights, other.state.weights);
  EXPECT_EQ(one.now.training, other.now.training);
  EXPECT_EQ(one.trainingPrediction, other.trainingPrediction);
}

TEST(Duel, EqualContendersStayEqualToTheBit) {
  for (const std::int64_t batch : {0, 7}) {
    DuelPlan plan = onMoons(batch);
    plan.contenders.resize(6, plan.contenders[0]);
    Duel duel(problemsOf(plan));
    for (int i = 0; i < 12; ++i) {
      ASSERT_TRUE(duel.step());
      const DuelFrame frame = duel.frame();
      ASSERT_EQ(frame.runs.size(), 6U);
      for (const auto& each : frame.runs) expectSame(*each, *frame.runs[0]);
    }
  }
}

TEST(Duel, EachRunIsWhatItIsAlone) {
  for (const std::int64_t batch : {0, 7}) {
    const DuelPlan plan = threeLosses(batch);
    Duel duel(problemsOf(plan));
    runTo(duel, 25);
    const DuelFrame frame = duel.frame();
    for (std::size_t i = 0; i < 3; ++i) expectSame(*frame.runs[i], alone(plan.contenders[i], 25));
    EXPECT_NE(frame.runs[0]->state.weights, frame.runs[1]->state.weights);
  }
}

TEST(Duel, AllBeginAtTheSameWeightsAndSeeTheSameRows) {
  Duel duel(problemsOf(threeLosses(7)));
  const DuelFrame frame = duel.frame();
  for (const auto& each : frame.runs) {
    EXPECT_EQ(each->state.weights, frame.runs[0]->state.weights);
    EXPECT_EQ(each->problem->rows, frame.runs[0]->problem->rows);
    EXPECT_EQ(each->problem->dataset, frame.runs[0]->problem->dataset) << "the data are held once";
  }
}

TEST(Duel, KeepsStepByEpochWhateverTheBatches) {
  const DuelPlan plan = withCopy(onMoons(), 0, "training.batch_size", std::int64_t{5});
  Duel duel(problemsOf(plan));
  for (std::int64_t epoch = 1; epoch <= 5; ++epoch) {
    duel.step();
    for (const auto& each : duel.frame().runs) EXPECT_EQ(each->state.epoch, epoch);
  }
  EXPECT_EQ(duel.frame().runs[0]->state.step, 5);
  EXPECT_EQ(duel.frame().runs[1]->state.step, 50);
}

TEST(Duel, GoesBackToTheBitAndForthAgain) {
  Duel duel(problemsOf(threeLosses(7)));
  runTo(duel, 9);
  const DuelFrame ninth = duel.frame();
  runTo(duel, 30);
  const DuelFrame head = duel.frame();
  runTo(duel, 9);
  const DuelFrame back = duel.frame();
  EXPECT_EQ(back.epoch, 9);
  EXPECT_EQ(back.headEpoch, 30);
  runTo(duel, 29);
  ASSERT_TRUE(duel.step());
  for (std::size_t i = 0; i < 3; ++i) {
    expectSame(*back.runs[i], *ninth.runs[i]);
    expectSame(*duel.frame().runs[i], *head.runs[i]);
  }
}

TEST(Duel, OneThatStopsStandsWhileTheOthersGoOn) {
  DuelPlan plan = {{withSettings(defaultExperiment(), {{"training.epochs", std::int64_t{60}}})}};
  plan = withCopy(plan, 0, "optimizer.learning_rate", 30.0);
  Duel duel(problemsOf(plan));
  while (duel.step()) {
  }
  const DuelFrame frame = duel.frame();
  EXPECT_EQ(frame.epoch, 60);
  EXPECT_EQ(frame.runs[0]->state.stop, Stop::epochs);
  EXPECT_EQ(frame.runs[1]->state.stop, Stop::diverged);
  EXPECT_LT(frame.runs[1]->state.epoch, 60);
  runTo(duel, 1);
  EXPECT_EQ(duel.frame().runs[1]->state.epoch, 1);
  runTo(duel, 60);
  EXPECT_EQ(duel.frame().runs[1]->state.stop, Stop::diverged);
}

TEST(Duel, ManyEpochsAtOnceAreTheSameEpochs) {
  DuelPlan plan = threeLosses(7);
  plan = withCopy(plan, 0, "training.epochs", std::int64_t{15});
  Duel one(problemsOf(plan)), other(problemsOf(plan));
  for (int i = 0; i < 33; ++i) ASSERT_TRUE(one.step());
  EXPECT_EQ(other.steps(10), 10);
  EXPECT_EQ(other.steps(23), 23);
  for (std::size_t i = 0; i < 4; ++i) expectSame(*one.frame().runs[i], *other.frame().runs[i]);
  EXPECT_EQ(other.frame().runs[3]->state.epoch, 15);
  EXPECT_EQ(other.steps(100), 7) << "no more are planned";
  EXPECT_EQ(other.steps(100), 0);
  runTo(other, 12);
  EXPECT_EQ(other.steps(5), 5);
  runTo(one, 17);
  for (std::size_t i = 0; i < 4; ++i) expectSame(*one.frame().runs[i], *other.frame().runs[i]);
}

TEST(Duel, GoesOnPastItsEndAsOftenAgain) {
  Duel duel(problemsOf(threeLosses()));
  while (duel.step()) {
  }
  EXPECT_EQ(duel.stepNow(), 40);
  duel.continuePastEnd();
  EXPECT_EQ(duel.frame().plannedEpochs, 80);
  while (duel.step()) {
  }
  EXPECT_EQ(duel.stepNow(), 80);
  EXPECT_FALSE(duel.step());
}

TEST(Duel, NeedsAContenderAndTakesSix) {
  EXPECT_THROW(Duel({}), Error);
  const auto problem = build(defaultExperiment());
  EXPECT_NO_THROW(Duel(Duel::Setup(6, problem)));
  EXPECT_THROW(Duel(Duel::Setup(7, problem)), Error);
}

}  // namespace
}  // namespace lossarium
