// Whole trainings whose answer is known: each against a solution that is found here by another method, on its
// own formulas.
#include "core/training/trainer.h"
#include "tests/core/support/testing.h"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium {
namespace {

using testing::problemWith;
using Set = std::map<std::string, Value>;

const Value fewEpochs = std::int64_t{200};

Trainer trained(const Set& set) {
  Trainer trainer(problemWith(set));
  while (trainer.step()) {
  }
  return trainer;
}

// A line search with the full batch, until the gradient is as good as 0.
Trainer searched(const std::string& optimizer, Set set, double tolerance = 1e-8) {
  set["optimizer"] = optimizer;
  set["training.epochs"] = fewEpochs;
  set["training.tolerance"] = tolerance;
  return trained(set);
}

Matrix designOf(const Problem& problem) {
  const Samples& samples = problem.training->samples();
  Matrix design(samples.count(), samples.features.cols() + 1);
  design << samples.features, Vector::Ones(samples.count());
  return design;
}
Vector targetOf(const Problem& problem) { return problem.training->samples().target.col(0); }

void expectSixDigits(const Vector& found, const Vector& known) {
  ASSERT_EQ(found.size(), known.size());
  for (Index i = 0; i < known.size(); ++i)
    EXPECT_NEAR(found[i], known[i], 1e-6 * std::max(1e-3, std::abs(known[i])));
}

class BySearch : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Optimizers, BySearch, ::testing::Values("lbfgs", "newton"),
                         [](const auto& each) { return each.param; });

TEST_P(BySearch, LeastSquaresIsTheQrSolution) {
  for (const std::string id :
       {"belgian_calls", "stars_cyg_ob1", "cars", "engel", "old_faithful", "penguins"}) {
    SCOPED_TRACE(id);
    const Trainer trainer = searched(GetParam(), {{"dataset", id}}, 1e-7);
    EXPECT_EQ(trainer.state().stop, Stop::converged);
    const Problem& problem = *trainer.problem();
    expectSixDigits(trainer.state().weights,
                    designOf(problem).colPivHouseholderQr().solve(targetOf(problem)));
  }
}

// Ridge: rows √(n·l2/2) for the slopes are put under the design.
TEST_P(BySearch, RidgeIsTheSolutionOfTheAugmentedLeastSquares) {
  const double l2 = 0.7;
  const Trainer trainer = searched(GetParam(), {{"dataset", std::string("cars")}, {"penalty.l2", l2}});
  EXPECT_EQ(trainer.state().stop, Stop::converged);
  const Matrix design = designOf(*trainer.problem());
  const Index rows = design.rows();
  Matrix augmented = Matrix::Zero(rows + 1, 2);
  augmented.topRows(rows) = design;
  augmented(rows, 0) = std::sqrt(static_cast<double>(rows) * l2 / 2);
  Vector target = Vector::Zero(rows + 1);
  target.head(rows) = targetOf(*trainer.problem());
  expectSixDigits(trainer.state().weights, augmented.colPivHouseholderQr().solve(target));
}

// Huber's estimate by iteratively reweighted least squares, weights min(1, δ/|r|).
Vector reweighted(const Matrix& design, const Vector& target, double delta) {
  Vector weights = design.colPivHouseholderQr().solve(target);
  for (int i = 0; i < 5000; ++i) {
    const Vector residual = target - design * weights;
    const Vector root = (delta / residual.array().abs().max(1e-300)).min(1.0).sqrt();
    const Vector next = (root.asDiagonal() * design).colPivHouseholderQr().solve(root.cwiseProduct(target));
    const double change = (next - weights).norm();
    weights = next;
    if (change < 1e-14) break;
  }
  return weights;
}

TEST_P(BySearch, HuberIsTheReweightedSolution) {
  for (const std::string id : {"belgian_calls", "stars_cyg_ob1", "old_faithful"})
    for (const double delta : {0.3, 1.0}) {
      SCOPED_TRACE(id + " " + toText(delta));
      const Trainer trainer = searched(
          GetParam(), {{"dataset", id}, {"loss", std::string("huber")}, {"loss.delta", delta}}, 1e-10);
      EXPECT_EQ(trainer.state().stop, Stop::converged);
      const Problem& problem = *trainer.problem();
      expectSixDigits(trainer.state().weights, reweighted(designOf(problem), targetOf(problem), delta));
    }
}

