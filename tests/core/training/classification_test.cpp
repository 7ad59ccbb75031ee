// Linear classifiers against solutions that are found here by Newton's method, which the program does not
// use.
#include "core/objectives/classification.h"

#include "core/training/recorded_run.h"
#include "tests/core/support/testing.h"

#include <Eigen/Cholesky>
#include <gtest/gtest.h>

namespace lossarium {
namespace {

using Names = std::vector<std::string>;

Matrix withOnes(const Matrix& features) {
  Matrix design(features.rows(), features.cols() + 1);
  design << features, Vector::Ones(features.rows());
  return design;
}

// Iteratively reweighted least squares: weights of the inputs, then the intercept.
Vector logisticRegression(const Matrix& features, const Vector& target) {
  const Matrix design = withOnes(features);
  Vector weights = Vector::Zero(design.cols());
  for (int i = 0; i < 30; ++i) {
    const Vector p = (1 + (-(design * weights).array()).exp()).inverse();
    const Vector curvature = p.array() * (1 - p.array());
    const Matrix hessian = design.transpose() * curvature.asDiagonal() * design;
    weights += hessian.ldlt().solve(design.transpose() * (target - p));
  }
  return weights;
}

// Of K classes, with l2/2·Σw² over the inputs' weights: Newton on the whole Hessian.
struct Multinomial {
  Matrix design;
  Matrix indicator;
  double l2;

