// The curves as scenes: smoothing, penalty, patience, test rows, another metric.
#include "core/experiment/experiment.h"
#include "core/training/metric_curve.h"
#include "core/training/recorded_run.h"
#include "ui/pages/train/scenes.h"

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

RunFrame runOf(const std::map<std::string, Value>& set) {
  return finishedRun(build(withSettings(defaultExperiment(), set)));
}

const Curve* curveNamed(const CurveScene& scene, const QString& name) {
  for (const Curve& curve : scene.curves)
    if (curve.name == name) return &curve;
  return nullptr;
}

std::map<std::string, Value> noisy() {
  return {{"split.validation", 0.5},
          {"split.seed", std::int64_t{2}},
          {"training.batch_size", std::int64_t{4}},
          {"training.epochs", std::int64_t{100}}};
}

TEST(CurveScene, SmoothedCurvesKeepTheirRawOnesPaleBehindThem) {
  const RunFrame frame = runOf(noisy());
  const PlotStyle style = PlotStyle::light();
  const CurveScene raw = curveScene(frame, style, false);
  const CurveScene smooth = curveScene(frame, style, false, Smoothing::strong);
  ASSERT_EQ(smooth.curves.size(), 2 * raw.curves.size());
  for (std::size_t i = 0; i < raw.curves.size(); ++i) {
    EXPECT_EQ(smooth.curves[2 * i].points, raw.curves[i].points);
    EXPECT_TRUE(smooth.curves[2 * i].faint);
    EXPECT_FALSE(smooth.curves[2 * i + 1].faint);
    EXPECT_EQ(smooth.curves[2 * i + 1].points.size(), raw.curves[i].points.size());
  }
  const auto roughness = [](const Curve& curve) {
    double sum = 0;
    for (qsizetype i = curve.points.size() / 2; i < curve.points.size(); ++i)
      sum += std::abs(curve.points[i].y() - curve.points[i - 1].y());
    return sum;
  };
  EXPECT_LT(roughness(smooth.curves[1]), 0.5 * roughness(raw.curves[0]));
}

TEST(CurveScene, APenaltyIsACurveOfItsOwn) {
  EXPECT_EQ(curveNamed(curveScene(runOf({}), PlotStyle::light(), false), "penalty"), nullptr);
  const RunFrame frame = runOf({{"penalty.l2", 0.5}});
  const CurveScene scene = curveScene(frame, PlotStyle::light(), false);
  const Curve* penalty = curveNamed(scene, "penalty");
  ASSERT_NE(penalty, nullptr);
  EXPECT_EQ(penalty->points.back().y(), frame.now.penalty);
  EXPECT_EQ(curveNamed(scene, "training")->points.back().y(), frame.now.training);
}

TEST(CurveScene, APenaltyKeepsItsUnitWhenTheLossIsAnother) {
  Experiment experiment = withSettings(defaultExperiment(), {{"penalty.l2", 0.5}});
  experiment.changes = {{100, {{"loss.id", std::string("huber")}}}};
  const RunFrame frame = finishedRun(build(experiment));
  const CurveScene scene = curveScene(frame, PlotStyle::light(), false);
  ASSERT_EQ(scene.earlier.size(), 1U);
  for (const Curve& curve : scene.earlier.front().curves) EXPECT_NE(curve.name, "penalty");
  const Curve* penalty = curveNamed(scene, "penalty");
  ASSERT_NE(penalty, nullptr);
  ASSERT_EQ(penalty->points.size(), static_cast<qsizetype>(frame.epochs.size()));
  for (std::size_t i = 0; i < frame.epochs.size(); ++i)
    EXPECT_EQ(penalty->points[static_cast<qsizetype>(i)].y(), frame.epochs[i].penalty);
  EXPECT_GE(curveNamed(scene, "training")->points.front().x(), 100);
}

TEST(CurveScene, AtAPastMomentTheAxisIsThatOfItsLoss) {
  Experiment experiment = defaultExperiment();
  experiment.changes = {{100, {{"loss.id", std::string("huber")}}}, {200, {{"loss.id", std::string("mae")}}}};
  RecordedRun run(build(experiment));
  while (run.step()) {
  }
  const auto sceneAt = [&run](std::int64_t step) {
    while (!run.approach(step)) {
    }
    return curveScene(run.frame(), PlotStyle::light(), false);
  };
  const CurveScene first = sceneAt(40), second = sceneAt(140), last = sceneAt(300);
  EXPECT_EQ(first.yTitle, "Mean squared error");
  EXPECT_TRUE(first.earlier.empty());
  ASSERT_EQ(first.later.size(), 2U);
  EXPECT_EQ(first.later[0].brief, "Huber");
  EXPECT_EQ(first.later[1].brief, "MAE");
  EXPECT_EQ(curveNamed(first, "training")->points.back().x(), 100);
  ASSERT_EQ(second.earlier.size(), 1U);
  ASSERT_EQ(second.later.size(), 1U);
  EXPECT_EQ(second.earlier[0].brief, "MSE");
  EXPECT_EQ(curveNamed(second, "training")->points.front().x(), 100);
  EXPECT_EQ(curveNamed(second, "training")->points.back().x(), 200);
  EXPECT_EQ(last.earlier.size(), 2U);
  EXPECT_TRUE(last.later.empty());
  EXPECT_EQ(last.yTitle, "Mean absolute error");
}

