#include "ui/pages/losses/loss_scenes.h"

#include "core/experiment/problem.h"
#include "core/training/recorded_run.h"
#include "ui/pages/losses/loss_samples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <sstream>

namespace lossarium::ui {
namespace {

const PlotStyle style = PlotStyle::light();

LossSelection speakingOf(const char* id) {
  LossSelection selection;
  selection.choose(id);
  return selection;
}

const FunctionCurve& strongOf(const FunctionScene& scene) {
  const auto found = std::find_if(scene.curves.begin(), scene.curves.end(),
                                  [](const FunctionCurve& curve) { return curve.strong; });
  EXPECT_NE(found, scene.curves.end());
  return *found;
}

RunFrame frameOf(const std::map<std::string, Value>& set) {
  return RecordedRun(build(withSettings(defaultExperiment(), set))).frame();
}
RunFrame calls() { return frameOf({}); }

LossSamples samplesOf(const LossSelection& selection, const RunFrame& frame) {
  return samplesUnder(*makeLoss(selection.choice(selection.current())), selection.axis(), selection.ground,
                      &frame);
}

double sum(const QVector<double>& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0.0); }

TEST(LossScenes, CurvesAreTheFormulas) {
  LossSelection selection = speakingOf("huber");
  const LossScenes scenes = lossScenes(selection, {}, style);
  ASSERT_EQ(scenes.value.curves.size(), 4U);
  for (const QPointF& point : scenes.value.curves[0].points)
    EXPECT_NEAR(point.y(), point.x() * point.x(), 1e-12);
  for (const QPointF& point : scenes.slope.curves[0].points) EXPECT_NEAR(point.y(), 2 * point.x(), 1e-12);
  for (const QPointF& point : scenes.curvature.curves[0].points) EXPECT_NEAR(point.y(), 2, 1e-12);
  const auto huber = [](double r) { return std::abs(r) <= 1 ? 0.5 * r * r : std::abs(r) - 0.5; };
  for (const QPointF& point : strongOf(scenes.value).points)
    EXPECT_NEAR(point.y(), huber(point.x()), 1e-12) << point.x();
  for (const QPointF& point : strongOf(scenes.slope).points)
    EXPECT_NEAR(point.y(), std::clamp(point.x(), -1.0, 1.0), 1e-9) << point.x();
}

// Of every loss along every axis; only at a kink does a curve pause.
TEST(LossScenes, EveryCurveIsWhatTheReadoutSays) {
  for (const LossEntry& entry : lossCatalog())
    for (const ProfileAxisSpec& axis : profileAxes(entry.spec->task)) {
      const std::string id(entry.spec->id);
      SCOPED_TRACE(id + " by " + std::string(axis.id));
      LossSelection selection = speakingOf(id.c_str());
      selection.setAxis(axis.axis);
      const auto loss = makeLoss(selection.choice(id));
      const LossScenes scenes = lossScenes(selection, {}, style);
      const QVector<QPointF> points = strongOf(scenes.value).points;
      ASSERT_GE(points.size(), 801);
      EXPECT_TRUE(std::is_sorted(points.begin(), points.end(),
                                 [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); }));
      for (qsizetype i = 0; i < points.size(); i += 37) {
        if (!std::isfinite(points[i].y())) continue;
        const double value = profileAt(*loss, axis.axis, selection.ground, points[i].x()).value;
        EXPECT_NEAR(points[i].y(), value, 1e-9 * std::max(1.0, std::abs(value))) << points[i].x();
      }
    }
}

TEST(LossScenes, AJumpIsAGap) {
  const auto gaps = [](const FunctionScene& scene) {
    std::vector<double> places;
    for (const QPointF& point : strongOf(scene).points)
      if (std::isnan(point.y())) places.push_back(point.x());
    return places;
  };
  const LossScenes mae = lossScenes(speakingOf("mae"), {}, style);
  EXPECT_TRUE(gaps(mae.value).empty());
  ASSERT_EQ(gaps(mae.slope).size(), 1U);
  EXPECT_NEAR(gaps(mae.slope)[0], 0, 1e-6);
  EXPECT_EQ(gaps(lossScenes(speakingOf("zero_one"), {}, style).value).size(), 1U);
  EXPECT_TRUE(gaps(lossScenes(speakingOf("huber"), {}, style).slope).empty());
}

