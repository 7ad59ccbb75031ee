// Another loss in the middle of a run: from there on it is the run of that loss, to the bit.
#include "core/training/recorded_run.h"
#include "core/training/trainer.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lossarium {
namespace {

using testing::experimentWith;

constexpr std::int64_t swapAt = 7, steps = 20;

Experiment experimentOf(const std::string& optimizer, std::int64_t batch, const std::string& loss = "mse") {
  return experimentWith({{"training.batch_size", batch},
                         {"training.epochs", std::int64_t{100}},
                         {"optimizer.id", optimizer},
                         {"loss.id", loss}});
}

Experiment swapped(const Experiment& experiment, const std::string& loss) {
  return withSetting(experiment, "loss.id", loss);
}

void stepTo(Trainer& trainer, std::int64_t step) {
  while (trainer.state().step < step) ASSERT_TRUE(trainer.step());
}

// Its own weights and optimiser state, led by hand over the batches that runs of other losses draw from the
// same seed.
class ByHand {
 public:
  explicit ByHand(const TrainingState& state) : weights_(state.weights), optimizer_(state.optimizer) {}

  void stepAs(const Experiment& experiment, std::int64_t step) {
    auto& guide = guides_[experiment.loss.id];
    if (!guide) guide = std::make_unique<Trainer>(build(experiment));
    stepTo(*guide, step + 1);
    const TakenStep& taken = *guide->lastStep();
    guide->problem()->optimizer->step(*taken.objective, weights_, optimizer_, taken.rateFactor);
  }
  const Vector& weights() const { return weights_; }
  const OptimizerState& optimizer() const { return optimizer_; }

 private:
  std::map<std::string, std::unique_ptr<Trainer>> guides_;
  Vector weights_;
  OptimizerState optimizer_;
};

TEST(Swap, GradientDescentGoesOnAsARunThatStartedThere) {
  for (const std::string loss : {"huber", "mae", "log_cosh"}) {
    const Experiment first = experimentOf("gradient_descent", 0);
    Trainer swapping(build(first));
    stepTo(swapping, swapAt);
    Experiment there = swapped(first, loss);
    swapping.change(build(there));
    const Vector& weights = swapping.state().weights;
    there.start.weights.assign(weights.begin(), weights.end());
    Trainer started(build(there));
    for (int i = 0; i < 30; ++i) {
      ASSERT_TRUE(swapping.step() && started.step());
      ASSERT_EQ(swapping.state().weights, started.state().weights) << loss << ", step " << i;
    }
  }
}

TEST(Swap, EveryOptimiserCarriesItsStateOver) {
  for (const OptimizerEntry& entry : optimizerCatalog())
    for (const std::int64_t batch : {0, 5}) {
      const Experiment first = experimentOf(std::string(entry.spec->id), batch);
      const Experiment second = swapped(first, "huber");
      Trainer swapping(build(first));
      stepTo(swapping, swapAt);
      ByHand byHand(swapping.state());
      swapping.change(build(second));
      for (std::int64_t step = swapAt; step < steps && swapping.step(); ++step) {
        byHand.stepAs(second, step);
        ASSERT_EQ(swapping.state().weights, byHand.weights()) << entry.spec->id << ", batches of " << batch;
        ASSERT_EQ(swapping.state().optimizer, byHand.optimizer()) << entry.spec->id;
      }
      EXPECT_EQ(swapping.state().step, steps) << entry.spec->id;
    }
}

// Also in the middle of an epoch: which rows come next, the loss does not decide.
TEST(Swap, SeveralOnTheWay) {
  const std::map<std::int64_t, std::string> losses{{0, "mse"}, {4, "huber"}, {9, "mae"}, {14, "mse"}};
  for (const std::string optimizer : {"gradient_descent", "momentum", "adam"})
    for (const std::int64_t batch : {0, 5, 7}) {
      const Experiment first = experimentOf(optimizer, batch);
      RecordedRun run(build(first));
      ByHand byHand(run.state());
      Experiment now = first;
      for (std::int64_t step = 0; step < steps; ++step) {
        if (losses.contains(step)) run.change(build(now = swapped(first, losses.at(step))));
        ASSERT_TRUE(run.step());
        byHand.stepAs(now, step);
        ASSERT_EQ(run.state().weights, byHand.weights()) << optimizer << ", batches of " << batch;
      }
      EXPECT_EQ(run.frame().seams.size(), 3U);
    }
}

TEST(Swap, ThereAndBackBetweenTwoStepsIsNone) {
  for (const std::string optimizer : {"gradient_descent", "momentum", "adam"}) {
    const Experiment first = experimentOf(optimizer, 5);
    RecordedRun wavering(build(first)), plain(build(first));
    for (std::int64_t step = 0; step < steps; ++step) {
      if (step == swapAt)
        for (const Experiment& each : {swapped(first, "huber"), swapped(first, "mae"), first})
          wavering.change(build(each));
      ASSERT_TRUE(wavering.step() && plain.step());
      ASSERT_EQ(wavering.state().weights, plain.state().weights) << optimizer << ", step " << step;
    }
    EXPECT_EQ(wavering.state().optimizer, plain.state().optimizer);
    EXPECT_TRUE(wavering.frame().seams.empty());
    EXPECT_EQ(wavering.frame().record, plain.frame().record);
  }
}

// Time travel over the seam gives the loss of each moment, and the same bytes again.
TEST(Swap, BothSidesAreFoundAgain) {
  const Experiment first = experimentOf("adam", 5);
  RecordedRun run(build(first));
  std::vector<Vector> weights;
  for (std::int64_t step = 0; step < steps; ++step) {
    if (step == swapAt) run.change(build(swapped(first, "huber")));
    weights.push_back(run.state().weights);
    ASSERT_TRUE(run.step());
  }
  for (const std::int64_t step : {swapAt - 1, swapAt + 3, std::int64_t{0}, steps - 1}) {
    while (!run.approach(step)) {
    }
    EXPECT_EQ(run.state().weights, weights[static_cast<std::size_t>(step)]);
    EXPECT_EQ(run.frame().problem->experiment.loss.id, step < swapAt ? "mse" : "huber");
  }
}

}  // namespace
}  // namespace lossarium