TEST(CurveScene, TheRulerBeginsAtTheBestEpochAndFillsUp) {
  EXPECT_FALSE(curveScene(runOf({}), PlotStyle::light(), false).patience);
  auto set = noisy();
  set["training.early_stopping.patience"] = std::int64_t{20};
  const RunFrame frame = runOf(set);
  ASSERT_EQ(frame.state.stop, Stop::patience);
  const auto ruler = curveScene(frame, PlotStyle::light(), false).patience;
  ASSERT_TRUE(ruler);
  EXPECT_EQ(ruler->best, static_cast<double>(frame.best.epoch));
  EXPECT_EQ(ruler->patience, 20);
  EXPECT_EQ(ruler->value, frame.best.validation);
  EXPECT_EQ(ruler->filled(), 1);
  EXPECT_EQ((PatienceRuler{10, 40, 20, 0, {}}).filled(), 0.25);
}

TEST(CurveScene, OneEpochOfPatienceIsNotSeveral) {
  auto set = noisy();
  set["training.early_stopping.patience"] = std::int64_t{20};
  RunFrame frame = runOf(set);
  const auto words = [&frame](std::int64_t left) {
    frame.state.epoch = frame.best.epoch + 20 - left;
    return curveScene(frame, PlotStyle::light(), false).patience->words;
  };
  EXPECT_TRUE(words(2).endsWith("2 epochs left")) << words(2).toStdString();
  EXPECT_TRUE(words(1).endsWith("1 epoch left")) << words(1).toStdString();
  EXPECT_TRUE(words(0).endsWith("is over")) << words(0).toStdString();
}

TEST(CurveScene, TheBestCheckpointIsAGhostWhereTheRunIsElsewhere) {
  const RunFrame frame = runOf(noisy());
  ASSERT_LT(frame.best.epoch, frame.state.epoch);
  const DataScene data = dataScene(frame);
  ASSERT_EQ(data.ghostFit.size(), data.fit.size());
  EXPECT_NE(data.ghostFit, data.fit);
  EXPECT_TRUE(data.caption.contains(QString::number(frame.best.epoch)));
  EXPECT_TRUE(dataScene(runOf({})).ghostFit.isEmpty());
}

TEST(CurveScene, TestRowsAreSeenOnceTheyAreOpened) {
  std::map<std::string, Value> set{{"split.train", 0.6}, {"split.validation", 0.2}, {"split.test", 0.2}};
  const RunFrame sealed = runOf(set);
  EXPECT_EQ(curveNamed(curveScene(sealed, PlotStyle::light(), false), "test"), nullptr);
  EXPECT_TRUE(dataScene(sealed).test.isEmpty());
  EXPECT_TRUE(dataScene(sealed).caption.contains("sealed"));
  set["split.test_opened"] = true;
  const RunFrame opened = runOf(set);
  const Curve* test = nullptr;
  const CurveScene scene = curveScene(opened, PlotStyle::light(), false);
  ASSERT_NE(test = curveNamed(scene, "test"), nullptr);
  EXPECT_EQ(test->points.back().y(), opened.problem->test->loss(opened.state.weights));
  EXPECT_EQ(dataScene(opened).test.size(), static_cast<qsizetype>(opened.problem->rows.test.size()));
  EXPECT_FALSE(dataScene(opened).caption.contains("sealed"));
}

TEST(CurveScene, AnotherMetricTakesThePlaceOfTheLoss) {
  const RunFrame frame = runOf(noisy());
  const auto metric = metricCurve(frame, "r2");
  const CurveScene scene = curveScene(frame, *metric, PlotStyle::light(), true, Smoothing::none);
  EXPECT_EQ(scene.yTitle, "R²");
  EXPECT_FALSE(scene.logarithmic) << "a share can be negative";
  ASSERT_EQ(scene.curves.size(), 2u);
  EXPECT_EQ(scene.curves[0].points.size(), static_cast<qsizetype>(metric->points.size()));
  EXPECT_NEAR(scene.curves[0].points.back().y(), frame.explained, 1e-12);
}

}  // namespace
}  // namespace lossarium::ui