TEST(LossScenes, OneAxisForAllThree) {
  const LossScenes scenes = lossScenes(speakingOf("huber"), {}, style);
  for (const FunctionScene* scene : {&scenes.slope, &scenes.curvature}) {
    EXPECT_EQ(scene->from, scenes.value.from);
    EXPECT_EQ(scene->to, scenes.value.to);
    EXPECT_EQ(scene->marker, scenes.value.marker);
    EXPECT_EQ(scene->nameWidth, scenes.value.nameWidth);
    EXPECT_FALSE(scene->named);
    EXPECT_FALSE(scene->logarithmic);
  }
  EXPECT_TRUE(scenes.value.named);
  EXPECT_TRUE(scenes.value.xTitle.isEmpty());
  EXPECT_FALSE(scenes.curvature.xTitle.isEmpty());
}

TEST(LossScenes, ZonesSayWhereHuberIsLinear) {
  LossSelection selection = speakingOf("huber");
  selection.setParameter("huber", "delta", 1.5);
  const LossScenes scenes = lossScenes(selection, {}, style);
  ASSERT_EQ(scenes.value.zones.size(), 2U);
  EXPECT_EQ(scenes.value.zones[0], (FunctionZone{-4, -1.5, QStringLiteral("linear"), false}));
  EXPECT_EQ(scenes.value.zones[1], (FunctionZone{1.5, 4, QStringLiteral("linear"), false}));
  ASSERT_EQ(scenes.slope.zones.size(), 2U);
  EXPECT_EQ(scenes.slope.zones[1], (FunctionZone{1.5, 4, {}, false}));
  EXPECT_TRUE(scenes.curvature.zones.empty());
}

TEST(LossScenes, ZonesSayWhereHingeIsFlat) {
  const LossScenes scenes = lossScenes(speakingOf("hinge"), {}, style);
  ASSERT_EQ(scenes.value.zones.size(), 2U);
  EXPECT_EQ(scenes.value.zones[0], (FunctionZone{-4, 1, QStringLiteral("linear"), false}));
  EXPECT_EQ(scenes.value.zones[1], (FunctionZone{1, 4, QStringLiteral("no gradient"), true}));
  EXPECT_TRUE(lossScenes(speakingOf("mse"), {}, style).value.zones.empty());
}

TEST(LossScenes, AFamilyIsPaleAndLeavesOutTheLossItself) {
  LossSelection selection = speakingOf("huber");
  const std::size_t before = lossScenes(selection, {}, style).value.curves.size();
  selection.setFamily("delta");
  const LossScenes scenes = lossScenes(selection, {}, style);
  ASSERT_EQ(scenes.value.curves.size(), before + 4);  // 0.25, 0.5, 2 and 4 besides 1
  const auto pale = std::count_if(scenes.value.curves.begin(), scenes.value.curves.end(),
                                  [](const FunctionCurve& curve) { return curve.pale; });
  EXPECT_EQ(pale, 4);
  EXPECT_NE(scenes.value.curves[2].color, scenes.value.curves[3].color) << "each a shade of its own";
  EXPECT_TRUE(scenes.value.curves[2].pale);
  EXPECT_TRUE(scenes.value.curves[2].name.contains("0.25")) << scenes.value.curves[2].name.toStdString();
}

// Each parameter of each loss, on each axis.
TEST(LossScenes, EveryFamilyIsDrawn) {
  for (const LossEntry& entry : lossCatalog())
    for (const ParameterSpec& parameter : entry.spec->parameters)
      for (const ProfileAxisSpec& axis : profileAxes(entry.spec->task)) {
        SCOPED_TRACE(std::string(entry.spec->id) + "." + std::string(parameter.id));
        LossSelection selection = speakingOf(std::string(entry.spec->id).c_str());
        selection.setAxis(axis.axis);
        selection.setFamily(std::string(parameter.id));
        const LossScenes scenes = lossScenes(selection, {}, style);
        EXPECT_GE(scenes.value.curves.size(), selection.drawn().size() + 2);
        for (const FunctionCurve& curve : scenes.value.curves) EXPECT_FALSE(curve.name.isEmpty());
      }
}

