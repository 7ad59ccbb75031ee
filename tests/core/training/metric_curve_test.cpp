#include "core/training/metric_curve.h"

#include "core/objectives/classification.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium {
namespace {

using Names = std::vector<std::string>;

std::map<std::string, Value> penguins(std::int64_t batch) {
  return {{"dataset.id", std::string("penguins")},
          {"dataset.target", std::string("sex")},
          {"dataset.task", std::string("binary")},
          {"dataset.features", Names{"body_mass_g", "bill_depth_mm"}},
          {"split.validation", 0.25},
          {"training.batch_size", batch},
          {"training.epochs", std::int64_t{20}}};
}

TEST(MetricCurve, OfTheOwnLossIsTheTrainingCurve) {
  const RunFrame frame = finishedRun(testing::problemWith(penguins(0)));
  const auto curve = metricCurve(frame, "log_loss");
  ASSERT_EQ(curve->points.size(), frame.epochs.size());
  for (std::size_t i = 0; i < frame.epochs.size(); ++i) {
    EXPECT_EQ(curve->points[i].epoch, static_cast<double>(frame.epochs[i].epoch));
    EXPECT_EQ(curve->points[i].training, frame.epochs[i].training);
    EXPECT_EQ(curve->points[i].validation, frame.epochs[i].validation);
    EXPECT_TRUE(std::isnan(curve->points[i].test));
  }
}

TEST(MetricCurve, LiesAtPartsOfEpochsWhereBatchesAreSmall) {
  const RunFrame frame = finishedRun(testing::problemWith(penguins(50)));
  const auto curve = metricCurve(frame, "accuracy");
  ASSERT_EQ(curve->points.size(), frame.path.size());
  for (std::size_t i = 0; i < frame.path.size(); ++i) {
    const auto batches = static_cast<double>(frame.batchesPerEpoch);
    EXPECT_NEAR(curve->points[i].epoch, static_cast<double>(frame.path[i].step) / batches, 1e-12);
    EXPECT_EQ(curve->points[i].training, accuracy(*frame.problem->training, frame.path[i].weights));
  }
}

TEST(MetricCurve, TakesOverWhatIsKnownAndGrows) {
  RecordedRun run(testing::problemWith(penguins(0)));
  for (int i = 0; i < 5; ++i) run.step();
  auto known = *metricCurve(run.frame(), "f1");
  known.points[2].training = 77;  // to be seen again
  for (int i = 0; i < 5; ++i) run.step();
  const auto grown = metricCurve(run.frame(), "f1", &known);
  ASSERT_EQ(grown->points.size(), 11u);
  EXPECT_EQ(grown->points[2].training, 77);
  EXPECT_NE(metricCurve(run.frame(), "recall", &known)->points[2].training, 77);
}

TEST(MetricCurve, BeginsAnewWherePredictionsBecomeLogarithms) {
  RecordedRun run(testing::problemWith({{"optimizer.learning_rate", 0.01}}));
  for (int i = 0; i < 4; ++i) run.step();
  run.change(
      testing::problemWith({{"optimizer.learning_rate", 0.01}, {"loss.id", std::string("poisson_nll")}}));
  for (int i = 0; i < 4; ++i) run.step();
  EXPECT_EQ(metricCurve(run.frame(), "r2")->points.front().step, 5);
}

// A line by squares, its input standardised: the Hessian is twice the unit matrix wherever the run is.
TEST(MetricCurve, TheLargestCurvatureStandsBesideTheOneThatIsStable) {
  const RunFrame frame = finishedRun(testing::problemWith({{"optimizer.learning_rate", 0.1}}));
  const auto curve = metricCurve(frame, std::string(largestCurvatureId));
  ASSERT_GT(curve->points.size(), 10u);
  EXPECT_LE(curve->points.size(), 128u);
  for (const MetricPoint& point : curve->points) {
    EXPECT_NEAR(point.training, 2, 1e-9);
    EXPECT_NEAR(point.limit, 20, 1e-9);
    EXPECT_TRUE(std::isnan(point.validation));
  }
}

TEST(MetricCurve, TheStableCurvatureFollowsTheSchedule) {
  const RunFrame frame = finishedRun(testing::problemWith(
      {{"optimizer.learning_rate", 0.1}, {"optimizer.schedule", std::string("cosine")}}));
  const auto curve = metricCurve(frame, std::string(largestCurvatureId));
  for (const MetricPoint& point : curve->points) {
    const double factor =
        frame.problem->optimizer->schedule().factor(point.epoch, static_cast<double>(frame.plannedEpochs));
    EXPECT_DOUBLE_EQ(point.limit, 20 / factor);  // infinite at the end: without a rate all is stable
  }
  EXPECT_GT(curve->points.back().limit, 100);
  const RunFrame adam = finishedRun(testing::problemWith({{"optimizer", std::string("adam")}}));
  EXPECT_TRUE(std::isnan(metricCurve(adam, std::string(largestCurvatureId))->points[1].limit));
}

TEST(MetricCurve, HasAsManyPointsAsCanBeSeen) {
  const RunFrame frame = finishedRun(testing::problemWith({{"training.epochs", std::int64_t{3000}}}));
  const auto curve = metricCurve(frame, "r2");
  EXPECT_LE(curve->points.size(), 513u);
  EXPECT_GE(curve->points.size(), 256u);
  EXPECT_NEAR(curve->points.back().training, frame.explained, 1e-9);
}

}  // namespace
}  // namespace lossarium
