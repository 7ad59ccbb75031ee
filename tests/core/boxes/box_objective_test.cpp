#include "core/boxes/box_objective.h"

#include "core/base/random.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

Box randomBox(Random& random) {
  const double x = random.uniform(-2, 2), y = random.uniform(-2, 2);
  return {x, y, x + random.uniform(0.3, 2.5), y + random.uniform(0.3, 2.5)};
}

TEST(BoxCoordinates, ComeBack) {
  const Box box(3, 1, 2, 4);
  EXPECT_EQ(centreAndSize(box), Eigen::Vector4d(2.5, 2.5, -1, 3));
  EXPECT_EQ(fromCentreAndSize(centreAndSize(box)), box);
  EXPECT_EQ(upright(box), Box(2, 1, 3, 4));
}

TEST(BoxCoordinates, ALengthIsTheTargets) {
  EXPECT_EQ(lengthUnit({0, 0, 8, 2}), 4);
  EXPECT_EQ(lengthUnit({8, 2, 0, 0}), 4);
  EXPECT_EQ(lengthUnit({0, 0, 8, 0}), 4);
  EXPECT_EQ(lengthUnit({1, 1, 1, 1}), 1);
}

// CIoU's slope takes α as constant, so it is not its value's.
TEST(BoxObjective, GradientAndCurvatureAgreeWithDifferences) {
  Random random(3, "boxes");
  for (const LossEntry& entry : lossCatalog()) {
    if (entry.spec->task != Task::boxes) continue;
    for (const auto coordinates : {BoxCoordinates::corners, BoxCoordinates::centreSize})
      for (int trial = 0; trial < 40; ++trial) {
        const BoxObjective objective(makeLoss({std::string(entry.spec->id)}), randomBox(random), coordinates,
                                     1.7);
        const Vector weights = objective.weightsOf(randomBox(random));
        Vector gradient, high, low, product;
        EXPECT_EQ(objective.gradient(weights, gradient), objective.value(weights));
        for (Index k = 0; k < 4; ++k) {
          if (entry.spec->partialSlope) continue;
          const Vector step = 1e-6 * Vector::Unit(4, k);
          const double slope = (objective.value(weights + step) - objective.value(weights - step)) / 2e-6;
          EXPECT_NEAR(gradient[k], slope, 1e-7) << entry.spec->id << ' ' << trial;
          objective.gradient(weights + step, high);
          objective.gradient(weights - step, low);
          objective.hessianProduct(weights, Vector::Unit(4, k), product);
          EXPECT_LT((product - (high - low) / 2e-6).norm(), 1e-5) << entry.spec->id << ' ' << trial;
        }
      }
  }
}

TEST(BoxObjective, AColumnOfASliceIsPointByPoint) {
  const BoxObjective objective(makeLoss({"siou"}), {0, 0, 2, 1}, BoxCoordinates::centreSize);
  Slice slice;
  slice.origin = objective.weightsOf({-1, -1, 1, 2});
  slice.u = Vector::Unit(4, 0);
  slice.v = Vector::Unit(4, 3);
  const Vector b = Vector::LinSpaced(9, -3, 3);
  Vector column(9);
  objective.along(slice)->column(0.7, b, column);
  for (Index i = 0; i < 9; ++i) EXPECT_EQ(column[i], objective.value(slice.at(0.7, b[i])));
}

}  // namespace
}  // namespace lossarium
