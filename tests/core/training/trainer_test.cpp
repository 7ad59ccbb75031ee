#include "core/training/trainer.h"

#include "core/base/parallel_for.h"
#include "tests/core/support/testing.h"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

using testing::expectHolds;
using testing::experimentWith;
using testing::problemWith;
using Set = std::map<std::string, Value>;

Trainer trained(std::shared_ptr<const Problem> problem) {
  Trainer trainer(std::move(problem));
  while (trainer.step()) {
  }
  return trainer;
}
Trainer trained(const Set& set) { return trained(problemWith(set)); }

Coefficients coefficientsOf(const Trainer& trainer) {
  return coefficients(*trainer.problem(), trainer.state().weights);
}

// Slope and intercept in the data's own units, by Eigen's QR decomposition.
Vector leastSquares(const Dataset& dataset) {
  Matrix design(dataset.count(), 2);
  design << dataset.features, Vector::Ones(dataset.count());
  return design.colPivHouseholderQr().solve(dataset.target.col(0));
}

// The known slopes and intercepts are those of other programs, printed in resources/datasets/SOURCES.md.
TEST(KnownAnswers, BelgianCallsBySquaredError) {
  const Trainer trainer = trained(Set{});
  EXPECT_EQ(trainer.state().stop, Stop::epochs);
  const Coefficients line = coefficientsOf(trainer);
  EXPECT_NEAR(line.slopes[0], 0.50415, 5e-6);
  EXPECT_NEAR(line.intercept, -26.0059, 5e-5);
  const Vector exact = leastSquares(*trainer.problem()->dataset);
  EXPECT_NEAR(line.slopes[0], exact[0], 1e-9);
  EXPECT_NEAR(line.intercept, exact[1], 1e-8);
}

TEST(KnownAnswers, BelgianCallsByHuber) {
  const Trainer trainer = trained({{"loss", std::string("huber")},
                                   {"optimizer.learning_rate", 0.5},
                                   {"training.epochs", std::int64_t{20000}},
                                   {"training.tolerance", 1e-10}});
  EXPECT_EQ(trainer.state().stop, Stop::converged) << trainer.state().reason;
  EXPECT_NEAR(coefficientsOf(trainer).slopes[0], 0.19821, 5e-6);
  EXPECT_NEAR(coefficientsOf(trainer).intercept, -9.9652, 5e-5);
}

TEST(KnownAnswers, BelgianCallsByAbsoluteErrorReachesTheFlatEdge) {
  const Trainer trainer = trained({{"loss", std::string("mae")},
                                   {"optimizer.learning_rate", 0.05},
                                   {"training.epochs", std::int64_t{400}}});
  const double loss = trainer.problem()->training->loss(trainer.state().weights);
  EXPECT_NEAR(loss, 3.516667, 0.001 * 3.516667);
  EXPECT_GE(loss, 3.516666);
}

TEST(KnownAnswers, StarsBySquaredError) {
  const Trainer trainer = trained(Set{{"dataset", std::string("stars_cyg_ob1")}});
  EXPECT_NEAR(coefficientsOf(trainer).slopes[0], -0.41330, 5e-6);
  EXPECT_NEAR(coefficientsOf(trainer).intercept, 6.79347, 5e-6);
  EXPECT_NEAR(coefficientsOf(trainer).slopes[0], leastSquares(*trainer.problem()->dataset)[0], 1e-9);
}

// A loss that remembers for which targets a slope was asked.
class WatchfulLoss final : public Loss {
 public:
  const LossSpec& spec() const override { return inner_->spec(); }
  LossTraits traits() const override { return inner_->traits(); }
  void evaluate(const LossBlock& block) const override {
    if (block.slope) seen.push_back({block.target, block.target + block.rows});
    inner_->evaluate(block);
  }
  mutable std::vector<std::vector<double>> seen;

 private:
  std::unique_ptr<const Loss> inner_ = makeLoss({"mse", {}});
};

