#include "core/training/sweep.h"

#include "core/base/parallel_for.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium {
namespace {

SweepAxis axis(const std::string& key, std::vector<Value> values) { return {key, key, std::move(values)}; }

std::shared_ptr<const Sweep> swept(const std::map<std::string, Value>& set, const SweepAxis& x,
                                   const SweepAxis& y) {
  std::shared_ptr<const Sweep> last;
  runSweep(testing::experimentWith(set), x, y, {}, [&last](auto sweep) { last = std::move(sweep); });
  return last;
}

const std::map<std::string, Value> line{
    {"dataset", std::string("noisy_line")}, {"training.epochs", std::int64_t{30}}, {"split.validation", 0.3}};

TEST(Sweep, EachCellIsTheEndOfItsOwnRun) {
  const auto sweep =
      swept(line, axis("optimizer.learning_rate", {0.01, 0.1}), axis("penalty.l2", {0.0, 0.5, 2.0}));
  ASSERT_EQ(sweep->cells.size(), 6U);
  EXPECT_EQ(sweep->doneCount(), 6U);
  EXPECT_TRUE(sweep->byValidation);
  for (std::size_t j = 0; j < 3; ++j)
    for (std::size_t i = 0; i < 2; ++i) {
      Trainer trainer(build(sweep->at(i, j)));
      while (trainer.step()) {
      }
      const SweepCell& cell = sweep->cells[sweep->index(i, j)];
      EXPECT_EQ(cell.judged, trainer.problem()->validation->loss(trainer.state().weights));
      EXPECT_EQ(cell.training, trainer.problem()->training->loss(trainer.state().weights));
    }
}

// Each optimiser with the settings that it brings, the present one with its own.
TEST(Sweep, AnOptimizerIsAnAxisLikeOthers) {
  auto set = line;
  set["optimizer.momentum"] = 0.5;
  const auto sweep = swept(
      set, axis("optimizer.id", {std::string("gradient_descent"), std::string("adam"), std::string("lbfgs")}),
      axis("optimizer.learning_rate", {0.01, 0.1}));
  EXPECT_EQ(sweep->at(0, 1).optimizer.real("momentum"), 0.5);
  EXPECT_EQ(sweep->at(1, 1).optimizer.real("learning_rate"), 0.1);
  Trainer trainer(build(sweep->at(1, 1)));
  while (trainer.step()) {
  }
  EXPECT_EQ(sweep->cells[sweep->index(1, 1)].judged,
            trainer.problem()->validation->loss(trainer.state().weights));
  testing::expectHolds(sweep->cells[sweep->index(2, 0)].refusal, "learning rate is no setting of L-BFGS");
}

TEST(Sweep, AllRowsAreTheLargestBatch) {
  for (const SweepAxis& each : sweepAxes(testing::experimentWith(line))) {
    if (each.key != "training.batch_size") continue;
    EXPECT_EQ(each.values.front(), Value(std::int64_t{1}));
    EXPECT_EQ(each.values.back(), Value(std::int64_t{0}));
    return;
  }
  FAIL() << "no axis of batch sizes";
}

TEST(Sweep, IsTheSameForAnyNumberOfThreads) {
  const auto run = [] {
    return swept(line, axis("optimizer.learning_rate", {0.01, 0.1, 0.3}),
                 axis("training.batch_size", {std::int64_t{0}, std::int64_t{8}}));
  };
  setThreadCount(1);
  const auto one = run();
  setThreadCount(8);
  const auto eight = run();
  setThreadCount(0);
  for (std::size_t k = 0; k < one->cells.size(); ++k) EXPECT_EQ(one->cells[k].judged, eight->cells[k].judged);
}

TEST(Sweep, ADivergedRunAndARefusedOneAreNotTheBest) {
  const auto sweep = swept(line, axis("optimizer.learning_rate", {0.05, 50.0}), axis("penalty.l2", {0.0}));
  EXPECT_EQ(sweep->cells[1].stop, Stop::diverged);
  EXPECT_EQ(sweep->best(), std::pair(std::size_t{0}, std::size_t{0}));
  const auto refused = swept(
      {{"dataset", std::string("penguins")},
       {"dataset.features", std::vector<std::string>{"bill_length_mm", "bill_depth_mm", "sex", "island"}},
       {"model", std::string("polynomial")},
       {"training.epochs", std::int64_t{5}}},
      axis("model.degree", {std::int64_t{1}, std::int64_t{20}}), axis("penalty.l2", {0.0}));
  EXPECT_FALSE(refused->cells[1].refusal.empty());
  EXPECT_EQ(refused->best(), std::pair(std::size_t{0}, std::size_t{0}));
}

TEST(Sweep, CanBeCancelled) {
  std::stop_source stop;
  const Progress progress(stop.get_token(), [&stop](double) { stop.request_stop(); });
  EXPECT_THROW(
      runSweep(testing::experimentWith(line), axis("optimizer.learning_rate", {0.01, 0.02, 0.03, 0.04}),
               axis("penalty.l2", {0.0, 0.1, 0.2}), progress, [](auto) {}),
      Cancelled);
}

TEST(SweepAxes, HoldThePresentValueAndAscendWithinTheirRange) {
  for (const std::string model : {"linear", "polynomial", "mlp"}) {
    const Experiment experiment = testing::experimentWith({{"model", model}, {"loss", std::string("huber")}});
    const auto axes = sweepAxes(experiment);
    EXPECT_GE(axes.size(), 5U);
    for (const SweepAxis& each : axes) {
      SCOPED_TRACE(each.key);
      EXPECT_GE(each.values.size(), 2U);
      EXPECT_NE(std::find(each.values.begin(), each.values.end(), setting(experiment, each.key)),
                each.values.end());
      for (const Value& value : each.values) EXPECT_NO_THROW(withSetting(experiment, each.key, value));
      if (std::holds_alternative<std::string>(each.values.front())) continue;
      EXPECT_LE(each.values.size(), 16U);
      auto sizes = each.values;
      const bool allRowsLast = each.key == "training.batch_size" && sizes.back() == Value(std::int64_t{0});
      if (allRowsLast) sizes.pop_back();
      EXPECT_TRUE(std::is_sorted(sizes.begin(), sizes.end()));
    }
  }
}

TEST(SweepAxes, WhatHasNoEffectIsNotAmongThem) {
  const auto isAmong = [](const Experiment& experiment) {
    const auto axes = sweepAxes(experiment);
    return std::any_of(axes.begin(), axes.end(),
                       [](const SweepAxis& each) { return each.key == "training.early_stopping.min_delta"; });
  };
  EXPECT_FALSE(isAmong(defaultExperiment()));
  EXPECT_TRUE(
      isAmong(withSettings(defaultExperiment(), {{"training.early_stopping.patience", std::int64_t{20}}})));
}

TEST(SweepAxes, PenaltiesAreNoneWhereTheModelHasNoWeightsToShrink) {
  const auto penalties = [](const std::string& model) {
    const auto axes =
        sweepAxes(testing::experimentWith({{"dataset", std::string("detections")}, {"model", model}}));
    return std::count_if(axes.begin(), axes.end(),
                         [](const SweepAxis& each) { return each.key.starts_with("penalty."); });
  };
  EXPECT_EQ(penalties("boxes"), 0);
  EXPECT_GT(penalties("box_linear"), 0);
}

TEST(SweepAxes, ABatchOfAllRowsIsAmongThemOnce) {
  for (const SweepAxis& each : sweepAxes(defaultExperiment(), 24))
    if (each.key == "training.batch_size") {
      const std::vector<Value> wanted{std::int64_t{1}, std::int64_t{2},  std::int64_t{4},
                                      std::int64_t{8}, std::int64_t{16}, std::int64_t{0}};
      EXPECT_EQ(each.values, wanted);
    }
}

TEST(SweepAxes, SeedsAndPicturesAreNotAmongThem) {
  for (const SweepAxis& each : sweepAxes(defaultExperiment())) {
    EXPECT_NE(each.key, "loss.id") << "whose values cannot be compared";
    EXPECT_FALSE(each.key.ends_with("seed")) << each.key;
    EXPECT_FALSE(each.key.starts_with("landscape")) << each.key;
  }
}

}  // namespace
}  // namespace lossarium
