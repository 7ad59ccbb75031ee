// Metrics against their definitions, done the slow way here, and against the worked examples in
// scikit-learn's documentation.
#include "core/training/metrics.h"

#include "core/base/random.h"
#include "core/objectives/classification.h"
#include "core/training/recorded_run.h"
#include "core/training/roc.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using Names = std::vector<std::string>;

Matrix column(const std::vector<double>& numbers) {
  return Eigen::Map<const Matrix>(numbers.data(), static_cast<Index>(numbers.size()), 1);
}

Vector vector(const std::vector<double>& numbers) { return column(numbers).col(0); }

// All pairs of a positive and a negative row.
double areaByPairs(const Vector& score, const std::vector<bool>& positive) {
  double won = 0, pairs = 0;
  for (Index i = 0; i < score.size(); ++i)
    for (Index j = 0; j < score.size(); ++j) {
      if (!positive[static_cast<std::size_t>(i)] || positive[static_cast<std::size_t>(j)]) continue;
      won += score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0;
      ++pairs;
    }
  return won / pairs;
}

std::shared_ptr<const Problem> irisProblem(std::int64_t epochs = 50) {
  return testing::problemWith({{"dataset.id", std::string("iris")},
                               {"dataset.target", std::string("species")},
                               {"dataset.features", Names{"petal_length", "sepal_width"}},
                               {"split.validation", 0.3},
                               {"training.epochs", epochs}});
}

std::shared_ptr<const Problem> penguinProblem(std::int64_t epochs = 50) {
  return testing::problemWith({{"dataset.id", std::string("penguins")},
                               {"dataset.target", std::string("sex")},
                               {"dataset.task", std::string("binary")},
                               {"dataset.features", Names{"body_mass_g", "bill_depth_mm"}},
                               {"split.validation", 0.25},
                               {"training.epochs", epochs}});
}

double valueOf(const Problem& problem, const std::string& id, const JudgedRows& rows) {
  for (const Metric& metric : metricsFor(problem))
    if (metric.spec.id == id) return metric.measure(rows);
  ADD_FAILURE() << "no metric " << id;
  return 0;
}

TEST(RocAuc, IsThatOfScikitLearnsExample) {
  EXPECT_DOUBLE_EQ(rocAuc(vector({0.1, 0.4, 0.35, 0.8}), {false, false, true, true}), 0.75);
}

TEST(RocAuc, CountsPairsAndTiesExactly) {
  Random random(7, "scores");
  for (const int levels : {1, 2, 3, 8, 1000}) {
    Vector score(120);
    std::vector<bool> positive;
    for (double& each : score) each = std::floor(random.uniform() * levels);
    for (Index i = 0; i < score.size(); ++i) positive.push_back(random.uniform() < 0.3);
    EXPECT_DOUBLE_EQ(rocAuc(score, positive), areaByPairs(score, positive)) << levels;
  }
}

TEST(RocAuc, IsNotDefinedForOneKindOfRows) {
  EXPECT_TRUE(std::isnan(rocAuc(vector({1, 2}), {true, true})));
  EXPECT_TRUE(std::isnan(rocAuc(vector({1, 2}), {false, false})));
  EXPECT_TRUE(std::isnan(rocAuc(vector({1, std::nan("")}), {false, true})));
}

TEST(RocAuc, OfClassesIsTheMeanOfEachAgainstTheRest) {
  Random random(3, "logits");
  const Matrix logits = Matrix::NullaryExpr(90, 4, [&] { return random.normal(); });
  Matrix target(90, 1);
  for (double& each : target.reshaped()) each = std::floor(random.uniform() * 3);  // no row of the fourth
  const Matrix shares = classShares(logits);
  double sum = 0;
  for (Index k = 0; k < 3; ++k) {
    std::vector<bool> positive;
    for (const double each : target.reshaped()) positive.push_back(each == static_cast<double>(k));
    sum += areaByPairs(shares.col(k), positive);
  }
  EXPECT_NEAR(rocAucOneVsRest(logits, target), sum / 3, 1e-12);
}