TEST(MiniBatches, ShowEachRowOncePerEpochInAnOrderOfItsOwn) {
  auto problem = std::make_shared<Problem>(*problemWith({{"dataset", std::string("noisy_line")},
                                                         {"dataset.samples", std::int64_t{53}},
                                                         {"training.batch_size", std::int64_t{10}}}));
  const auto watchful = std::make_shared<WatchfulLoss>();
  problem->loss = watchful;
  Trainer trainer(problem);
  EXPECT_EQ(batchesPerEpoch(*trainer.problem()), 6);
  std::vector<double> all(problem->dataset->target.data(), problem->dataset->target.data() + 53);
  std::sort(all.begin(), all.end());
  std::vector<std::vector<double>> orders;
  for (int epoch = 0; epoch < 3; ++epoch) {
    watchful->seen.clear();
    for (int batch = 0; batch < 6; ++batch) {
      EXPECT_EQ(trainer.state().batch, batch);
      trainer.step();
    }
    EXPECT_EQ(trainer.state().epoch, epoch + 1);
    ASSERT_EQ(watchful->seen.size(), 6U);
    EXPECT_EQ(watchful->seen.back().size(), 3U) << "the last batch holds the rest";
    std::vector<double> order;
    for (const auto& batch : watchful->seen) order.insert(order.end(), batch.begin(), batch.end());
    orders.push_back(order);
    std::sort(order.begin(), order.end());
    EXPECT_EQ(order, all);
  }
  EXPECT_NE(orders[0], orders[1]);
  EXPECT_NE(orders[1], orders[2]);
}

TEST(MiniBatches, ABatchOfAllRowsIsTheFullBatch) {
  for (const std::int64_t size : {24, 25, 1000})
    EXPECT_EQ(trained({{"training.batch_size", size}}).state().weights, trained(Set{}).state().weights);
}

TEST(MiniBatches, TheSeedDecidesTheOrder) {
  const auto with = [](std::int64_t seed) {
    return trained({{"training.batch_size", std::int64_t{5}},
                    {"training.seed", seed},
                    {"training.epochs", std::int64_t{3}}})
        .state()
        .weights;
  };
  EXPECT_EQ(with(1), with(1));
  EXPECT_NE(with(1), with(2));
}

TEST(Run, IsTheSameBytesForAnyNumberOfThreads) {
  const Set set{{"dataset", std::string("noisy_line")},  {"loss", std::string("huber")},
                {"optimizer", std::string("adam")},      {"training.batch_size", std::int64_t{7}},
                {"dataset.samples", std::int64_t{1500}}, {"training.epochs", std::int64_t{3}}};
  const TrainingState once = trained(set).state();
  for (const int threads : {1, 2, 8}) {
    setThreadCount(threads);
    const TrainingState again = trained(set).state();
    EXPECT_EQ(again.weights, once.weights);
    EXPECT_EQ(again.optimizer, once.optimizer);
  }
  setThreadCount(0);
}

TEST(Run, OfANetworkIsTheSameBytesForAnyNumberOfThreads) {
  for (const std::int64_t batch : {0, 32}) {
    const Set set{{"dataset", std::string("spiral")},      {"model", std::string("mlp")},
                  {"model.width", std::int64_t{64}},       {"model.dropout", 0.1},
                  {"optimizer", std::string("adam")},      {"training.batch_size", batch},
                  {"dataset.samples", std::int64_t{3000}}, {"split.validation", 0.2},
                  {"training.epochs", std::int64_t{3}}};
    const TrainingState once = trained(set).state();
    for (const int threads : {1, 2, 8}) {
      setThreadCount(threads);
      const TrainingState again = trained(set).state();
      EXPECT_EQ(again.weights, once.weights) << threads;
      EXPECT_EQ(again.optimizer, once.optimizer) << threads;
    }
    setThreadCount(0);
  }
}

