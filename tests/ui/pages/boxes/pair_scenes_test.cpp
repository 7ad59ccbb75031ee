#include "ui/pages/boxes/pair_scenes.h"

#include "ui/pages/run_marks.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium::ui {
namespace {

const PlotStyle style = PlotStyle::light();

BoxRaceFrame ranTo(std::int64_t step, const BoxRacePlan& plan = defaultBoxRace()) {
  BoxRace race(plan);
  race.steps(step);
  return race.frame();
}

BoxesReading readingOf(const std::string& loss, FieldAxes axes = FieldAxes::centre) {
  const BoxRacePlan plan = defaultBoxRace();
  const BoxFieldPlan field{.loss = completed({loss}, makeLoss({loss})->spec().parameters, "loss"),
                           .target = plan.target,
                           .prediction = plan.prediction,
                           .axes = axes,
                           .grid = 31};
  return {plan, field, boxField(field)};
}

TEST(PairScenes, TheVerdictNamesWhoIsThereAndWhoIsStuck) {
  EXPECT_EQ(boxVerdict(ranTo(0), true).toStdString(),
            "All boxes start where the prediction lies. Stuck without a gradient: A IoU, G α-IoU.");
  EXPECT_EQ(boxVerdict(ranTo(0), false).toStdString(), "Stuck without a gradient: A IoU, G α-IoU.");
  EXPECT_TRUE(boxVerdict(ranTo(10), true).startsWith("No IoU above 0.9 yet."));
  const BoxRaceFrame end = ranTo(200);
  const QString text = boxVerdict(end, true);
  EXPECT_TRUE(text.startsWith("IoU above 0.9: ")) << text.toStdString();
  const QString there = text.left(text.indexOf(". "));
  for (const BoxEntrantFrame& each : end.entrants) {
    const QString name = runLetter(placeOfBoxLoss(each.loss.id)) + ' ' + boxLossTitle(each.loss.id);
    EXPECT_EQ(there.contains(name), each.now.iou >= 0.9) << text.toStdString() << each.loss.id;
  }
}

TEST(PairScenes, ARunThatLeftIsNotThere) {
  BoxRaceFrame frame = ranTo(200);
  for (BoxEntrantFrame& each : frame.entrants)
    if (each.loss.id == "giou") each.now.iou = 0.3, each.stop = Stop::diverged;
  EXPECT_TRUE(boxVerdict(frame, true).endsWith("Diverged: B GIoU."));
}

TEST(PairScenes, TheFieldShowsItsOwnLossAlone) {
  const BoxRaceFrame frame = ranTo(60);
  const SurfaceScene scene = fieldScene(readingOf("diou"), &frame, style, false, true);
  ASSERT_EQ(scene.trails.size(), 1u);
  EXPECT_EQ(scene.trails[0].letter, "C");
  EXPECT_TRUE(scene.descent);
  const Eigen::Vector3d& last = scene.trails[0].points.back();
  EXPECT_NEAR(last[2], frame.entrants[2].now.value, 1e-12) << "at the true loss";
  BoxRacePlan others = defaultBoxRace();
  others.losses = {{"giou"}};
  const BoxRaceFrame without = ranTo(5, checked(others));
  EXPECT_TRUE(fieldScene(readingOf("diou"), &without, style, false, false).trails.empty());
}

TEST(PairScenes, TheCaptionSaysHowMuchIsFlat) {
  EXPECT_TRUE(fieldCaption(readingOf("iou")).contains("Hatched: no gradient at all"));
  EXPECT_FALSE(fieldCaption(readingOf("giou")).contains("Hatched"));
}

TEST(PairScenes, CurvesAreOfTheStepsAndIouHasItsOwnAxis) {
  const BoxRaceFrame frame = ranTo(30);
  const CurveScene iou = boxCurves(frame, BoxCurve::iou, style);
  ASSERT_EQ(iou.curves.size(), 7u);
  EXPECT_EQ(iou.curves[1].points.size(), 31);
  EXPECT_EQ(iou.yRange->maximum, 1);
  const CurveScene error = boxCurves(frame, BoxCurve::cornerError, style);
  EXPECT_TRUE(error.logarithmic);
  EXPECT_EQ(error.curves[2].points[7].y(), frame.entrants[2].path[7].cornerError);
}

TEST(PairScenes, TheTableHasARowForEachStepAndLoss) {
  const std::string table = boxRaceCsv(ranTo(12));
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 1 + 7 * 13);
  EXPECT_TRUE(table.starts_with("loss,step,x1,y1,x2,y2,value,iou,corner_error\niou,0,3,2,4.2,4,1,0,"));
}

TEST(PairScenes, ContendersComeWithTheFirstStep) {
  EXPECT_TRUE(contendersOf(ranTo(0), style).empty());
  const auto contenders = contendersOf(ranTo(9), style);
  ASSERT_EQ(contenders.size(), 7u);
  EXPECT_EQ(contenders[4].letter, "E");
  EXPECT_EQ(contenders[4].path.size(), 10u);
}

TEST(PairScenes, TheTermsOfALossAreDrawn) {
  EXPECT_TRUE(marksOf("giou").enclosing);
  EXPECT_TRUE(marksOf("ciou").aspect && marksOf("ciou").distance);
  EXPECT_FALSE(marksOf("iou").distance);
}

}  // namespace
}  // namespace lossarium::ui