Set sexOfPenguins() {
  return {{"dataset", std::string("penguins")},
          {"dataset.target", std::string("sex")},
          {"dataset.task", std::string("binary")},
          {"dataset.features", std::vector<std::string>{"flipper_length_mm", "body_mass_g"}}};
}

// Fisher's scoring.
TEST_P(BySearch, LogisticRegressionIsTheScoringSolution) {
  const Trainer trainer = searched(GetParam(), sexOfPenguins(), 1e-10);
  EXPECT_EQ(trainer.state().stop, Stop::converged);
  const Matrix design = designOf(*trainer.problem());
  const Vector target = targetOf(*trainer.problem());
  Vector weights = Vector::Zero(design.cols());
  for (int i = 0; i < 50; ++i) {
    const Vector share = (1 / (1 + (-(design * weights).array()).exp())).matrix();
    const Vector variance = share.array() * (1 - share.array());
    const Matrix information = design.transpose() * variance.asDiagonal() * design;
    weights += information.ldlt().solve(design.transpose() * (target - share));
  }
  expectSixDigits(trainer.state().weights, weights);
}

// Scores of all classes but the first, whose is held at 0; a common shift of all scores changes nothing.
Vector multinomial(const Matrix& design, const Vector& target, Index classes) {
  const Index inputs = design.cols(), free = (classes - 1) * inputs;
  Vector weights = Vector::Zero(free);
  for (int round = 0; round < 60; ++round) {
    Vector gradient = Vector::Zero(free);
    Matrix information = Matrix::Zero(free, free);
    for (Index row = 0; row < design.rows(); ++row) {
      Vector share(classes);
      share[0] = 1;
      for (Index k = 1; k < classes; ++k)
        share[k] = std::exp(weights.segment((k - 1) * inputs, inputs).dot(design.row(row)));
      share /= share.sum();
      const Matrix outer = design.row(row).transpose() * design.row(row);
      for (Index k = 1; k < classes; ++k) {
        const double hit = static_cast<Index>(target[row]) == k ? 1 : 0;
        gradient.segment((k - 1) * inputs, inputs) += (hit - share[k]) * design.row(row).transpose();
        for (Index l = 1; l < classes; ++l)
          information.block((k - 1) * inputs, (l - 1) * inputs, inputs, inputs) +=
              share[k] * ((k == l ? 1.0 : 0.0) - share[l]) * outer;
      }
    }
    weights += information.ldlt().solve(gradient);
  }
  return weights;
}

TEST_P(BySearch, SoftmaxRegressionIsTheMultinomialSolution) {
  const Trainer trainer = searched(
      GetParam(), {{"dataset", std::string("penguins")}, {"dataset.target", std::string("species")}}, 1e-10);
  const Problem& problem = *trainer.problem();
  EXPECT_EQ(trainer.state().stop, Stop::converged);
  EXPECT_EQ(problem.experiment.loss.id, "cross_entropy");
  const Index classes = problem.model->outputCount(), features = problem.model->featureCount();
  const Vector known = multinomial(designOf(problem), targetOf(problem), classes);
  const Vector& w = trainer.state().weights;
  Vector found(known.size());
  for (Index k = 1; k < classes; ++k) {
    Vector scores(features + 1);
    scores << w.segment(k * features, features) - w.head(features),
        w[classes * features + k] - w[classes * features];
    found.segment((k - 1) * (features + 1), features + 1) = scores;
  }
  expectSixDigits(found, known);
}

TEST_P(BySearch, GoingOnAfterConvergenceChangesNothing) {
  Trainer trainer = searched(GetParam(), {}, 0);
  EXPECT_EQ(trainer.state().stop, Stop::epochs);
  const Vector there = trainer.state().weights;
  trainer.extend(200);
  while (trainer.step()) {
  }
  EXPECT_LT((trainer.state().weights - there).norm(), 1e-12 * there.norm());
}

