#include "ui/pages/race/race_scenes.h"

#include "core/base/value.h"
#include "core/experiment/descent_setup.h"
#include "core/race/race_plan.h"
#include "ui/pages/race/race_table.h"
#include "ui/pages/timeline_wishes.h"

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

RaceFrame raced(const RacePlan& plan, std::int64_t steps) {
  Race race(setupOf(plan));
  while (race.stepNow() < steps && race.step()) {
  }
  return race.frame();
}

RacePlan withRate(const std::string& function, double rate) {
  RacePlan plan = defaultRace({function});
  plan.entrants[0].parameters["learning_rate"] = rate;
  return plan;
}

std::shared_ptr<const Surface> surfaceOf(const RacePlan& plan) {
  const auto function = makeTestFunction(plan.objective);
  return std::make_shared<Surface>(computeSurface(
      *function, sliceOf({.objective = plan.objective, .optimizer = {}, .training = {}, .landscape = {}}),
      21));
}

TEST(RaceScenes, TheFollowedOneComesFirstAndHasTheArrows) {
  const RacePlan plan = defaultRace();
  const RaceFrame frame = raced(plan, 30);
  const SurfaceScene scene = raceScene(surfaceOf(plan), &frame, 1, PlotStyle::light(), false, true);
  ASSERT_EQ(scene.trails.size(), 3U);
  EXPECT_EQ(scene.trails[0].letter, "B");
  EXPECT_EQ(scene.trails[1].letter, "A");
  EXPECT_EQ(scene.trails[2].letter, "C");
  ASSERT_TRUE(scene.descent);
  EXPECT_EQ(*scene.descent, Eigen::Vector2d(-frame.entrants[1].gradient));
  ASSERT_EQ(scene.arrows.size(), 2U) << "momentum and the last step";
  EXPECT_EQ(scene.arrows[1].direction, Eigen::Vector2d(frame.entrants[1].lastStep));
  EXPECT_EQ(*scene.handle, Eigen::Vector2d(-1.2, 1));
  EXPECT_EQ(scene.minimum->head<2>(), Eigen::Vector2d(1, 1));
}

TEST(RaceScenes, AWayIsPartedAtTheMoment) {
  const RacePlan plan = defaultRace();
  Race race(setupOf(plan));
  for (int i = 0; i < 20; ++i) race.step();
  race.goTo(8);
  const RaceFrame frame = race.frame();
  const SurfaceScene scene = raceScene(surfaceOf(plan), &frame, 0, PlotStyle::light(), false, false);
  for (const Trail& trail : scene.trails) {
    EXPECT_EQ(trail.points.size(), 10U) << "nine places, and the ball";
    EXPECT_EQ(trail.points.back(), trail.points[8]);
    EXPECT_EQ(trail.later.size(), 13U) << "the ball, and twelve places to come";
    EXPECT_EQ(trail.later.front(), trail.points.back());
  }
  const CurveScene curves = raceCurves(frame, RaceCurve::aboveMinimum, PlotStyle::light());
  EXPECT_EQ(curves.cursor, 8);
  const TimelineScene time = stepTimeline(frame.step, frame.headStep, frame.plannedSteps);
  EXPECT_EQ(time.shown, 8);
  EXPECT_EQ(time.reached, 20);
  EXPECT_TRUE(time.past);
}

TEST(RaceScenes, CurvesAreAboveTheLeastMinimum) {
  const RacePlan plan = defaultRace({"mccormick"});
  const RaceFrame frame = raced(plan, 40);
  const CurveScene above = raceCurves(frame, RaceCurve::aboveMinimum, PlotStyle::light());
  EXPECT_TRUE(above.logarithmic);
  const auto& spec = testFunctionSpec("mccormick");
  for (std::size_t i = 0; i < 3; ++i)
    for (qsizetype k = 0; k < above.curves[i].points.size(); ++k)
      EXPECT_DOUBLE_EQ(above.curves[i].points[k].y(),
                       frame.entrants[i].path[static_cast<std::size_t>(k)].value - spec.minima[0].value);
  const CurveScene distance = raceCurves(frame, RaceCurve::distance, PlotStyle::light());
  EXPECT_DOUBLE_EQ(distance.curves[1].points.back().y(), frame.entrants[1].distance);
}