TEST(LossScenes, SharesAreOfAllSamples) {
  const RunFrame frame = calls();
  LossSelection selection = speakingOf("mse");
  const Vector places =
      samplesUnder(*makeLoss({"mse", {}}), selection.axis(), selection.ground, &frame).places;
  ASSERT_EQ(places.size(), frame.trainingPrediction.rows());
  for (const double reach : {2.0, 20.0, 1000.0}) {
    selection.view() = {-reach, reach, 0};
    const FunctionSamples samples = lossScenes(selection, samplesOf(selection, frame), style).value.samples;
    const auto inside = ((places.array() >= -reach) && (places.array() <= reach)).count();
    EXPECT_EQ(samples.places.size(), inside);
    EXPECT_NEAR(sum(samples.shares), static_cast<double>(inside) / static_cast<double>(places.size()), 1e-12);
  }
  EXPECT_NEAR(sum(lossScenes(selection, samplesOf(selection, frame), style).value.samples.pulls), 1, 1e-12);
  selection.showSamples = false;
  EXPECT_TRUE(lossScenes(selection, samplesOf(selection, frame), style).value.samples.shares.isEmpty());
}

// The experiment trains with MSE: under MAE each sample pulls alike, under MSE by its residual.
TEST(LossScenes, PullsAreThoseOfTheLossThatIsSpokenOf) {
  const RunFrame frame = calls();
  ASSERT_EQ(frame.problem->experiment.loss.id, "mse");
  LossSelection selection = speakingOf("mae");
  selection.view() = {-1000, 1000, 0};
  const FunctionSamples samples = lossScenes(selection, samplesOf(selection, frame), style).value.samples;
  for (qsizetype i = 0; i < samples.shares.size(); ++i)
    EXPECT_NEAR(samples.pulls[i], samples.shares[i], 1e-12);
  const auto under = [&](const char* id) {
    return samplesUnder(*makeLoss({id, {}}), selection.axis(), selection.ground, &frame);
  };
  EXPECT_EQ(under("mae").pulls, Vector::Ones(frame.trainingPrediction.rows()));
  const LossSamples squared = under("mse");
  EXPECT_LT((squared.pulls - 2 * squared.places.cwiseAbs()).cwiseAbs().maxCoeff(), 1e-12);
}

TEST(LossSamples, SitAtTheirResiduals) {
  const RunFrame frame = calls();
  const LossSamples samples = samplesUnder(*makeLoss({"mse", {}}), ProfileAxis::residual, {}, &frame);
  const Samples& all = frame.problem->training->samples();
  for (Index i = 0; i < samples.places.size(); ++i)
    EXPECT_NEAR(samples.places[i], frame.trainingPrediction(i, 0) - all.target(i * frame.shownStride, 0),
                1e-12);
}

TEST(LossSamples, OfAnotherTaskThereAreNone) {
  const RunFrame frame = calls();
  for (const char* id : {"log_loss", "cross_entropy", "iou"}) {
    const auto loss = makeLoss({id, {}});
    const ProfileAxis axis = profileAxes(loss->spec().task).front().axis;
    EXPECT_EQ(samplesUnder(*loss, axis, {}, &frame).places.size(), 0) << id;
    EXPECT_EQ(samplesUnder(*loss, axis, {}, nullptr).places.size(), 0) << id;
  }
}

Index halfOf(std::vector<double> pulls) {
  return samplesWithHalfThePull(Eigen::Map<const Vector>(pulls.data(), static_cast<Index>(pulls.size())));
}

TEST(SamplesWithHalfThePull, AreAsFewAsCanBe) {
  EXPECT_EQ(halfOf({1, 1, 1, 1}), 2);
  EXPECT_EQ(halfOf({1, 10, 1, 1}), 1);
  EXPECT_EQ(halfOf({2, 3, 2, 3}), 2);     // 3 + 3 of 10
  EXPECT_EQ(halfOf({1, 2, 3}), 1);        // 3 of 6
  EXPECT_EQ(halfOf({4, 1, 2, 3, 5}), 2);  // 5 + 4 of 15
  EXPECT_EQ(halfOf({1, 1, 1, 1, 1}), 3);
  EXPECT_EQ(halfOf(std::vector<double>(1000, 0.1)), 500);
  EXPECT_EQ(halfOf({7}), 1);
  EXPECT_EQ(halfOf({0, 0}), 0);
  EXPECT_EQ(halfOf({}), 0);
  EXPECT_EQ(halfOf({1, std::numeric_limits<double>::infinity()}), 0);
  EXPECT_EQ(halfOf({1, std::numeric_limits<double>::quiet_NaN()}), 0);
}