TEST(Run, EndsAfterItsEpochsAndCanBeExtended) {
  Trainer trainer = trained({{"training.epochs", std::int64_t{5}}});
  EXPECT_EQ(trainer.state().stop, Stop::epochs);
  EXPECT_EQ(trainer.state().epoch, 5);
  EXPECT_EQ(trainer.state().step, 5);
  EXPECT_FALSE(trainer.state().reason.empty());
  EXPECT_FALSE(trainer.step());
  trainer.extend(3);
  EXPECT_EQ(trainer.plannedEpochs(), 8);
  while (trainer.step()) {
  }
  EXPECT_EQ(trainer.state().epoch, 8);
  EXPECT_EQ(trainer.state().weights, trained({{"training.epochs", std::int64_t{8}}}).state().weights);
}

// MSE on a standardised feature curves by 2 everywhere: steps of 50 multiply the error by 1 − 2·50 = −99.
TEST(Divergence, StopsWithStepAndReasonAndKeepsFiniteWeights) {
  const Trainer trainer = trained(Set{{"optimizer.learning_rate", 50.0}});
  const TrainingState& state = trainer.state();
  EXPECT_EQ(state.stop, Stop::diverged);
  EXPECT_LT(state.step, 10);
  expectHolds(state.reason, "step " + std::to_string(state.step + 1));
  expectHolds(state.reason, "The learning rate 50 is above 1,");
  expectHolds(state.reason, "2 / curvature, and the curvature there is 2.");
  expectHolds(state.reason, "grew from 65.1 to");
  EXPECT_TRUE(state.weights.allFinite());
  const Problem& problem = *trainer.problem();
  Vector expected = problem.startWeights();
  const Vector minimum = trained(Set{}).state().weights;
  expected = minimum + std::pow(-99.0, state.step) * (expected - minimum);
  EXPECT_LT((state.weights - expected).norm(), 1e-9 * expected.norm());
}

TEST(Divergence, OfAHugeStepIsCaughtToo) {
  const Trainer trainer = trained({{"dataset.standardize", false}, {"optimizer.learning_rate", 100.0}});
  EXPECT_EQ(trainer.state().stop, Stop::diverged);
  EXPECT_TRUE(trainer.state().weights.allFinite());
}

TEST(Convergence, StopsWhenTheGradientFallsBelowTheTolerance) {
  const Trainer trainer = trained({{"training.tolerance", 1e-3}, {"optimizer.learning_rate", 0.05}});
  EXPECT_EQ(trainer.state().stop, Stop::converged);
  EXPECT_LT(trainer.state().epoch, 400);
  Vector gradient(2);
  trainer.problem()->training->gradient(trainer.state().weights, gradient);
  EXPECT_LT(gradient.cwiseAbs().maxCoeff(), 1e-3);
  EXPECT_GT(gradient.cwiseAbs().maxCoeff(), 0.8e-3)
      << "not later than need be: an epoch shrinks it by a tenth";
}

// Training rows pull the weights past the point that suits the validation rows best.
Set patienceSet(bool restore) {
  return {{"split.train", 0.5},
          {"split.validation", 0.5},
          {"split.seed", std::int64_t{3}},
          {"training.early_stopping.patience", std::int64_t{5}},
          {"training.early_stopping.restore_best", restore}};
}

struct Watched {
  std::vector<double> validation;  // by epoch, from 1
  std::vector<Vector> weights;
};
Watched withoutStopping(std::int64_t seed) {
  Set set = patienceSet(true);
  set["split.seed"] = seed;
  set["training.early_stopping.patience"] = std::int64_t{0};
  Trainer trainer(problemWith(set));
  Watched watched;
  while (trainer.step()) {
    watched.validation.push_back(trainer.problem()->validation->loss(trainer.state().weights));
    watched.weights.push_back(trainer.state().weights);
  }
  return watched;
}

