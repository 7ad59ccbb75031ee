// Against closed forms, and against what a model that can be right reaches on many rows.
#include "core/objectives/bayes_risk.h"

#include "core/base/random.h"
#include "core/optimizers/optimizer.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>

namespace lossarium {
namespace {

constexpr double pi = std::numbers::pi;

std::vector<Index> allRows(const Truth& truth) {
  std::vector<Index> rows(
      static_cast<std::size_t>(std::max(truth.centre.size(), truth.probabilities.rows())));
  std::iota(rows.begin(), rows.end(), Index{0});
  return rows;
}

std::optional<double> riskOf(const Truth& truth, const Choice& loss) {
  return bayesRisk(truth, allRows(truth), *makeLoss(loss));
}

Truth normal(double centre, double deviation) {
  return {
      .centre = Vector::Constant(1, centre), .scale = Vector::Constant(1, deviation), .probabilities = {}};
}

Truth classesWith(const Eigen::RowVectorXd& probabilities) {
  return {.centre = {}, .scale = {}, .probabilities = probabilities};
}

Truth binaryWith(double positive) { return classesWith(Eigen::RowVector2d(1 - positive, positive)); }

double normalDensity(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2 * pi); }

void expectRisk(const Truth& truth, const Choice& loss, double exact, double tolerance = 1e-6) {
  SCOPED_TRACE(loss.id);
  const auto risk = riskOf(truth, loss);
  ASSERT_TRUE(risk);
  EXPECT_NEAR(*risk, exact, tolerance * std::max(1.0, std::abs(exact)));
}

TEST(BayesRisk, OfNormalNoiseHasItsClosedForms) {
  for (const double deviation : {0.01, 0.3, 2.0}) {
    const Truth truth = normal(-3, deviation);
    expectRisk(truth, {"mse", {}}, deviation * deviation);
    expectRisk(truth, {"rmse", {}}, deviation);
    expectRisk(truth, {"mae", {}}, deviation * std::sqrt(2 / pi));
  }
}

TEST(BayesRisk, OfAQuantileIsTheDensityThere) {
  for (const double q : {0.05, 0.5, 0.9}) {
    const Choice loss{"quantile", {{"tau", q}}};
    expectRisk(normal(7, 2), loss, 2 * normalDensity(normalQuantile(q)));
  }
}

TEST(BayesRisk, OfHuberLiesBetweenSquareAndLine) {
  for (const double delta : {0.1, 1.0, 3.0}) {
    const double deviation = 1.5, a = delta / deviation;
    const double inside = 0.5 * (std::erf(a / std::sqrt(2)) - 2 * a * normalDensity(a));
    const double outside = 2 * a * normalDensity(a) - 0.5 * a * a * std::erfc(a / std::sqrt(2));
    expectRisk(normal(0, deviation), {"huber", {{"delta", delta}}},
               deviation * deviation * (inside + outside));
  }
}

TEST(BayesRisk, OfTriangularNoise) {
  Truth truth = normal(1, 0.6);
  truth.shape = NoiseShape::triangular;
  expectRisk(truth, {"mse", {}}, 0.36 / 6);
  expectRisk(truth, {"mae", {}}, 0.2);
}

TEST(BayesRisk, OfARateIsTheLikelihoodOfItsMean) {
  expectRisk(normal(5, 0.5), {"poisson_nll", {}}, 5 - 5 * std::log(5.0));
}

// Of |p − t|/|t| the expectation has no bound where t may be 0, but for p = 0, where it is 1.
TEST(BayesRisk, InPercentOfTargetsAboutZeroIsThatOfNoGuess) {
  expectRisk(normal(0.3, 1), {"mape", {}}, 100);
  // Far from 0 it is the mean absolute error in percent of a target that hardly varies.
  expectRisk(normal(100, 0.01), {"mape", {}}, 0.01 * std::sqrt(2 / pi), 1e-5);
}

TEST(BayesRisk, WithoutNoiseNothingIsLost) {
  for (const char* loss : {"mse", "rmse", "mae", "huber", "quantile", "log_cosh", "cauchy", "tukey_biweight"})
    EXPECT_NEAR(*riskOf(normal(4, 0), {loss, {}}), 0, 1e-12) << loss;
}

TEST(BayesRisk, OutliersCostMseTheirVarianceAndMaeTheirDistance) {
  Truth truth = normal(0, 0.2);
  truth.shifts = {{0.8, 0}, {0.2, 10}};
  expectRisk(truth, {"mse", {}}, 0.04 + 0.2 * 0.8 * 100);
  // Both clouds hardly touch: the median is the 5/8 quantile of the larger.
  const double median = 0.2 * normalQuantile(0.625);
  const double near = 2 * 0.2 * normalDensity(median / 0.2) + median * (2 * 0.625 - 1);
  expectRisk(truth, {"mae", {}}, 0.8 * near + 0.2 * (10 - median));
  // One that forgets them stays with the larger cloud, and each costs the most there is.
  const Choice welsch{"welsch", {{"c", 1.0}}};
  expectRisk(truth, welsch, 0.8 * (1 - 1 / std::sqrt(1.04)) + 0.2);
}

TEST(BayesRisk, IsAbsentWhereNoiseLeavesTheDomain) {
  EXPECT_FALSE(riskOf(normal(0, 1), {"msle", {}}));
  EXPECT_TRUE(riskOf(normal(10, 1), {"msle", {}}));
}

TEST(BayesRisk, OfTwoClassesHasItsClosedForms) {
  for (const double p : {0.02, 0.3, 0.5, 0.9}) {
    const double q = 1 - p;
    const Truth truth = binaryWith(p);
    expectRisk(truth, {"log_loss", {}}, -p * std::log(p) - q * std::log(q));
    expectRisk(truth, {"brier", {}}, p * q);
    expectRisk(truth, {"hinge", {}}, 2 * std::min(p, q));
    expectRisk(truth, {"squared_hinge", {}}, 4 * p * q);
    expectRisk(truth, {"exponential", {}}, 2 * std::sqrt(p * q));
  }
}

TEST(BayesRisk, OfOneSureClassIsNothing) {
  for (const char* loss : {"log_loss", "brier", "hinge", "focal"})
    for (const double p : {0.0, 1.0}) EXPECT_NEAR(*riskOf(binaryWith(p), {loss, {}}), 0, 1e-12) << loss;
  for (const char* loss : {"cross_entropy", "multiclass_brier", "multiclass_hinge", "softmax_focal"})
    EXPECT_NEAR(*riskOf(classesWith(Eigen::RowVector3d(0, 1, 0)), {loss, {}}), 0, 1e-6) << loss;
}

TEST(BayesRisk, OfSeveralClassesHasItsClosedForms) {
  const Eigen::RowVectorXd cases[] = {Eigen::RowVector3d(0.2, 0.5, 0.3), Eigen::RowVector3d(0.9, 0.04, 0.06),
                                      Eigen::RowVector3d(0.45, 0.45, 0.1),
                                      Eigen::RowVector4d(0.1, 0.2, 0.3, 0.4)};
  for (const auto& p : cases) {
    expectRisk(classesWith(p), {"cross_entropy", {}}, -(p.array() * p.array().log()).sum());
    expectRisk(classesWith(p), {"multiclass_brier", {}}, 1 - p.squaredNorm());
    expectRisk(classesWith(p), {"multiclass_hinge", {}}, std::min(1.0, 2 * (1 - p.maxCoeff())));
  }
}

// With smoothing the loss is the cross-entropy of the smoothed probabilities.
TEST(BayesRisk, OfASmoothedCrossEntropyIsThatOfSmoothedClasses) {
  const Eigen::RowVector3d p(0.2, 0.7, 0.1);
  const Eigen::RowVector3d q = 0.9 * p.array() + 0.1 / 3;
  expectRisk(classesWith(p), {"cross_entropy", {{"label_smoothing", 0.1}}},
             -(q.array() * q.array().log()).sum(), 1e-5);
}

// Two classes with softmax are one logit with the sigmoid.
TEST(BayesRisk, OfTwoClassesIsTheBinaryOne) {
  for (const double p : {0.1, 0.35}) {
    const Truth truth = binaryWith(p);
    EXPECT_NEAR(*riskOf(truth, {"softmax_focal", {}}), *riskOf(truth, {"focal", {}}), 1e-6);
  }
}

TEST(BayesRisk, ManyDifferentRowsAreGatheredWithoutLosingThem) {
  Truth spread{.centre = Vector::Zero(5000), .scale = Vector::LinSpaced(5000, 0, 2), .probabilities = {}};
  EXPECT_NEAR(*riskOf(spread, {"mse", {}}), spread.scale.squaredNorm() / 5000, 1e-4);
  Truth chances;
  const Vector p = Vector::LinSpaced(5000, 0, 1);
  chances.probabilities.resize(5000, 2);
  chances.probabilities << 1 - p.array(), p.array();
  EXPECT_NEAR(*riskOf(chances, {"brier", {}}), (p.array() * (1 - p.array())).mean(), 1e-4);
}

TEST(BayesRisk, ManyDifferentClassProbabilitiesAreGatheredWithoutBecomingLessSure) {
  Random random(1, "bayes risk");
  Truth truth;
  truth.probabilities =
      Matrix::Zero(5000, 4).unaryExpr([&](double) { return std::exp(4 * random.normal()); });
  truth.probabilities.array().colwise() /= truth.probabilities.rowwise().sum().array().eval();
  const double entropy = -(truth.probabilities.array() * truth.probabilities.array().log()).sum() / 5000;
  EXPECT_NEAR(*riskOf(truth, {"cross_entropy", {}}), entropy, 0.015 * entropy);
  EXPECT_NEAR(*riskOf(truth, {"multiclass_hinge", {}}),
              (2 * (1 - truth.probabilities.rowwise().maxCoeff().array())).min(1).mean(), 0.001);
}

TEST(BayesRisk, IsTheMeanOverTheRowsAskedFor) {
  Truth truth{.centre = Vector::Zero(3), .scale = (Vector(3) << 1, 2, 3).finished(), .probabilities = {}};
  EXPECT_NEAR(*bayesRisk(truth, {0, 2}, *makeLoss({"mse", {}})), 5, 1e-9);
  EXPECT_NEAR(*bayesRisk(truth, {1}, *makeLoss({"mse", {}})), 4, 1e-9);
}

double trainedLoss(const Problem& problem) {
  Vector weights = problem.startWeights(), gradient(weights.size());
  for (int step = 0; step < 3000; ++step) {
    problem.training->gradient(weights, gradient);
    weights -= problem.experiment.optimizer.real("learning_rate") * gradient;
  }
  return problem.training->loss(weights);
}

// Where a linear model can be right, many rows leave it nothing to gain: the mean of their losses differs
// from the risk by chance alone.
TEST(BayesRisk, IsWhereAModelThatCanBeRightArrives) {
  const std::tuple<const char*, const char*, double> cases[] = {
      {"gaussians", "log_loss", 0.03},       {"imbalanced", "log_loss", 0.03},
      {"blobs", "cross_entropy", 0.05},      {"plane", "mse", 0.03},
      {"heteroscedastic", "quantile", 0.03}, {"outlier_line", "mse", 0.03},
      {"outlier_line", "mae", 0.03},         {"noisy_line", "mse", 0.03}};
  for (const auto& [set, loss, tolerance] : cases) {
    std::map<std::string, Value> settings{{"dataset.id", std::string(set)},
                                          {"dataset.samples", std::int64_t{20000}},
                                          {"optimizer.learning_rate", 0.3},
                                          {"loss.id", std::string(loss)}};
    if (std::string(set) == "noisy_line") settings["dataset.outliers"] = 0.0;
    if (std::string(set) == "blobs") settings["dataset.noise"] = 2.5;  // else the way there is long
    const auto problem = testing::problemWith(settings);
    ASSERT_TRUE(problem->trainingBayesRisk) << set;
    EXPECT_FALSE(problem->validationBayesRisk) << "there are no validation rows";
    EXPECT_NEAR(trainedLoss(*problem) / *problem->trainingBayesRisk, 1, tolerance) << set << " " << loss;
  }
}

TEST(BayesRisk, IsAbsentWhereNobodyKnows) {
  EXPECT_FALSE(testing::problemWith({})->trainingBayesRisk);
  EXPECT_FALSE(testing::problemWith({{"dataset.id", std::string("noisy_line")}})->trainingBayesRisk);
  EXPECT_FALSE(testing::problemWith({{"dataset.id", std::string("bumps")}, {"dataset.noise", 0.1}})
                   ->trainingBayesRisk);
}

TEST(BayesRisk, IsKnownOfHeldOutRows) {
  const auto problem = testing::problemWith({{"dataset.id", std::string("sine")},
                                             {"dataset.noise", 0.5},
                                             {"split.train", 0.7},
                                             {"split.validation", 0.3}});
  EXPECT_NEAR(*problem->validationBayesRisk, 0.25, 1e-9);
}

}  // namespace
}  // namespace lossarium