TEST(SamplesCaption, CountsAndNames) {
  const RunFrame frame = calls();
  LossSelection selection = speakingOf("mae");
  const QString caption = samplesCaption(selection, samplesOf(selection, frame), &frame);
  EXPECT_TRUE(caption.contains(QString::number(frame.trainingPrediction.rows()))) << caption.toStdString();
  EXPECT_TRUE(caption.contains("Under MAE half of the pull comes from 12 of them")) << caption.toStdString();
  selection.view() = {1000, 2000, 1500};
  EXPECT_TRUE(samplesCaption(selection, samplesOf(selection, frame), &frame).contains("24 lie beyond"));
  selection.showSamples = false;
  EXPECT_TRUE(samplesCaption(selection, samplesOf(selection, frame), &frame).isEmpty());
  EXPECT_TRUE(samplesCaption(speakingOf("mae"), {}, nullptr).isEmpty());
}

TEST(SamplesCaption, SaysWhyThereAreNone) {
  const RunFrame frame = calls();
  for (const char* id : {"log_loss", "cross_entropy"}) {
    const QString caption = samplesCaption(speakingOf(id), samplesOf(speakingOf(id), frame), &frame);
    EXPECT_TRUE(caption.contains("regression")) << caption.toStdString();
  }
  EXPECT_TRUE(samplesCaption(speakingOf("iou"), samplesOf(speakingOf("iou"), frame), &frame).isEmpty());
}

TEST(LossReadings, AreTheNumbersAtTheMarker) {
  LossSelection selection = speakingOf("huber");
  selection.view().marker = 2;
  const auto readings = lossReadings(selection, style);
  ASSERT_EQ(readings.size(), 4U);
  EXPECT_EQ(readings[0].point.value, 4);
  EXPECT_EQ(readings[0].point.slope, 4);
  EXPECT_EQ(readings[0].point.curvature, 2);
  EXPECT_EQ(readings[1].point.value, 2);
  EXPECT_EQ(readings[2].point.value, 1.5);
  EXPECT_TRUE(readings[2].current);
  EXPECT_EQ(std::count_if(readings.begin(), readings.end(), [](const auto& each) { return each.current; }),
            1);
  EXPECT_EQ(markerText(selection), QStringLiteral("at r = 2.00"));
  for (const LossReading& reading : readings) EXPECT_NE(reading.color, style.mutedText);
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) found.push_back(cell);
  return found;
}

TEST(LossTable, HoldsTheDrawnLosses) {
  LossSelection selection = speakingOf("huber");
  std::istringstream table(lossTable(selection));
  std::string line;
  std::getline(table, line);
  const auto names = cells(line);
  ASSERT_EQ(names.size(), 13U);
  EXPECT_EQ(names[0], "residual");
  EXPECT_EQ(names[1], "mse value");
  EXPECT_EQ(names[8], "huber delta=1 slope");
  EXPECT_EQ(names[12], "tukey_biweight c=4.685 curvature");
  int rows = 0;
  while (std::getline(table, line)) {
    const auto numbers = cells(line);
    ASSERT_EQ(numbers.size(), names.size());
    const double r = std::stod(numbers[0]);
    EXPECT_NEAR(r, -4 + 0.01 * rows, 1e-12);
    EXPECT_NEAR(std::stod(numbers[1]), r * r, 1e-12);
    EXPECT_NEAR(std::stod(numbers[8]), std::clamp(r, -1.0, 1.0), 1e-12);
    ++rows;
  }
  EXPECT_EQ(rows, 801);
}

TEST(LossTable, EveryLossOnEveryAxisHasNumbers) {
  for (const LossEntry& entry : lossCatalog())
    for (const ProfileAxisSpec& axis : profileAxes(entry.spec->task)) {
      LossSelection selection;
      selection.showAlone(selection.choice(std::string(entry.spec->id)));
      selection.setAxis(axis.axis);
      std::istringstream table(lossTable(selection));
      int lines = 0;
      for (std::string line; std::getline(table, line); ++lines) {
        EXPECT_EQ(cells(line).size(), 4U) << line;
        // Below −1 msle has no value.
        const bool outside = entry.spec->id == "msle" && line.starts_with('-');
        EXPECT_EQ(line.find("nan") != std::string::npos && !outside, false) << entry.spec->id << ": " << line;
      }
      EXPECT_EQ(lines, 802);
    }
}

TEST(LossScenes, ColoursAreOfSlots) {
  LossSelection selection;
  EXPECT_EQ(colorOfLoss(selection, "mse", style), runColor(0, false));
  EXPECT_EQ(colorOfLoss(selection, "huber", PlotStyle::darkStyle()), runColor(2, true));
  EXPECT_EQ(colorOfLoss(selection, "welsch", style), style.mutedText);
}

}  // namespace
}  // namespace lossarium::ui
