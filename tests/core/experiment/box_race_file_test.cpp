#include "core/experiment/box_race_file.h"

#include "core/experiment/problem.h"
#include "core/optimizers/optimizer.h"
#include "core/training/trainer.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lossarium {
namespace {

BoxRacePlan planIn(double unit) {
  BoxRacePlan plan = defaultBoxRace();
  plan.target = unit * Box(1, 1, 3, 2.5);
  plan.prediction = unit * Box(3.5, 2, 4.5, 4);
  plan.steps = 60;
  return plan;
}

bool hasEpsilon(const OptimizerEntry& entry) {
  return std::any_of(entry.spec->parameters.begin(), entry.spec->parameters.end(),
                     [](const ParameterSpec& each) { return each.id == "epsilon"; });
}

/// RAdam's first steps follow the gradient's length and the others do not; Adadelta's ε is its very first
/// step; a line search and a damped step begin with a length of their own.
bool knowsTheUnit(const OptimizerEntry& entry) {
  for (const std::string_view id : {"radam", "adadelta", "lbfgs", "newton"})
    if (entry.spec->id == id) return true;
  return false;
}

TEST(BoxRaceFile, ComesBackAsItWas) {
  for (const double unit : {1.0, 37.0, 0.02, 430.0})
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
  for (const OptimizerEntry& entry : optimizerCatalog()) {
    if (knowsTheUnit(entry)) continue;
    for (const double unit : {1.0, 50.0}) {
      const std::string optimizer(entry.spec->id);
      BoxRacePlan plan = planIn(unit);
      plan.optimizer = {optimizer};
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
                  (hasEpsilon(entry) ? 2e-4 : 1e-9) * unit)
            << optimizer << ' ' << experiments[i].loss.id << ' ' << unit;
      }
    }
  }
}

TEST(BoxRaceFile, WhatIsNoRaceIsNone) {
  EXPECT_FALSE(boxRaceOf({}));
  EXPECT_FALSE(boxRaceOf({defaultExperiment()}));
  EXPECT_FALSE(boxRaceOf({experimentsOf(planIn(1)).front()})) << "one alone is a fit";
  auto experiments = experimentsOf(planIn(1));
  experiments[2].training.epochs = 7;
  EXPECT_FALSE(boxRaceOf(experiments));
  experiments = experimentsOf(planIn(1));
  experiments[0].penalty.l2 = 0.1;
  EXPECT_FALSE(boxRaceOf(experiments));
}

}  // namespace
}  // namespace lossarium
