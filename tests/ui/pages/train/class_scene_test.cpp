#include "tests/core/support/testing.h"
#include "ui/pages/train/export.h"
#include "ui/pages/train/numbers_panel.h"
#include "ui/pages/train/scenes.h"

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

using Names = std::vector<std::string>;

RunFrame runOn(const char* target, const char* task, const Names& features,
               std::map<std::string, Value> more = {}) {
  more.insert({{"dataset.id", std::string("penguins")},
               {"dataset.target", std::string(target)},
               {"dataset.task", std::string(task)},
               {"dataset.features", features},
               {"training.epochs", std::int64_t{100}}});
  return finishedRun(lossarium::testing::problemWith(more));
}

TEST(ClassScene, TwoInputsArePointsInTheirOwnUnitsOverRegions) {
  const RunFrame run = runOn("species", "classes", {"bill_length_mm", "bill_depth_mm"});
  const ClassScene scene = classScene(run);
  EXPECT_FALSE(scene.oneInput);
  EXPECT_EQ(scene.classNames, (QStringList{"Adelie", "Chinstrap", "Gentoo"}));
  ASSERT_EQ(scene.points.size(), 342U);
  EXPECT_EQ(scene.points[0].place, QPointF(39.1, 18.7));
  EXPECT_EQ(scene.points[0].label, 0);
  EXPECT_EQ(scene.guesses, run.trainingGuess);
  EXPECT_EQ(scene.field, run.decisions);
  for (const ClassPoint& point : scene.points) EXPECT_TRUE(scene.range.contains(point.place));
  EXPECT_EQ(scene.xTitle, QStringLiteral("bill length (mm)"));
  EXPECT_EQ(scene.yTitle, QStringLiteral("bill depth (mm)"));
  EXPECT_FALSE(scene.caption.contains(QStringLiteral("mean")));
}

TEST(ClassScene, FurtherInputsAreSaidToBeAtTheirMean) {
  const RunFrame run =
      runOn("species", "classes", {"bill_length_mm", "bill_depth_mm", "body_mass_g", "year"});
  const QString caption = classScene(run).caption;
  EXPECT_TRUE(caption.contains(QStringLiteral("bill length (mm)"))) << caption.toStdString();
  EXPECT_TRUE(caption.contains(QStringLiteral("2 other inputs at their training mean")));
}

TEST(ClassScene, OneInputOfTwoClassesIsACurveWithThePointsBesideZeroAndOne) {
  const RunFrame run = runOn("sex", "binary", {"body_mass_g"});
  const ClassScene scene = classScene(run);
  EXPECT_TRUE(scene.oneInput);
  EXPECT_EQ(scene.yTitle, QStringLiteral("probability of male"));
  EXPECT_EQ(scene.field->shares.cols(), 2);
  for (const ClassPoint& point : scene.points) {
    EXPECT_TRUE(point.label == 1 ? point.place.y() > 1 : point.place.y() < 0);
    EXPECT_TRUE(scene.range.contains(point.place));
  }
}

TEST(ClassScene, OneInputOfSeveralClassesHasAStripForEachBelowTheCurves) {
  const ClassScene scene = classScene(runOn("species", "classes", {"bill_length_mm"}));
  double lowest[3] = {1, 1, 1}, highest[3] = {-1, -1, -1};
  for (const ClassPoint& point : scene.points) {
    lowest[point.label] = std::min(lowest[point.label], point.place.y());
    highest[point.label] = std::max(highest[point.label], point.place.y());
    EXPECT_TRUE(scene.range.contains(point.place));
  }
  EXPECT_LT(highest[0], 0);
  EXPECT_LT(highest[1], lowest[0]);
  EXPECT_LT(highest[2], lowest[1]);
}

TEST(ClassScene, WhatIsNoProbabilityIsNotCalledOne) {
  const RunFrame run = runOn("sex", "binary", {"body_mass_g"}, {{"loss.id", std::string("hinge")}});
  EXPECT_EQ(classScene(run).yTitle, QStringLiteral("sigmoid of the score, male"));
  const RunFrame plane = runOn("species", "classes", {"bill_length_mm", "bill_depth_mm"},
                               {{"loss.id", std::string("multiclass_hinge")}});
  EXPECT_TRUE(classScene(plane).caption.contains(QStringLiteral("no probability")));
}

TEST(ClassScene, ValidationRowsAreShownAndTestRowsStaySealed) {
  const RunFrame run = runOn("species", "classes", {"bill_length_mm", "bill_depth_mm"},
                             {{"split.train", 0.6}, {"split.validation", 0.2}, {"split.test", 0.2}});
  const ClassScene scene = classScene(run);
  EXPECT_EQ(scene.points.size(), 205U + 69U);
  EXPECT_FALSE(scene.points.back().training);
  EXPECT_EQ(scene.guesses.size(), scene.points.size());
  EXPECT_EQ(scene.prediction.rows(), 274);
  EXPECT_TRUE(scene.caption.contains(QStringLiteral("68 test rows stay sealed")));
}

TEST(DataTable, HoldsTheClassAndTheShareOfEach) {
  const RunFrame run = runOn("species", "classes", {"bill_length_mm"});
  const std::string table = dataTable(&run);
  EXPECT_EQ(table.substr(0, table.find('\n')),
            "\"bill_length_mm\",\"species\",prediction,\"share of Adelie\",\"share of Chinstrap\","
            "\"share of Gentoo\",split");
  const std::string first =
      table.substr(table.find('\n') + 1, table.find('\n', table.find('\n') + 1) - table.find('\n') - 1);
  EXPECT_TRUE(first.starts_with("39.1,\"Adelie\",\"Adelie\",0.")) << first;
  EXPECT_TRUE(first.ends_with(",train")) << first;
}

TEST(SurfaceScene, WeightsOfAClassAreNamedByInputAndClass) {
  const auto problem = lossarium::testing::problemWith(
      {{"dataset.id", std::string("penguins")}, {"dataset.target", std::string("species")}});
  const Framing framing = frame(*problem, {}, std::nullopt);
  const auto surface = std::make_shared<Surface>(computeSurface(*problem->training, framing.slice, 5));
  const SurfaceScene scene =
      surfaceScene({problem, surface, framing, {}, true}, nullptr, PlotStyle::light(), false);
  EXPECT_EQ(scene.aTitle, QStringLiteral("weight of flipper length (mm) for Adelie, per deviation"));
  EXPECT_EQ(scene.bTitle, QStringLiteral("bias for Adelie"));
}

TEST(NumbersPanel, OfClassesTheAccuracyComesFirstAndCoefficientsAreFew) {
  NumbersPanel panel;
  panel.showFrame(runOn("species", "classes", {"bill_length_mm", "bill_depth_mm"}));
  const QString text = panel.asText();
  EXPECT_TRUE(text.contains(QStringLiteral("training accuracy\t0.9")));
  EXPECT_TRUE(text.contains(QStringLiteral("bill depth (mm) for Adelie")));
  EXPECT_TRUE(text.contains(QStringLiteral("and 6 more")));
  EXPECT_FALSE(text.contains(QStringLiteral("RMSE")));
  panel.showFrame(runOn("sex", "binary", {"body_mass_g"}));
  EXPECT_TRUE(panel.asText().contains(QStringLiteral("slope\t")));
}

}  // namespace
}  // namespace lossarium::ui
