// Areas are losses, whatever the loss: so a picture of them does not lie.
#include "core/losses/loss_area.h"

#include "core/losses/rate.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium {
namespace {

struct Drawn {
  Vector size, cost, exact;
  LossAreas areas;
};

Vector lossOf(const Loss& loss, const Vector& prediction, const Vector& target) {
  Vector value(target.size());
  loss.evaluate({.rows = target.size(),
                 .stride = target.size(),
                 .targetStride = target.size(),
                 .prediction = prediction.data(),
                 .target = target.data(),
                 .value = value.data()});
  return value;
}

// Residuals from far below to far above, of targets that every loss takes.
Drawn drawn(const Choice& choice) {
  const auto loss = makeLoss(choice);
  const Vector residual = Vector::LinSpaced(41, -1.9, 6.1);
  const Vector target = Vector::LinSpaced(41, 2, 5);
  Vector prediction = target + residual, exact = target;
  if (loss->spec().logarithmOfRate) {
    prediction = prediction.array().log();
    exact = exact.array().log();
  }
  const Vector cost = lossOf(*loss, prediction, target);
  return {residual.cwiseAbs(), cost, lossOf(*loss, exact, target),
          lossAreas(*loss, prediction, target, cost)};
}

TEST(LossAreas, AreWhatEachRowCosts) {
  for (const auto& entry : lossCatalog()) {
    if (entry.spec->task != Task::regression) continue;
    SCOPED_TRACE(std::string(entry.spec->id));
    const Drawn all = drawn({std::string(entry.spec->id), {}});
    for (Index i = 0; i < all.size.size(); ++i)
      EXPECT_NEAR(all.areas.width[i] * all.size[i] * all.areas.costOfUnit, all.cost[i] - all.exact[i],
                  1e-12 * (1 + std::abs(all.cost[i])));
    EXPECT_GE(all.areas.width.minCoeff(), 0);
    if (!all.areas.squares) {
      EXPECT_LE(all.areas.width.maxCoeff(), 1 + 1e-12);
    }
  }
}

TEST(LossAreas, OfMseAndItsRootAreSquares) {
  for (const char* loss : {"mse", "rmse"}) {
    const Drawn all = drawn({loss, {}});
    EXPECT_TRUE(all.areas.squares);
    EXPECT_EQ(all.areas.costOfUnit, 1);
    EXPECT_LT((all.areas.width - all.size).norm(), 1e-12);
  }
}

TEST(LossAreas, OfHuberAreSquaresUpToDeltaAndThenStrips) {
  const Drawn all = drawn({"huber", {{"delta", 1.5}}});
  EXPECT_EQ(all.areas.costOfUnit, 0.5);
  for (Index i = 0; i < all.size.size(); ++i) {
    const double r = all.size[i];
    EXPECT_NEAR(all.areas.width[i], r <= 1.5 ? r : 3 - 1.5 * 1.5 / r, 1e-12);
  }
}

TEST(LossAreas, OfMaeAreStripsOfOneWidth) {
  const Drawn all = drawn({"mae", {}});
  EXPECT_FALSE(all.areas.squares);
  EXPECT_LT((all.areas.width.array() - 1).abs().maxCoeff(), 1e-12);
}

TEST(LossAreas, OfAQuantileHaveTwoWidths) {
  const Drawn all = drawn({"quantile", {{"tau", 0.9}}});
  EXPECT_NEAR(all.areas.width.maxCoeff(), 1, 1e-12);
  EXPECT_NEAR(all.areas.width.minCoeff(), 1.0 / 9, 1e-12);
}

TEST(LossAreas, OfTukeyStopGrowing) {
  const Drawn all = drawn({"tukey_biweight", {{"c", 2.0}}});
  for (Index i = 0; i < all.size.size(); ++i)
    if (all.size[i] >= 2) {
      EXPECT_NEAR(all.areas.width[i] * all.size[i], 2.0 * 2.0 / 3, 1e-12);
    }
}

// Of a count of 0 the logarithm is −∞.
TEST(LossAreas, OfWhatIsExactOrNotFiniteAreNone) {
  const auto poisson = makeLoss({"poisson_nll", {}});
  const Vector prediction = Eigen::Vector3d(0, 0, 800), target = Eigen::Vector3d(1, 0, 3);
  const LossAreas areas = lossAreas(*poisson, prediction, target, lossOf(*poisson, prediction, target));
  EXPECT_EQ(areas.width[0], 0);
  EXPECT_EQ(areas.width[1], 1);
  EXPECT_EQ(areas.width[2], 0);
}

}  // namespace
}  // namespace lossarium
