#include "core/objectives/classification.h"

#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

TEST(Classification, OneScoreIsThePositiveClassLogit) {
  const Matrix scores = (Matrix(3, 1) << -1, 0, 2).finished();
  const Matrix shares = classShares(scores);
  for (Index i = 0; i < 3; ++i) {
    EXPECT_NEAR(shares(i, 1), 1 / (1 + std::exp(-scores(i, 0))), 1e-15);
    EXPECT_NEAR(shares.row(i).sum(), 1, 1e-15);
  }
  EXPECT_EQ(predictedClasses(scores), (std::vector<Index>{0, 0, 1})) << "a score of 0 decides for nothing";
}

TEST(Classification, SeveralScoresAreASoftmaxAlsoWhereTheyAreLarge) {
  const Matrix scores = (Matrix(2, 3) << 1, 2, 3, 1e4, -1e4, 1e4).finished();
  const Matrix shares = classShares(scores);
  const double sum = std::exp(1.0) + std::exp(2.0) + std::exp(3.0);
  EXPECT_NEAR(shares(0, 2), std::exp(3.0) / sum, 1e-15);
  EXPECT_LT((shares.row(1) - (Matrix(1, 3) << 0.5, 0, 0.5).finished()).cwiseAbs().maxCoeff(), 1e-300);
  EXPECT_EQ(predictedClasses(scores), (std::vector<Index>{2, 0}));
}

TEST(Classification, AccuracyIsTheShareOfRightRows) {
  const Matrix scores = (Matrix(4, 1) << -1, 1, 2, -3).finished();
  EXPECT_EQ(accuracy(scores, (Matrix(4, 1) << 0, 1, 0, 0).finished()), 0.75);
  EXPECT_EQ(accuracy(scores, (Matrix(4, 1) << 1, 0, 0, 1).finished()), 0);
}

}  // namespace
}  // namespace lossarium
