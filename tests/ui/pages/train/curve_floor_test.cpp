#include "tests/core/support/testing.h"
#include "ui/pages/train/scenes.h"

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

CurveScene curvesOf(std::map<std::string, Value> settings) {
  settings.insert({{"training.epochs", std::int64_t{5}}});
  return curveScene(finishedRun(lossarium::testing::problemWith(settings)), PlotStyle::light(), false);
}

TEST(CurveFloor, KnowsTheBestPossibleLossOfDrawnData) {
  const CurveScene scene = curvesOf({{"dataset.id", std::string("sine")}, {"dataset.noise", 0.5}});
  ASSERT_TRUE(scene.floor);
  EXPECT_NEAR(scene.floor->value, 0.25, 1e-6);
  EXPECT_TRUE(scene.floor->meaning.contains(QStringLiteral("these rows")));
}

TEST(CurveFloor, TheBestPossibleLossIsInTheUnitOfTheLossInForce) {
  const CurveScene scene = curvesOf({{"dataset.id", std::string("sine")},
                                     {"dataset.noise", 0.5},
                                     {"loss.id", std::string("rmse")},
                                     {"penalty.l2", 10.0}});
  ASSERT_TRUE(scene.floor);
  EXPECT_NEAR(scene.floor->value, 0.5, 1e-6) << "the penalty is no part of it";
}

TEST(CurveFloor, WithHeldOutRowsTheBestPossibleLossIsTheirs) {
  const auto problem = lossarium::testing::problemWith({{"dataset.id", std::string("heteroscedastic")},
                                                        {"split.train", 0.6},
                                                        {"split.validation", 0.4},
                                                        {"training.epochs", std::int64_t{2}}});
  const CurveScene scene = curveScene(finishedRun(problem), PlotStyle::light(), false);
  ASSERT_TRUE(scene.floor);
  EXPECT_EQ(scene.floor->value, *problem->validationBayesRisk);
  EXPECT_NE(*problem->trainingBayesRisk, *problem->validationBayesRisk);
  EXPECT_TRUE(scene.floor->meaning.contains(QStringLiteral("validation")));
}

TEST(CurveFloor, OfMeasuredDataNobodyKnowsTheBestPossibleLoss) { EXPECT_FALSE(curvesOf({}).floor); }

}  // namespace
}  // namespace lossarium::ui
