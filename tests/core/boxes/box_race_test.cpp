#include "core/boxes/box_race.h"

#include "core/base/error.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium {
namespace {

const Box unitTarget(9.5, 9.5, 10.5, 10.5), apart(11, 11.2, 12.3, 11.9);

BoxRacePlan planFrom(const Box& prediction, const Box& target = unitTarget) {
  BoxRacePlan plan = defaultBoxRace();
  plan.target = target;
  plan.prediction = prediction;
  plan.optimizer.parameters["schedule"] = std::string("constant");
  return plan;
}

const BoxEntrantFrame& entrantOf(const BoxRaceFrame& frame, const std::string& loss) {
  for (const BoxEntrantFrame& each : frame.entrants)
    if (each.loss.id == loss) return each;
  throw std::logic_error(loss);
}

BoxRaceFrame ranTo(const BoxRacePlan& plan, std::int64_t step) {
  BoxRace race(plan);
  race.steps(step);
  return race.frame();
}

TEST(BoxRace, EveryLossOfBoxesTakesPart) {
  const BoxRaceFrame frame = BoxRace(defaultBoxRace()).frame();
  std::size_t losses = 0;
  for (const LossEntry& entry : lossCatalog()) losses += entry.spec->task == Task::boxes ? 1 : 0;
  EXPECT_EQ(frame.entrants.size(), losses);
  EXPECT_EQ(frame.plannedSteps, 200);
}

TEST(BoxRace, AStepIsThatOfGradientDescent) {
  for (const auto coordinates : {BoxCoordinates::corners, BoxCoordinates::centreSize}) {
    BoxRacePlan plan = planFrom(apart);
    plan.coordinates = coordinates;
    const BoxRaceFrame frame = ranTo(plan, 25);
    for (const BoxEntrantFrame& each : frame.entrants) {
      const auto loss = makeLoss(each.loss);
      Eigen::Vector4d numbers = numbersOf(apart, coordinates);
      for (int k = 0; k < 25; ++k)
        numbers -= 0.1 * slopeBy(coordinates, lossAt(*loss, boxOf(numbers, coordinates), unitTarget).slope);
      EXPECT_LT((each.now.box - upright(boxOf(numbers, coordinates))).norm(), 1e-12) << each.loss.id;
      EXPECT_EQ(each.path.size(), 26u);
    }
  }
}

TEST(BoxRace, APictureInOtherUnitsHasTheSameRace) {
  const BoxRaceFrame frame = ranTo(planFrom(apart), 60);
  const BoxRaceFrame pixels = ranTo(planFrom(128 * apart, 128 * unitTarget), 60);
  for (std::size_t i = 0; i < frame.entrants.size(); ++i) {
    EXPECT_LT((128 * frame.entrants[i].now.box - pixels.entrants[i].now.box).norm(), 1e-6);
    EXPECT_NEAR(frame.entrants[i].now.iou, pixels.entrants[i].now.iou, 1e-9);
    EXPECT_NEAR(128 * frame.entrants[i].now.cornerError, pixels.entrants[i].now.cornerError, 1e-6);
  }
}

TEST(BoxRace, ApartFromItsTargetIouIsStuckAndOthersArrive) {
  const BoxRaceFrame frame = ranTo(planFrom(apart), 200);
  for (const std::string loss : {"iou", "alpha_iou"}) {
    const BoxEntrantFrame& each = entrantOf(frame, loss);
    EXPECT_TRUE(each.stuck) << loss;
    EXPECT_LT((each.now.box - apart).norm(), 1e-14) << loss;
    EXPECT_EQ(each.now.iou, 0) << loss;
  }
  for (const std::string loss : {"giou", "diou", "ciou", "eiou", "siou"}) {
    const BoxEntrantFrame& each = entrantOf(frame, loss);
    EXPECT_FALSE(each.stuck) << loss;
    EXPECT_GT(each.now.iou, 0.5) << loss;
    EXPECT_LT(each.now.cornerError, each.path.front().cornerError) << loss;
  }
}

TEST(BoxRace, BackAndForthItIsTheSameToTheBit) {
  BoxRace race(planFrom(apart));
  std::vector<BoxRaceFrame> seen{race.frame()};
  for (int step = 1; step <= 40; ++step) {
    race.step();
    seen.push_back(race.frame());
  }
  for (const std::int64_t step : {7, 39, 0, 40, 13}) {
    race.goTo(step);
    const BoxRaceFrame frame = race.frame();
    EXPECT_EQ(frame.step, step);
    for (std::size_t i = 0; i < frame.entrants.size(); ++i)
      EXPECT_EQ(frame.entrants[i].now, seen[static_cast<std::size_t>(step)].entrants[i].now);
  }
}

// Points, lines, boxes turned inside out, far too large rates: numbers stay numbers.
TEST(BoxRace, DegenerateBoxesAreNeverNaN) {
  const Box point(10, 10, 10, 10), line(9, 10, 11, 10), turned(12, 11, 11, 9);
  for (const auto coordinates : {BoxCoordinates::corners, BoxCoordinates::centreSize})
    for (const double rate : {0.1, 1.0, 30.0})
      for (const Box& target : {unitTarget, point, line})
        for (const Box& start : {point, line, turned, Box(10, 10, 10, 12), unitTarget}) {
          BoxRacePlan plan = planFrom(start, target);
          plan.coordinates = coordinates;
          plan.optimizer.parameters["learning_rate"] = rate;
          for (const BoxEntrantFrame& each : ranTo(plan, 120).entrants)
            for (const BoxMoment& moment : each.path) {
              ASSERT_TRUE(moment.box.allFinite()) << each.loss.id;
              ASSERT_TRUE(std::isfinite(moment.value)) << each.loss.id;
              ASSERT_GE(moment.iou, 0) << each.loss.id;
              ASSERT_LE(moment.iou, 1) << each.loss.id;
              ASSERT_GE((moment.box.tail<2>() - moment.box.head<2>()).minCoeff(), 0);
            }
        }
}

TEST(BoxRace, SaysWhatCannotBeRun) {
  BoxRacePlan plan = planFrom(apart);
  plan.losses = {};
  EXPECT_THROW(BoxRace{plan}, Error);
  plan.losses = {{"mse"}};
  EXPECT_THROW(BoxRace{plan}, Error);
  plan.losses = {{"giou"}};
  plan.prediction[2] = std::nan("");
  EXPECT_THROW(BoxRace{plan}, Error);
  plan.prediction = apart;
  plan.optimizer = {"no such"};
  EXPECT_THROW(BoxRace{plan}, Error);
}

TEST(BoxRace, GoesOnPastItsEnd) {
  BoxRacePlan plan = planFrom(apart);
  plan.steps = 30;
  BoxRace race(plan);
  EXPECT_EQ(race.steps(100), 30);
  EXPECT_FALSE(race.canStep());
  race.continuePastEnd();
  EXPECT_EQ(race.steps(100), 30);
  EXPECT_EQ(race.frame().plannedSteps, 60);
}

}  // namespace
}  // namespace lossarium
