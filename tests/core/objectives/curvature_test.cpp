#include "core/objectives/curvature.h"

#include "core/objectives/test_functions/quadratic.h"
#include "tests/core/support/testing.h"

#include <Eigen/Eigenvalues>
#include <gtest/gtest.h>

#include <cmath>
#include <stop_token>

namespace lossarium {
namespace {

using testing::problemWith;

std::shared_ptr<const Problem> network(std::int64_t width) {
  return problemWith({{"dataset", std::string("two_moons")},
                      {"model", std::string("mlp")},
                      {"model.layers", std::int64_t{2}},
                      {"model.width", width}});
}

TEST(Curvature, IsThatOfTheDenseHessian) {
  for (const std::int64_t width : {4, 14}) {  // 37 weights, and 267: by Lanczos
    const auto problem = network(width);
    const Vector weights = problem->startWeights();
    const Matrix hessian = denseHessian(*problem->training, weights);
    const Eigen::SelfAdjointEigenSolver<Matrix> dense(hessian);
    const Curvatures found = largestCurvatures(*problem->training, weights, 3);
    ASSERT_EQ(found.values.size(), 3);
    for (Index k = 0; k < 3; ++k) {
      const double expected = dense.eigenvalues()[weights.size() - 1 - k];
      EXPECT_NEAR(found.values[k], expected, 1e-7 * std::abs(expected)) << width << " " << k;
      const Vector direction = found.directions.col(k);
      EXPECT_NEAR(direction.norm(), 1, 1e-12);
      EXPECT_LT((hessian * direction - expected * direction).norm(), 1e-6 * dense.eigenvalues().maxCoeff());
      Index largest = 0;
      direction.cwiseAbs().maxCoeff(&largest);
      EXPECT_GT(direction[largest], 0);
    }
  }
}

// The largest, not those of largest size.
TEST(Curvature, OfASaddleIsThePositiveOne) {
  for (const Index size : {5, 300}) {
    Vector curvatures = Vector::LinSpaced(size, -7, -1);
    curvatures[size - 1] = 0.25;
    const Curvatures found = largestCurvatures(Quadratic(curvatures), Vector::Ones(size), 1);
    ASSERT_EQ(found.values.size(), 1);
    EXPECT_NEAR(found.values[0], 0.25, 1e-8);
    EXPECT_NEAR(found.directions(size - 1, 0), 1, 1e-6);
  }
}

TEST(Curvature, OfAFlatPlaceIsNothing) {
  for (const Index size : {3, 300}) {
    const Curvatures found = largestCurvatures(Quadratic(Vector::Zero(size)), Vector::Ones(size), 2);
    EXPECT_EQ(found.values, Vector::Zero(2));
    EXPECT_NEAR((found.directions.transpose() * found.directions - Matrix::Identity(2, 2)).norm(), 0, 1e-12);
  }
}

TEST(Curvature, WhereItIsNotFiniteIsNotKnown) {
  for (const Index size : {3, 300}) {
    Vector curvatures = Vector::Ones(size);
    curvatures[1] = std::nan("");
    EXPECT_EQ(largestCurvatures(Quadratic(curvatures), Vector::Ones(size), 2).values.size(), 0);
  }
}

TEST(Curvature, IsCancelled) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(largestCurvatures(Quadratic(Vector::Ones(300)), Vector::Ones(300), 1, {stop.get_token(), {}}),
               Cancelled);
}

}  // namespace
}  // namespace lossarium
