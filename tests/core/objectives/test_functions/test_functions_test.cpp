#include "core/objectives/test_functions/quadratic.h"
#include "core/objectives/test_functions/rosenbrock.h"
#include "tests/core/support/risks.h"

#include <Eigen/Eigenvalues>
#include <gtest/gtest.h>

namespace lossarium {
namespace {

void expectDerivatives(const Objective& objective) {
  const Index n = objective.dimension();
  const double h = 1e-6;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Vector w = testing::randomWeights(n, seed), d = testing::randomWeights(n, seed + 100);
    Vector gradient, ahead, behind, product;
    const double value = objective.gradient(w, gradient);
    EXPECT_NEAR(value, objective.value(w), 1e-14 * (1 + gradient.norm() * w.norm()));
    const double change = (objective.value(w + h * d) - objective.value(w - h * d)) / (2 * h);
    EXPECT_NEAR(gradient.dot(d), change, 1e-6 * (1 + gradient.norm() * d.norm()));
    objective.gradient(w + h * d, ahead);
    objective.gradient(w - h * d, behind);
    objective.hessianProduct(w, d, product);
    EXPECT_LT((product - (ahead - behind) / (2 * h)).norm(), 1e-6 * (1 + product.norm()));
  }
}

TEST(Rosenbrock, HasTheDerivativesOfItsValue) { expectDerivatives(Rosenbrock()); }
TEST(Quadratic, HasTheDerivativesOfItsValue) {
  expectDerivatives(Quadratic((Vector(3) << 0.5, -2, 7).finished()));
}

// Eigenvalues to twelve digits, computed elsewhere with sixteen.
TEST(Rosenbrock, HasItsMinimumAtOneOne) {
  const Rosenbrock valley;
  Vector gradient;
  EXPECT_EQ(valley.gradient(Rosenbrock::minimizer(), gradient), 0);
  EXPECT_EQ(gradient, Vector::Zero(2));
  const Vector curvatures =
      Eigen::SelfAdjointEigenSolver<Matrix>(denseHessian(valley, Rosenbrock::minimizer())).eigenvalues();
  EXPECT_NEAR(curvatures[0], 0.399360767488, 1e-10);
  EXPECT_NEAR(curvatures[1], 1001.60063923, 1e-7);
  EXPECT_NEAR(valley.value(Rosenbrock::usualStart()), 24.2, 1e-13);
}

}  // namespace
}  // namespace lossarium