  Matrix shares(const Matrix& weights) const {
    Matrix p = (design * weights).array().exp();
    p.array().colwise() /= p.rowwise().sum().array().eval();
    return p;
  }
  Matrix solve() const {
    const Index inputs = design.cols(), classes = indicator.cols();
    Matrix weights = Matrix::Zero(inputs, classes);
    for (int step = 0; step < 60; ++step) {
      const Matrix p = shares(weights);
      Matrix hessian = Matrix::Zero(inputs * classes, inputs * classes);
      Matrix slope = design.transpose() * (p - indicator) / static_cast<double>(design.rows());
      slope.topRows(inputs - 1) += l2 * weights.topRows(inputs - 1);
      for (Index i = 0; i < design.rows(); ++i)
        for (Index k = 0; k < classes; ++k)
          for (Index l = 0; l < classes; ++l)
            hessian.block(k * inputs, l * inputs, inputs, inputs) +=
                p(i, k) * ((k == l ? 1.0 : 0.0) - p(i, l)) / static_cast<double>(design.rows()) *
                design.row(i).transpose() * design.row(i);
      for (Index k = 0; k < classes; ++k) {
        hessian.block(k * inputs, k * inputs, inputs - 1, inputs - 1).diagonal().array() += l2;
        hessian(k * inputs + inputs - 1, k * inputs + inputs - 1) += 1e-9;  // one intercept is free
      }
      const Vector move = hessian.ldlt().solve(slope.reshaped());
      weights -= move.reshaped(inputs, classes);
    }
    return weights;
  }
};

TEST(LogisticRegression, FindsTheMaximumOfTheLikelihoodOfPenguinsSex) {
  const auto problem = testing::problemWith({{"dataset.id", std::string("penguins")},
                                             {"dataset.target", std::string("sex")},
                                             {"dataset.task", std::string("binary")},
                                             {"dataset.features", Names{"body_mass_g", "bill_depth_mm"}},
                                             {"training.epochs", std::int64_t{6000}}});
  ASSERT_EQ(problem->experiment.loss.id, "log_loss");
  const RunFrame run = finishedRun(problem);
  const Samples& samples = problem->training->samples();
  const Vector own = logisticRegression(samples.features, samples.target.col(0));
  EXPECT_LT((run.state.weights - own).cwiseAbs().maxCoeff(), 1e-4);
  // In the data's own units the same maximum is found from the raw inputs, scaled to be tame.
  const Matrix raw = problem->dataset->features * Eigen::Vector2d(1e-3, 1e-1).asDiagonal();
  const Vector inUnits = logisticRegression(raw, problem->dataset->target.col(0));
  const Coefficients found = coefficients(*problem, run.state.weights);
  EXPECT_NEAR(found.slopes[0], 1e-3 * inUnits[0], 1e-6);
  EXPECT_NEAR(found.slopes[1], 1e-1 * inUnits[1], 1e-3);
  EXPECT_NEAR(found.intercept, inUnits[2], 2e-3 * std::abs(inUnits[2]));
  EXPECT_NEAR(run.accuracy,
              accuracy(samples.features * own.head(2) + Vector::Constant(333, own[2]), samples.target),
              1e-12);
}

TEST(MultinomialRegression, FindsTheMinimumOfThePenalisedCrossEntropyOfIris) {
  const auto problem = testing::problemWith({{"dataset.id", std::string("iris")},
                                             {"dataset.target", std::string("species")},
                                             {"dataset.features", Names{"petal_length", "sepal_width"}},
                                             {"penalty.l2", 0.01},
                                             {"training.epochs", std::int64_t{4000}}});
  ASSERT_EQ(problem->experiment.loss.id, "cross_entropy");
  const RunFrame run = finishedRun(problem);
  const Samples& samples = problem->training->samples();
  Multinomial own{withOnes(samples.features), Matrix::Zero(150, 3), 0.01};
  for (Index i = 0; i < 150; ++i) own.indicator(i, static_cast<Index>(samples.target(i, 0))) = 1;
  const Matrix wanted = own.shares(own.solve());
  EXPECT_LT((classShares(run.trainingPrediction) - wanted).cwiseAbs().maxCoeff(), 1e-4);
}

TEST(Classification, CoefficientsOfAClassPredictItsScore) {
  const auto problem = testing::problemWith({{"dataset.id", std::string("iris")},
                                             {"dataset.target", std::string("species")},
                                             {"dataset.features", Names{"petal_length", "sepal_width"}}});
  const Vector weights = Vector::LinSpaced(9, -2, 3);
  const Matrix& features = problem->dataset->features;
  const Matrix scores = problem->predict(features, weights);
  for (Index k = 0; k < 3; ++k) {
    const Coefficients own = coefficients(*problem, weights, k);
    const Vector byHand = (features * own.slopes).array() + own.intercept;
    EXPECT_LT((byHand - scores.col(k)).cwiseAbs().maxCoeff(), 1e-12);
  }
}

TEST(Classification, AFrameHoldsWhatIsPredictedAndHowOftenItIsRight) {
  const auto problem = testing::problemWith({{"dataset.id", std::string("iris")},
                                             {"dataset.target", std::string("species")},
                                             {"split.validation", 0.3}});
  RecordedRun run(problem);
  for (int i = 0; i < 50; ++i) run.step();
  const RunFrame frame = run.frame();
  EXPECT_EQ(frame.trainingPrediction, problem->training->predictions(frame.state.weights));
  EXPECT_EQ(frame.trainingGuess, predictedClasses(frame.trainingPrediction));
  EXPECT_EQ(frame.validationGuess.size(), 45U);
  EXPECT_EQ(frame.accuracy, accuracy(*problem->training, frame.state.weights));
  EXPECT_EQ(frame.validationAccuracy, accuracy(*problem->validation, frame.state.weights));
  EXPECT_TRUE(std::isnan(frame.rmse));
  ASSERT_NE(frame.decisions, nullptr);
}

TEST(Classification, ALossOfTheTaskCanBeSwitchedOnTheWay) {
  const auto problem =
      testing::problemWith({{"dataset.id", std::string("iris")}, {"dataset.target", std::string("species")}});
  RecordedRun run(problem);
  for (int i = 0; i < 5; ++i) run.step();
  const Vector weights = run.state().weights;
  const auto next = build(withSetting(problem->experiment, "loss.id", std::string("multiclass_hinge")));
  ASSERT_TRUE(canContinue(*problem, *next));
  run.change(next);
  EXPECT_EQ(run.state().weights, weights);
  EXPECT_EQ(run.frame().seams.size(), 1U);
}

}  // namespace
}  // namespace lossarium