TEST(RaceScenes, TheVerdictSaysWhoWasThereFirstAndWhoGotLost) {
  EXPECT_TRUE(raceVerdict(raced(defaultRace(), 0)).contains("0.057"));
  EXPECT_TRUE(raceVerdict(raced(defaultRace(), 5)).contains("Nobody"));
  const RaceFrame lost = raced(withRate("rosenbrock", 0.5), 1000);
  ASSERT_EQ(lost.entrants[0].stop, Stop::diverged);
  const QString verdict = raceVerdict(lost);
  EXPECT_TRUE(verdict.contains("Diverged: A")) << verdict.toStdString();
  const std::int64_t b = lost.entrants[1].settled.value(), c = lost.entrants[2].settled.value();
  EXPECT_EQ(verdict.indexOf("B Momentum") < verdict.indexOf("C Adam"), b < c) << verdict.toStdString();
  EXPECT_TRUE(verdict.contains(QString::number(std::min(b, c)))) << verdict.toStdString();
}

TEST(RaceScenes, OfTheFollowedOneTheRateIsHeldAgainstTheCurvature) {
  const RaceFrame calm = raced(withRate("booth", 0.05), 3), wild = raced(withRate("booth", 0.3), 3);
  // Booth's Hessian is (10, 8; 8, 10): 18 at the most, wherever one is.
  EXPECT_NEAR(calm.entrants[0].curvature, 18, 1e-9);
  EXPECT_NEAR(calm.entrants[0].stableRate, 2.0 / 18, 1e-9);
  EXPECT_TRUE(followedText(calm, 0).contains("below 2 / curvature = 0.11"))
      << followedText(calm, 0).toStdString();
  EXPECT_TRUE(followedText(wild, 0).contains("above")) << followedText(wild, 0).toStdString();
  EXPECT_FALSE(followedText(calm, 2).contains("stable")) << "Adam has no such rule";
  EXPECT_TRUE(followedText(calm, 9).isEmpty());
}

TEST(RaceScenes, ALocalMinimumIsCalledSo) {
  const RaceFrame frame = raced(defaultRace({"rastrigin"}), 400);
  EXPECT_TRUE(raceVerdict(frame).contains("a local minimum"));
}

TEST(RaceScenes, EveryFunctionAtItsStartAndItsEnd) {
  for (const TestFunctionEntry& entry : testFunctionCatalog()) {
    SCOPED_TRACE(entry.spec->id);
    const RacePlan plan = defaultRace({std::string(entry.spec->id)});
    for (const std::int64_t steps : {0, 60}) {
      const RaceFrame frame = raced(plan, steps);
      const SurfaceScene scene = raceScene(surfaceOf(plan), &frame, 2, PlotStyle::light(), false, true);
      EXPECT_EQ(scene.trails.size(), 3U);
      EXPECT_EQ(scene.minimum.has_value(), !entry.spec->minima.empty());
      EXPECT_FALSE(raceVerdict(frame).isEmpty());
      EXPECT_FALSE(functionCaption(*entry.spec).isEmpty());
      EXPECT_EQ(raceCurves(frame, RaceCurve::aboveMinimum, PlotStyle::light()).logarithmic,
                !entry.spec->minima.empty());
    }
  }
}

TEST(RaceScenes, TheTableIsAlsoAFile) {
  const RaceFrame frame = raced(defaultRace(), 2);
  const std::string table = raceTableCsv(frame);
  EXPECT_TRUE(
      table.starts_with("entrant,optimizer,step,x,y,loss\nA,gradient_descent,0,-1.2,1,24.19999999999999\n"))
      << table;
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 10);
}

}  // namespace
}  // namespace lossarium::ui
