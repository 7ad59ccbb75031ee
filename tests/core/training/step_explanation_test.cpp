// A step is explained with the numbers it was taken with: they are held against the trainer's own weights,
// against the parts' sum and against differences of the model's predictions.
#include "core/training/step_explanation.h"

#include "core/training/recorded_run.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <numeric>

namespace lossarium {
namespace {

using testing::experimentWith;
using testing::problemWith;
using Settings = std::map<std::string, Value>;

Settings with(Settings settings, const Settings& more) {
  settings.insert(more.begin(), more.end());
  return settings;
}

/// Models, tasks, penalties and batches that a step may have.
std::vector<Settings> situations() {
  const Settings classes{{"dataset.id", std::string("penguins")}};
  return {{},
          {{"training.batch_size", std::int64_t{7}}},
          {{"loss.id", std::string("rmse")}, {"training.batch_size", std::int64_t{5}}},
          {{"loss.id", std::string("huber")}, {"penalty.l1", 0.1}, {"penalty.l2", 0.3}},
          {{"model.id", std::string("polynomial")}, {"model.degree", std::int64_t{3}}},
          {{"model.id", std::string("mlp")},
           {"model.width", std::int64_t{4}},
           {"training.batch_size", std::int64_t{9}},
           {"penalty.l2", 0.01}},
          {{"model.id", std::string("mlp")},
           {"model.width", std::int64_t{4}},
           {"model.dropout", 0.3},
           {"model.input_noise", 0.1}},
          {{"dataset.id", std::string("two_moons")}, {"training.batch_size", std::int64_t{16}}},
          classes,
          with(classes, {{"model.id", std::string("mlp")},
                         {"model.width", std::int64_t{4}},
                         {"training.batch_size", std::int64_t{32}}})};
}

double sum(const GradientParts& parts) { return parts.rootSlope * parts.mean + parts.l1 + parts.l2; }

void expectExplained(const Trainer& trainer, const Vector& before, Index weight) {
  const auto so = explainStep(trainer, weight);
  ASSERT_TRUE(so);
  const double used = trainer.state().optimizer.gradient[weight];
  EXPECT_EQ(so->step, trainer.state().step);
  EXPECT_EQ(so->before, before[weight]);
  EXPECT_EQ(so->before + so->change(), trainer.state().reached()[weight]);
  EXPECT_EQ(so->after, trainer.state().reached()[weight]);
  EXPECT_EQ(so->parts.gradient, used);
  EXPECT_NEAR(sum(so->parts), used, 1e-12 * std::max(1.0, std::abs(used)));
  for (const ExplainedRow& row : so->strongest) EXPECT_EQ(row.pull, row.slope.dot(row.derivative));
}

TEST(StepExplanation, ItsPartsMakeTheGradientAndItsChangeTheWeightForEveryModelAndOptimizer) {
  for (const Settings& settings : situations())
    for (const OptimizerEntry& entry : optimizerCatalog()) {
      const Settings chosen = with(settings, {{"optimizer.id", std::string(entry.spec->id)}});
      Trainer trainer(problemWith(chosen));
      SCOPED_TRACE(std::string(entry.spec->id) + " " + toText(trainer.problem()->experiment.model.id) + " " +
                   trainer.problem()->experiment.dataset.id);
      const Index weights = trainer.state().weights.size();
      for (int i = 0; i < 3; ++i) {
        const Vector before = trainer.state().weights;
        if (!trainer.step()) break;
        for (const Index weight : {Index{0}, weights / 2, weights - 1})
          expectExplained(trainer, before, weight);
      }
    }
}

TEST(StepExplanation, HandComputedForALineThroughOnePoint) {
  // Prediction w·x + b over the whole batch: the derivative by the bias is 1, so that its gradient is 2·mean
  // r.
  Trainer trainer(
      problemWith({{"optimizer.id", std::string("gradient_descent")}, {"optimizer.learning_rate", 0.25}}));
  const Vector before = trainer.state().weights;
  const Samples& samples = trainer.problem()->training->samples();
  const Vector residual = samples.features * before.head(1) + Vector::Constant(samples.count(), before[1]) -
                          samples.target.col(0);
  ASSERT_TRUE(trainer.step());
  const auto so = explainStep(trainer, 1);
  EXPECT_EQ(so->rows, samples.count());
  EXPECT_NEAR(so->loss, residual.squaredNorm() / static_cast<double>(residual.size()), 1e-10);
  EXPECT_NEAR(so->meanSlope[0], 2 * residual.mean(), 1e-12);
  EXPECT_EQ(so->meanDerivative[0], 1);
  EXPECT_NEAR(so->change(), -0.25 * 2 * residual.mean(), 1e-12);
  Index worst = 0;
  residual.cwiseAbs().maxCoeff(&worst);
  ASSERT_EQ(so->strongest.size(), 3U);
  EXPECT_EQ(so->strongest[0].row, trainer.problem()->rows.train[static_cast<std::size_t>(worst)]);
  EXPECT_NEAR(so->strongest[0].slope[0], 2 * residual[worst], 1e-12);
}

// In a batch the rows are those of the data set that the numbers belong to.
TEST(StepExplanation, ARowOfABatchIsFoundInTheDataSet) {
  Trainer trainer(problemWith({{"training.batch_size", std::int64_t{5}}}));
  for (int i = 0; i < 8; ++i) {
    ASSERT_TRUE(trainer.step());
    const auto so = explainStep(trainer, 0);
    for (const ExplainedRow& row : so->strongest)
      EXPECT_EQ(row.target[0], trainer.problem()->dataset->target(row.row, 0));
  }
}

TEST(StepExplanation, DerivativesAgreeWithDifferencesOfThePrediction) {
  Trainer trainer(problemWith({{"model.id", std::string("mlp")}, {"model.width", std::int64_t{4}}}));
  const Vector before = trainer.state().weights;
  ASSERT_TRUE(trainer.step());
  for (Index weight = 0; weight < before.size(); ++weight) {
    const auto so = explainStep(trainer, weight);
    constexpr double h = 1e-6;
    const auto meanAt = [&](double by) {
      return trainer.problem()
          ->training->predictions(before + by * Vector::Unit(before.size(), weight))
          .mean();
    };
    EXPECT_NEAR(so->meanDerivative[0], (meanAt(h) - meanAt(-h)) / (2 * h), 1e-6) << weight;
  }
}

TEST(StepExplanation, OfALinearModelThePredictionIsTheSumOfItsAddends) {
  for (const Settings& settings : situations()) {
    Trainer trainer(problemWith(settings));
    ASSERT_TRUE(trainer.step());
    const auto so = explainStep(trainer, 0);
    const bool linear = trainer.problem()->model->linearInWeights();
    ASSERT_EQ(so->addends.empty(), !linear);
    if (!linear) continue;
    double sum = 0;
    for (const Addend& each : so->addends) sum += each.value * each.factor;
    EXPECT_NEAR(sum, so->example().prediction[so->output], 1e-12 * std::max(1.0, std::abs(sum)));
  }
}

TEST(StepExplanation, ARowThatIsAskedForIsFollowedWhereTheBatchHasIt) {
  Trainer trainer(problemWith({{"training.batch_size", std::int64_t{5}}}));
  ASSERT_TRUE(trainer.step());
  const auto& rows = trainer.lastStep()->rows;
  for (Index row = 0; row < trainer.problem()->training->samples().count(); ++row) {
    const auto so = explainStep(trainer, {1, row});
    const bool inBatch = std::find(rows.begin(), rows.end(), row) != rows.end();
    ASSERT_EQ(so->chosen.has_value(), inBatch) << row;
    if (!inBatch) continue;
    EXPECT_EQ(so->example().row, trainer.problem()->rows.train[static_cast<std::size_t>(row)]);
    EXPECT_EQ(so->example().pull, so->example().slope.dot(so->example().derivative));
  }
}

TEST(StepExplanation, ClippingIsToldApart) {
  Trainer trainer(
      problemWith({{"optimizer.id", std::string("gradient_descent")}, {"optimizer.clip_norm", 0.5}}));
  ASSERT_TRUE(trainer.step());
  const auto so = explainStep(trainer, 1);
  EXPECT_GT(std::abs(so->parts.gradient), 0.6);
  const double norm = trainer.state().optimizer.gradient.norm();
  EXPECT_NEAR(so->parts.afterClipping, so->parts.gradient * 0.5 / (norm + 1e-6), 1e-12);
}

TEST(StepExplanation, NothingIsKnownBeforeTheFirstStepNorAfterOneThatDiverged) {
  Trainer trainer(problemWith({{"optimizer.learning_rate", 1e2}}));
  EXPECT_EQ(explainStep(trainer, 0), nullptr);
  while (trainer.step()) {
  }
  ASSERT_EQ(trainer.state().stop, Stop::diverged);
  EXPECT_EQ(explainStep(trainer, 0), nullptr);
}

// What a run said of each step when it was the last, it says again after going back, and after a change was
// tried and taken back.
TEST(StepExplanation, EveryPastStepIsExplainedAsItWasThen) {
  RecordedRun run(
      problemWith({{"training.batch_size", std::int64_t{6}}, {"optimizer.id", std::string("adam")}}));
  std::vector<double> changes;
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(run.step());
    changes.push_back(explainStep(run.trainer(), 0)->change());
  }
  for (const std::int64_t step : {17, 3, 39, 1, 40, 22}) {
    while (!run.approach(step)) {
    }
    const auto so = explainStep(run.trainer(), 0);
    ASSERT_TRUE(so) << step;
    EXPECT_EQ(so->step, step);
    EXPECT_EQ(so->change(), changes[static_cast<std::size_t>(step - 1)]);
  }
  for (const double rate : {0.2, 0.3})
    run.change(build(withSettings(run.trainer().problem()->experiment, {{"optimizer.learning_rate", rate}})));
  const auto so = explainStep(run.trainer(), 0);
  ASSERT_TRUE(so);
  EXPECT_EQ(so->change(), changes[21]);
}

TEST(StepExplanation, AFrameHoldsTheLastChangeOfTheWeights) {
  RecordedRun run(problemWith({}));
  EXPECT_EQ(run.frame().lastChange.size(), 0);
  const Vector before = run.state().weights;
  ASSERT_TRUE(run.step());
  EXPECT_EQ(run.frame().lastChange, run.state().weights - before);
  EXPECT_EQ(run.frame().explanation, nullptr);
}

}  // namespace
}  // namespace lossarium