TEST(EarlyStopping, EndsAfterItsPatienceWithTheBestWeightsRestored) {
  int stopped = 0;
  for (std::int64_t seed = 1; seed <= 6; ++seed) {
    const Watched watched = withoutStopping(seed);
    // By the definition: the first epoch that is five after the best so far.
    std::size_t best = 0, end = 0;
    for (std::size_t i = 0; i < watched.validation.size() && end == 0; ++i) {
      if (watched.validation[i] < watched.validation[best]) best = i;
      if (i - best >= 5) end = i;
    }
    for (const bool restore : {true, false}) {
      Set set = patienceSet(restore);
      set["split.seed"] = seed;
      const TrainingState state = trained(set).state();
      EXPECT_EQ(state.stop, end ? Stop::patience : Stop::epochs);
      if (!end) continue;
      ++stopped;
      EXPECT_EQ(state.epoch, static_cast<std::int64_t>(end) + 1);
      EXPECT_EQ(state.weights, watched.weights[restore ? best : end]);
      expectHolds(state.reason, "epoch " + std::to_string(best + 1));
    }
  }
  EXPECT_GT(stopped, 0) << "none of the splits over-fits: the test shows nothing";
}

TEST(Change, KeepsWeightsAndStateButNotTheStateOfAnotherOptimiser) {
  const Set base{{"optimizer", std::string("adam")}};
  Trainer trainer(problemWith(base));
  for (int i = 0; i < 10; ++i) trainer.step();
  const TrainingState before = trainer.state();
  trainer.change(build(withSettings(trainer.problem()->experiment, {{"loss", std::string("huber")}})));
  EXPECT_EQ(trainer.state().weights, before.weights);
  EXPECT_EQ(trainer.state().optimizer, before.optimizer);
  EXPECT_EQ(trainer.state().step, 10);
  trainer.change(build(withSettings(trainer.problem()->experiment, {{"optimizer.learning_rate", 0.5}})));
  EXPECT_EQ(trainer.state().optimizer, before.optimizer);
  trainer.change(
      build(withSettings(trainer.problem()->experiment, {{"optimizer", std::string("gradient_descent")}})));
  EXPECT_EQ(trainer.state().weights, before.weights);
  EXPECT_EQ(trainer.state().optimizer, trainer.problem()->optimizer->start(2));
}

TEST(Change, ActsFromTheNextStepOn) {
  Trainer trainer(problemWith({}));
  trainer.step();
  const Vector before = trainer.state().weights;
  trainer.change(problemWith({{"loss", std::string("mae")}}));
  trainer.step();
  Vector gradient(2);
  problemWith({{"loss", std::string("mae")}})->training->gradient(before, gradient);
  EXPECT_LT(
      (trainer.state().weights - (before - trainer.problem()->optimizer->learningRate() * gradient)).norm(),
      1e-14);
}

TEST(Change, ASmallerRateLetsADivergedRunGoOn) {
  Trainer trainer = trained(Set{{"optimizer.learning_rate", 50.0}});
  trainer.change(problemWith({}));
  EXPECT_TRUE(trainer.step());
  EXPECT_EQ(trainer.state().stop, Stop::none);
}

// Each set of changes, recorded in the experiment, gives the bytes of the same changes made by hand.
TEST(RecordedChanges, GiveTheSameBytesAsByHand) {
  const std::vector<std::vector<Change>> records{
      {{3, {{"loss.id", std::string("huber")}, {"loss.delta", 2.0}}}},
      {{0, {{"penalty.l2", 0.5}}},
       {4, {{"optimizer.id", std::string("adam")}}},
       {4, {{"optimizer.learning_rate", 0.2}}}},
      {{7, {{"training.batch_size", std::int64_t{5}}}}, {11, {{"training.batch_size", std::int64_t{0}}}}},
      {{5, {{"training.epochs", std::int64_t{9}}}}}};
  for (const auto& changes : records) {
    Experiment experiment =
        experimentWith({{"training.batch_size", std::int64_t{10}}, {"training.epochs", std::int64_t{6}}});
    Trainer byHand(build(experiment));
    std::size_t next = 0;
    do {
      while (next < changes.size() && changes[next].atStep == byHand.state().step) {
        byHand.change(build(withSettings(byHand.problem()->experiment, changes[next++].set)));
      }
    } while (byHand.step());
    experiment.changes = changes;
    const Trainer replayed = trained(build(experiment));
    EXPECT_EQ(next, changes.size());
    EXPECT_EQ(replayed.state().weights, byHand.state().weights);
    EXPECT_EQ(replayed.state().optimizer, byHand.state().optimizer);
    EXPECT_EQ(replayed.state().step, byHand.state().step);
  }
}