TEST(RocAuc, TellsLogitsApartWhoseSharesAreAllOne) {
  Matrix logits(4, 2);
  logits << 50, 0, 60, 0, 70, 0, 80, 0;
  EXPECT_DOUBLE_EQ(rocAucOneVsRest(logits, column({1, 1, 0, 0})), 1);
  logits(3, 1) = -std::numeric_limits<double>::infinity();
  EXPECT_DOUBLE_EQ(rocAucOneVsRest(logits, column({1, 1, 0, 0})), 1);
}

// scikit-learn's examples for confusion_matrix, precision_recall_fscore_support and balanced_accuracy_score.
TEST(Confusion, IsThatOfScikitLearnsExamples) {
  const auto three = Confusion::of({0, 0, 2, 2, 0, 2}, column({2, 0, 2, 2, 0, 1}), 3);
  Matrix expected(3, 3);
  expected << 2, 0, 0, 0, 0, 1, 1, 0, 2;
  EXPECT_EQ(three.counts, expected);
  const auto pets = Confusion::of({0, 2, 1, 0, 0, 1}, column({0, 1, 2, 0, 1, 2}), 3);
  EXPECT_NEAR(pets.macro(&Confusion::precision), 0.2222222222, 1e-9);
  EXPECT_NEAR(pets.macro(&Confusion::recall), 0.3333333333, 1e-9);
  EXPECT_NEAR(pets.macro(&Confusion::f1), 0.2666666667, 1e-9);
  const auto two = Confusion::of({0, 1, 0, 0, 0, 1}, column({0, 1, 0, 0, 1, 0}), 2);
  EXPECT_DOUBLE_EQ(two.balancedAccuracy(), 0.625);
}

TEST(Confusion, WhatWouldBeNothingOfNothingIsNotKnown) {
  const auto none = Confusion::of({0, 0, 0}, column({0, 1, 0}), 3);  // 1 never predicted, 2 never there
  EXPECT_TRUE(std::isnan(none.precision(1)));
  EXPECT_EQ(none.recall(1), 0);
  EXPECT_EQ(none.f1(1), 0);
  EXPECT_TRUE(std::isnan(none.recall(2)));
  EXPECT_TRUE(std::isnan(none.f1(2)));
  EXPECT_DOUBLE_EQ(none.macro(&Confusion::recall), 0.5);
  EXPECT_DOUBLE_EQ(none.macro(&Confusion::precision), 2.0 / 3);
  EXPECT_TRUE(std::isnan(Confusion{Matrix::Zero(2, 2)}.accuracy()));
}

TEST(Metrics, BinaryCountsAreThoseOfTheRowsAtAProbabilityOfOneHalf) {
  const auto problem = penguinProblem();
  const Vector weights = finishedRun(problem).state.weights;
  const EmpiricalRisk& risk = *problem->validation;
  const JudgedRows rows(risk, weights, Task::binary);
  const Matrix logit = risk.predictions(weights), target = risk.samples().target;
  double hits[2][2] = {{0, 0}, {0, 0}};
  for (Index i = 0; i < target.rows(); ++i)
    ++hits[target(i, 0) > 0 ? 1 : 0][1 / (1 + std::exp(-logit(i, 0))) > 0.5 ? 1 : 0];
  const double precision = hits[1][1] / (hits[1][1] + hits[0][1]);
  const double recall = hits[1][1] / (hits[1][1] + hits[1][0]);
  EXPECT_DOUBLE_EQ(valueOf(*problem, "precision", rows), precision);
  EXPECT_DOUBLE_EQ(valueOf(*problem, "recall", rows), recall);
  EXPECT_NEAR(valueOf(*problem, "f1", rows), 2 * precision * recall / (precision + recall), 1e-14);
  EXPECT_DOUBLE_EQ(valueOf(*problem, "accuracy", rows), accuracy(risk, weights));
  EXPECT_DOUBLE_EQ(valueOf(*problem, "balanced_accuracy", rows),
                   (recall + hits[0][0] / (hits[0][0] + hits[0][1])) / 2);
  std::vector<bool> positive;
  for (const double each : target.reshaped()) positive.push_back(each > 0);
  EXPECT_DOUBLE_EQ(valueOf(*problem, "roc_auc", rows), areaByPairs(logit.col(0), positive));
  EXPECT_NEAR(valueOf(*problem, "zero_one", rows), 1 - accuracy(risk, weights), 1e-14);
}

