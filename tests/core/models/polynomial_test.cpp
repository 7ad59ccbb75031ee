#include "core/models/polynomial.h"

#include "core/training/trainer.h"
#include "tests/core/support/testing.h"

#include <Eigen/Eigenvalues>
#include <gtest/gtest.h>

namespace lossarium {
namespace {

Choice ofDegree(std::int64_t degree) { return {"polynomial", {{"degree", degree}}}; }

Vector column(std::initializer_list<double> values) {
  return Eigen::Map<const Vector>(values.begin(), static_cast<Index>(values.size()));
}

TEST(Polynomial, HasAWeightForEachProductUpToItsDegree) {
  EXPECT_EQ(makeModel(ofDegree(15), {1, 1})->weightCount(), 16);
  EXPECT_EQ(makeModel(ofDegree(3), {2, 1})->weightCount(), 10);  // (2 + 3 choose 3)
  EXPECT_EQ(makeModel(ofDegree(2), {4, 3})->weightCount(), 45);  // three times (4 + 2 choose 2)
}

TEST(Polynomial, TheTermsAreInTheirStatedOrder) {
  const auto model = makeModel(ofDegree(2), {2, 1});
  const auto terms = model->terms(Vector::Ones(6), 0, Vector::Zero(2), Vector::Ones(2));
  using Powers = std::vector<std::pair<Index, int>>;
  ASSERT_EQ(terms.size(), 6U);
  EXPECT_EQ(terms[0].powers, Powers{});
  EXPECT_EQ(terms[1].powers, (Powers{{0, 1}}));
  EXPECT_EQ(terms[2].powers, (Powers{{1, 1}}));
  EXPECT_EQ(terms[3].powers, (Powers{{0, 2}}));
  EXPECT_EQ(terms[4].powers, (Powers{{0, 1}, {1, 1}}));
  EXPECT_EQ(terms[5].powers, (Powers{{1, 2}}));
}

TEST(Polynomial, WithOneInputMseIsARoundBowlAtAnyDegree) {
  const auto problem = testing::problemWith({{"dataset", std::string("motorcycle")},
                                             {"model", std::string("polynomial")},
                                             {"model.degree", std::int64_t{15}}});
  const Matrix hessian = denseHessian(*problem->training, problem->startWeights());
  const auto curvatures = Eigen::SelfAdjointEigenSolver<Matrix>(hessian).eigenvalues();
  EXPECT_NEAR(curvatures.minCoeff(), 2, 1e-9);
  EXPECT_NEAR(curvatures.maxCoeff(), 2, 1e-9);
}

// A cubic through its own values: exactly, and with the coefficients it was made of, in the data's units.
TEST(Polynomial, FindsThePolynomialThatMadeTheData) {
  const testing::TemporaryFolder folder;
  std::string csv = "x,y\n";
  for (int x = 1990; x < 2000; ++x) {
    const double t = x - 1995;
    csv += std::to_string(x) + "," + toText(2 - 3 * t + 0.5 * t * t * t) + "\n";
  }
  const auto file = folder.write("cubic.csv", csv);
  const auto problem = testing::problemWith({{"dataset.id", std::string("csv")},
                                             {"dataset.file", file.string()},
                                             {"model", std::string("polynomial")},
                                             {"model.degree", std::int64_t{3}},
                                             {"optimizer.learning_rate", 0.5},
                                             {"training.epochs", std::int64_t{20}}});
  Trainer trainer(problem);
  while (trainer.step()) {
  }
  EXPECT_LT(problem->training->loss(trainer.state().weights), 1e-20);
  const Coefficients found = coefficients(*problem, trainer.state().weights);
  EXPECT_EQ(found.names, (std::vector<std::string>{"x", "x^2", "x^3"}));
  EXPECT_NEAR(found.slopes[2], 0.5, 1e-9);
  EXPECT_NEAR(found.slopes[1] / (-3 * 1995 * 0.5), 1, 1e-9);
}

TEST(Polynomial, DegreesThatTheRowsCannotTellApartAreZero) {
  const Matrix seen = column({-1, -1, 1, 1});
  const Polynomial model(completed(ofDegree(4), Polynomial::modelSpec.parameters, "model"), {1, 1, &seen});
  Matrix prediction(4, 1);
  model.predict(seen, column({1, 5, 5, 5, 0}), prediction);
  EXPECT_LT((prediction - seen).cwiseAbs().maxCoeff(), 1e-12);
}

TEST(Polynomial, TooManyTermsAreRefusedWithWhatWouldDo) {
  const std::string message = testing::errorOf([] { makeModel(ofDegree(20), {7, 1}); });
  testing::expectHolds(message, "888029 terms");
  testing::expectHolds(message, "degree 6");
  testing::expectHolds(testing::errorOf([] { makeModel(ofDegree(2), {100, 1}); }), "fewer inputs");
}

}  // namespace
}  // namespace lossarium
