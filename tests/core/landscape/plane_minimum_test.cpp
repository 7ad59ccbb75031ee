#include "core/landscape/plane_minimum.h"

#include "core/landscape/framing.h"
#include "core/objectives/test_functions/rosenbrock.h"
#include "tests/core/support/testing.h"

#include <Eigen/Dense>
#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::problemWith;

Eigen::Vector3d minimumOf(const Problem& problem, double size = 1) {
  const Slice slice = cutPlane({problem, Vector::Zero(2)});
  return planeMinimum(*problem.training, slice, {0.3, -0.2}, Eigen::Vector2d::Constant(size));
}

// By the QR decomposition, which has nothing in common with the simplex search.
Vector leastSquares(const Problem& problem) {
  const Samples& samples = problem.training->samples();
  Matrix design(samples.count(), 2);
  design << samples.features, Vector::Ones(samples.count());
  return design.colPivHouseholderQr().solve(samples.target.col(0));
}

TEST(PlaneMinimum, FindsTheLeastSquaresMinimum) {
  for (const auto* id : {"belgian_calls", "stars_cyg_ob1", "cars", "engel"}) {
    const auto problem = problemWith({{"dataset", std::string(id)}});
    const Vector expected = leastSquares(*problem);
    for (const double size : {0.01, 1.0, 100.0}) {
      const Eigen::Vector3d found = minimumOf(*problem, size);
      EXPECT_NEAR(found.x(), expected[0], 1e-7 * (1 + expected.norm())) << id;
      EXPECT_NEAR(found.y(), expected[1], 1e-7 * (1 + expected.norm())) << id;
      EXPECT_NEAR(found.z(), problem->training->value(expected), 1e-12 * found.z()) << id;
    }
  }
}

// Known from a linear programme: resources/datasets/SOURCES.md.
TEST(PlaneMinimum, FindsTheFlatEdgeOfTheAbsoluteError) {
  const auto problem = problemWith({{"loss", std::string("mae")}});
  for (const double size : {0.1, 1.0, 10.0})
    EXPECT_NEAR(minimumOf(*problem, size).z(), 3.516667, 1e-6) << size;
}

TEST(PlaneMinimum, FollowsABentValley) {
  Slice slice;
  slice.origin = Vector::Zero(2);
  slice.u = Vector::Unit(2, 0);
  slice.v = Vector::Unit(2, 1);
  const Eigen::Vector3d found = planeMinimum(Rosenbrock(), slice, {-1.2, 1}, {0.5, 0.5});
  EXPECT_NEAR(found.x(), 1, 1e-6);
  EXPECT_NEAR(found.y(), 1, 1e-6);
}

}  // namespace
}  // namespace lossarium