TEST(Metrics, EveryLossOfTheTaskIsMeasuredAsTheRiskDoes) {
  for (const auto& problem : {irisProblem(), penguinProblem(), testing::problemWith({})}) {
    const Vector weights = finishedRun(problem).state.weights;
    const EmpiricalRisk& risk = *problem->training;
    const JudgedRows rows(risk, weights, problem->dataset->task);
    std::size_t losses = 0;
    for (const Metric& metric : metricsFor(*problem)) {
      if (!metric.spec.isLoss) continue;
      ++losses;
      const auto loss = makeLoss({metric.spec.id, {}});
      const double exact = risk.loss(weights, *loss);
      // The logarithm of a rate is nothing that a line through measurements gives.
      if (metric.spec.id == "poisson_nll" && rows.prediction.minCoeff() <= 0)
        EXPECT_TRUE(std::isnan(metric.measure(rows)));
      else
        EXPECT_NEAR(metric.measure(rows), exact, 1e-12 * std::abs(exact)) << metric.spec.id;
    }
    for (const LossEntry& entry : lossCatalog()) losses -= entry.spec->task == problem->dataset->task;
    EXPECT_EQ(losses, 0u);
  }
}

TEST(Metrics, TheOwnLossComesFirstWithItsParameters) {
  const auto problem = testing::problemWith({{"loss.id", std::string("huber")}, {"loss.delta", 2.5}});
  const auto metrics = metricsFor(*problem);
  EXPECT_EQ(metrics.front().spec.id, "huber");
  testing::expectHolds(metrics.front().spec.title, "δ 2.5");
  const Vector weights = Vector::Ones(2);
  const JudgedRows rows(*problem->training, weights, Task::regression);
  EXPECT_EQ(metrics.front().measure(rows), problem->training->loss(weights));
}

// scikit-learn's example for r2_score: a target of 3, −0.5, 2, 7 predicted as 2.5, 0, 2, 8.
TEST(Metrics, ExplainedShareIsThatOfScikitLearnsExample) {
  auto samples = std::make_shared<Samples>();
  samples->features = column({2.5, 0, 2, 8});
  samples->target = column({3, -0.5, 2, 7});
  const auto any = testing::problemWith({});
  const EmpiricalRisk risk(samples, any->model, any->loss, {});
  Vector identity(2);
  identity << 1, 0;
  EXPECT_NEAR(explainedShare({risk, identity, Task::regression}), 0.9486081370449679, 1e-14);
}

TEST(Metrics, OfARateAreThoseOfTheRateItself) {
  const auto problem =
      testing::problemWith({{"loss.id", std::string("poisson_nll")}, {"optimizer.learning_rate", 0.01}});
  const Vector weights = finishedRun(problem).state.weights;
  const JudgedRows rows(*problem->training, weights, Task::regression);
  const auto& samples = problem->training->samples();
  const Vector rate = rows.prediction.col(0).array().exp();
  EXPECT_NEAR(valueOf(*problem, "mse", rows), (rate - samples.target.col(0)).squaredNorm() / 24, 1e-9);
}

TEST(Metrics, AreNotKnownWhereTheyAreNotDefined) {
  auto samples = std::make_shared<Samples>();
  samples->features = column({1, 2, 3});
  samples->target = column({-2, -2, -2});
  const auto problem = testing::problemWith({});
  const EmpiricalRisk risk(samples, problem->model, problem->loss, {});
  const Vector weights = Vector::Zero(2);
  const JudgedRows rows(risk, weights, Task::regression);
  EXPECT_TRUE(std::isnan(valueOf(*problem, "r2", rows)));    // the target does not vary
  EXPECT_TRUE(std::isnan(valueOf(*problem, "msle", rows)));  // it needs targets above −1
  EXPECT_EQ(valueOf(*problem, "mae", rows), 2);
}

TEST(Metrics, EachTeachesInOneSentenceOrTwo) {
  for (const auto& problem : {irisProblem(1), penguinProblem(1), testing::problemWith({})})
    for (const Metric& metric : metricsFor(*problem)) {
      EXPECT_TRUE(testing::isSnakeCase(metric.spec.id)) << metric.spec.id;
      EXPECT_FALSE(metric.spec.title.empty()) << metric.spec.id;
      EXPECT_TRUE(metric.spec.hint.ends_with(".")) << metric.spec.hint;
    }
}

}  // namespace
}  // namespace lossarium