TEST(Newton, IsRefusedForTooLargeAModel) {
  std::string table = "y";
  for (int i = 0; i < 520; ++i) table += ",x" + std::to_string(i);
  for (int row = 0; row < 3; ++row) {
    table += "\n" + std::to_string(row);
    for (int i = 0; i < 520; ++i) table += "," + std::to_string((row * i) % 7);
  }
  const testing::TemporaryFolder folder;
  const std::string file = folder.write("wide.csv", table + "\n").string();
  const Set set{{"dataset", std::string("csv")},
                {"dataset.file", file},
                {"dataset.target", std::string("y")},
                {"optimizer", std::string("newton")}};
  const std::string message = testing::errorOf([&] { problemWith(set); });
  testing::expectHolds(message, "521");
  testing::expectHolds(message, "lbfgs");
}

// The least sum of slanted absolute residuals of a line is reached by one through two of the points.
double leastQuantileLoss(const Matrix& design, const Vector& target, double tau) {
  double least = std::numeric_limits<double>::infinity();
  const auto x = design.col(0).array();
  for (Index i = 0; i < design.rows(); ++i)
    for (Index j = 0; j < i; ++j) {
      if (x[i] == x[j]) continue;
      const double slope = (target[i] - target[j]) / (x[i] - x[j]);
      const auto residual = target.array() - target[i] - slope * (x - x[i]);
      least = std::min(least, (tau * residual).max((tau - 1) * residual).mean());
    }
  return least;
}

Set decaying(const std::string& dataset, const std::string& loss) {
  return {{"dataset", dataset},
          {"loss", loss},
          {"optimizer", std::string("adam")},
          {"optimizer.schedule", std::string("cosine")},
          {"training.epochs", std::int64_t{2000}}};
}

void expectNearLeast(double found, double least) {
  EXPECT_GE(found, least * (1 - 1e-12));
  EXPECT_LE(found, least * 1.001);
}

TEST(KnownAnswers, LeastAbsoluteDeviationsComeWithinAThousandth) {
  for (const std::string id : {"belgian_calls", "stars_cyg_ob1", "engel"}) {
    SCOPED_TRACE(id);
    const Trainer trainer = trained(decaying(id, "mae"));
    const Problem& problem = *trainer.problem();
    expectNearLeast(problem.training->loss(trainer.state().weights),
                    2 * leastQuantileLoss(designOf(problem), targetOf(problem), 0.5));
  }
}

TEST(KnownAnswers, QuantilesComeWithinAThousandth) {
  for (const double tau : {0.1, 0.5, 0.9}) {
    SCOPED_TRACE(tau);
    Set set = decaying("engel", "quantile");
    set["loss.tau"] = tau;
    const Trainer trainer = trained(set);
    const Problem& problem = *trainer.problem();
    expectNearLeast(problem.training->loss(trainer.state().weights),
                    leastQuantileLoss(designOf(problem), targetOf(problem), tau));
  }
}

// For a given slope the best intercept is one of the places where a row's hinge bends; over the slope what is
// left is convex, so a golden section finds its least.
double leastSvm(const Vector& x, const Vector& sign, double l2) {
  const auto best = [&](double slope) {
    double least = std::numeric_limits<double>::infinity();
    for (Index i = 0; i < x.size(); ++i) {
      const double intercept = sign[i] - slope * x[i];
      const auto margin = sign.array() * (slope * x.array() + intercept);
      least = std::min(least, (1 - margin).max(0.0).mean());
    }
    return least + l2 / 2 * slope * slope;
  };
  const double golden = (std::sqrt(5.0) - 1) / 2;
  double low = -20, high = 20;
  while (high - low > 1e-9) {
    const double left = high - golden * (high - low), right = low + golden * (high - low);
    if (best(left) < best(right))
      high = right;
    else
      low = left;
  }
  return best((low + high) / 2);
}

TEST(KnownAnswers, TheLinearSvmComesWithinAThousandth) {
  const double l2 = 0.05;
  Set set = decaying("penguins", "hinge");
  set.merge(sexOfPenguins());
  set["dataset.features"] = std::vector<std::string>{"body_mass_g"};
  set["optimizer.learning_rate"] = 0.1;
  set["penalty.l2"] = l2;
  const Trainer trainer = trained(set);
  const Problem& problem = *trainer.problem();
  const Vector sign = 2 * targetOf(problem).array() - 1;
  expectNearLeast(problem.training->value(trainer.state().weights),
                  leastSvm(problem.training->samples().features.col(0), sign, l2));
}

}  // namespace
}  // namespace lossarium