TEST(RecordedChanges, ThatStartARunAnewAreRefused) {
  Experiment experiment = defaultExperiment();
  experiment.changes = {{2, {{"split.seed", std::int64_t{9}}}}};
  Trainer trainer(build(experiment));
  trainer.step();
  trainer.step();
  expectHolds(testing::errorOf([&] { trainer.step(); }), "changes[0]");
}

TEST(EarlyStopping, AtTheLastEpochTheBestWeightsAreRestoredAndExtendingTakesThatBack) {
  int restored = 0;
  for (std::int64_t seed = 1; seed <= 6; ++seed) {
    Set set = patienceSet(true);
    set["split.seed"] = seed;
    set["training.early_stopping.patience"] = std::int64_t{100000};
    Trainer trainer = trained(set);
    ASSERT_EQ(trainer.state().stop, Stop::epochs);
    const Watched watched = withoutStopping(seed);
    const auto best = std::min_element(watched.validation.begin(), watched.validation.end());
    const auto at = static_cast<std::size_t>(best - watched.validation.begin());
    EXPECT_EQ(trainer.state().weights, watched.weights[at]);
    EXPECT_EQ(trainer.state().reached(), watched.weights.back());
    if (at + 1 < watched.weights.size()) ++restored;
    set["training.epochs"] = std::int64_t{450};
    trainer.extend(50);
    while (trainer.step()) {
    }
    EXPECT_EQ(trainer.state().weights, trained(set).state().weights);
  }
  EXPECT_GT(restored, 0) << "none of the splits over-fits: the test shows nothing";
}

TEST(Run, ThatIsNotThereYetSaysSo) {
  const Trainer slow = trained(
      {{"dataset", std::string("engel")}, {"loss", std::string("mae")}, {"optimizer.learning_rate", 0.05}});
  expectHolds(slow.state().reason, "still falling");
  EXPECT_EQ(trained(Set{}).state().reason.find("still falling"), std::string::npos);
}

// What is worse on the validation rows than it was is not told to go on.
TEST(Run, ThatOverfitsIsNotToldToGoOn) {
  const Trainer heart = trained({{"dataset.id", std::string("two_moons")},
                                 {"dataset.samples", std::int64_t{60}},
                                 {"dataset.noise", 0.4},
                                 {"model.id", std::string("mlp")},
                                 {"model.width", std::int64_t{16}},
                                 {"optimizer", std::string("gradient_descent")},
                                 {"optimizer.learning_rate", 0.3},
                                 {"training.epochs", std::int64_t{400}},
                                 {"split.validation", 0.5}});
  const std::string& reason = heart.state().reason;
  expectHolds(reason, "training loss is still falling");
  expectHolds(reason, "the validation loss was best at epoch " + std::to_string(heart.best().epoch));
  EXPECT_EQ(reason.find("more epochs"), std::string::npos) << reason;
}

TEST(Divergence, LeavesTheOptimiserAsItWasToo) {
  const Set set{{"optimizer.learning_rate", 50.0}, {"optimizer.momentum", 0.9}};
  const Trainer diverged = trained(set);
  Trainer before(problemWith(set));
  while (before.state().step < diverged.state().step) before.step();
  EXPECT_EQ(diverged.state().optimizer, before.state().optimizer);
}

}  // namespace
}  // namespace lossarium
