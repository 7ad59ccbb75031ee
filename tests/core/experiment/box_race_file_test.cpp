#include "core/experiment/box_race_file.h"

#include "core/experiment/problem.h"
#include "core/training/trainer.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

BoxRacePlan planIn(double unit) {
  BoxRacePlan plan = defaultBoxRace();
  plan.target = unit * Box(1, 1, 3, 2.5);
  plan.prediction = unit * Box(3.5, 2, 4.5, 4);
  plan.steps = 60;
  return plan;
}

TEST(BoxRaceFile, ComesBackAsItWas) {
  for (const double unit : {1.0, 37.0, 0.02})
    for (const auto coordinates : {BoxCoordinates::corners, BoxCoordinates::centreSize}) {
      BoxRacePlan plan = planIn(unit);
      plan.coordinates = coordinates;
      plan.losses[6].parameters["power"] = 2.0;
      const auto back = boxRaceOf(experimentsOf(plan));
      ASSERT_TRUE(back);
      EXPECT_EQ(*back, plan);
    }
}

// The rate is carried over: training takes the steps of the race. (Later, boxes leap about kinks, where
// rounding grows.)
TEST(BoxRaceFile, AnExperimentIsTheRaceOfItsLoss) {
  for (const std::string optimizer : {"gradient_descent", "momentum", "adam"})
    for (const double unit : {1.0, 50.0}) {
      BoxRacePlan plan = planIn(unit);
      plan.optimizer = {optimizer, {{"learning_rate", 0.05}}};
      plan.steps = 20;
      plan = checked(plan);
      BoxRace race(plan);
      race.steps(plan.steps);
      const BoxRaceFrame frame = race.frame();
      const auto experiments = experimentsOf(plan);
      for (std::size_t i = 0; i < experiments.size(); ++i) {
        Trainer trainer(build(experiments[i]));
        while (trainer.step()) {
        }
        const Eigen::Vector4d weights = trainer.state().weights;
        EXPECT_LT((upright(boxOf(weights, plan.coordinates)) - frame.entrants[i].now.box).norm(),
                  (optimizer == "adam" ? 5e-5 : 1e-10) * unit)
            << optimizer << ' ' << experiments[i].loss.id << ' ' << unit;
      }
    }
}

TEST(BoxRaceFile, WhatIsNoRaceIsNone) {
  EXPECT_FALSE(boxRaceOf({}));
  EXPECT_FALSE(boxRaceOf({defaultExperiment()}));
  auto experiments = experimentsOf(planIn(1));
  experiments[2].training.epochs = 7;
  EXPECT_FALSE(boxRaceOf(experiments));
  experiments = experimentsOf(planIn(1));
  experiments[0].penalty.l2 = 0.1;
  EXPECT_FALSE(boxRaceOf(experiments));
}

}  // namespace
}  // namespace lossarium
