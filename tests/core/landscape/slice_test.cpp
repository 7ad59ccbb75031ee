#include "core/landscape/slice.h"

#include "tests/core/support/risks.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::randomWeights;

Slice obliqueSlice() {
  Slice slice;
  slice.origin = randomWeights(5, 1);
  slice.u = randomWeights(5, 2);
  slice.v = 3 * randomWeights(5, 3) + slice.u;
  return slice;
}

TEST(Slice, ProjectsItsOwnPointsOntoThemselves) {
  const Slice slice = obliqueSlice();
  for (const auto& [a, b] : {std::pair{0.0, 0.0}, {1.0, -2.0}, {100.0, 0.5}}) {
    const Eigen::Vector2d back = slice.project(slice.at(a, b));
    EXPECT_NEAR(back.x(), a, 1e-10);
    EXPECT_NEAR(back.y(), b, 1e-10);
  }
}

TEST(Slice, TheProjectionIsTheNearestPoint) {
  const Slice slice = obliqueSlice();
  const Vector weights = randomWeights(5, 9);
  const Eigen::Vector2d foot = slice.project(weights);
  const Vector rest = weights - slice.at(foot.x(), foot.y());
  EXPECT_NEAR(rest.dot(slice.u), 0, 1e-12);
  EXPECT_NEAR(rest.dot(slice.v), 0, 1e-12);
}

}  // namespace
}  // namespace lossarium
