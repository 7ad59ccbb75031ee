#include "core/race/race_plan.h"

#include "core/experiment/session_file.h"
#include "core/objectives/test_functions/nearest_minimum.h"
#include "core/training/calm_rate.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;

TEST(RacePlan, AFileHoldsItAndGivesItBack) {
  RacePlan plan = defaultRace({"quadratic", {{"condition", 50.0}, {"x", 2.0}}});
  plan.entrants.push_back(entrantOf({"adam", {{"learning_rate", 0.3}}}));
  plan.steps = 77;
  plan.tolerance = 1e-6;
  const auto read = parseDescents(toJson(descentsOf(plan)), "race.lossarium");
  EXPECT_EQ(raceOf(read), plan);
}

TEST(RacePlan, AFileThatIsSavedHoldsTheRatesThatWereFound) {
  const RacePlan plan = defaultRace();
  const Race race(setupOf(plan));
  const auto descents = descentsOf(plan, race.frame().setup->entrants);
  for (std::size_t i = 0; i < descents.size(); ++i)
    EXPECT_EQ(descents[i].optimizer, race.frame().entrants[i].optimizer);
  Race again(setupOf(raceOf(descents)));
  Race first(setupOf(plan));
  while (first.step() && again.step()) {
  }
  for (std::size_t i = 0; i < descents.size(); ++i)
    EXPECT_EQ(first.frame().entrants[i].path, again.frame().entrants[i].path);
}

TEST(RacePlan, AStartThatIsMovedChangesNoRate) {
  RacePlan plan = defaultRace();
  const auto rates = Race(setupOf(plan)).frame().setup->entrants;
  plan.objective.parameters["x"] = 1.7;
  plan.objective.parameters["y"] = -0.5;
  EXPECT_EQ(Race(setupOf(plan)).frame().setup->entrants, rates);
  plan.ratesFrom = Eigen::Vector2d(1.7, -0.5);
  const auto fromHere = Race(setupOf(plan)).frame().setup->entrants;
  EXPECT_NE(fromHere, rates);
  const TestFunctionSpec& spec = testFunctionSpec("rosenbrock");
  const auto function = makeTestFunction(plan.objective);
  EXPECT_EQ(fromHere[0], withCalmRate(plan.entrants[0], *function, Eigen::Vector2d(1.7, -0.5), spec.x, spec.y,
                                      plan.steps));
}

TEST(RacePlan, WhatIsNoRaceIsRefused) {
  const auto read = [](const std::string& experiments) {
    return raceOf(parseDescents(R"({"lossarium": 1, "experiments": [)" + experiments + "]}", "s"), "s: ");
  };
  expectHolds(errorOf([&] { read(R"({"objective": {"id": "beale"}}, {"objective": {"id": "booth"}})"); }),
              "experiments[1].objective");
  expectHolds(
      errorOf([&] { read(R"({"objective": {"id": "beale"}}, {"objective": {"id": "beale", "x": 3}})"); }),
      "same place");
  expectHolds(
      errorOf([&] {
        read(R"({"objective": {"id": "beale"}}, {"objective": {"id": "beale"}, "training": {"epochs": 9}})");
      }),
      "experiments[1].training");
  expectHolds(errorOf([&] { read(R"({"objective": {"id": "beale"}}, {"loss": {"id": "mse"}})"); }),
              "experiments[1] has no \"objective\"");
  std::string seven = R"({"objective": {"id": "beale"}})";
  for (int i = 1; i < 7; ++i) seven += R"(, {"objective": {"id": "beale"}})";
  expectHolds(errorOf([&] { read(seven); }), "one to 6");
}

TEST(RacePlan, ASessionWithoutAnObjectiveHoldsNoRace) {
  EXPECT_TRUE(parseDescents(toJson(std::vector{defaultExperiment()}), "s").empty());
}

// Since when somebody stays near does not depend on which places of the way are kept, nor on how one came to
// the moment; who swings out again has not settled.
TEST(Race, SettledIsTheFirstStepOfThePresentStay) {
  RacePlan plan = defaultRace({"himmelblau"});
  plan.steps = 6000;
  Race race(setupOf(plan));
  const double near = race.frame().setup->near;
  std::vector<std::vector<std::optional<std::int64_t>>> expected(plan.entrants.size());
  std::vector<int> swings(plan.entrants.size(), 0);
  const auto look = [&] {
    const RaceFrame frame = race.frame();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const RacePlace& now = frame.entrants[i].now;
      const bool isNear = distanceToNearest(frame.setup->minima, Eigen::Vector2d(now.x, now.y)) <= near;
      const auto before = expected[i].empty() ? std::nullopt : expected[i].back();
      swings[i] += before && !isNear;
      expected[i].push_back(!isNear ? std::nullopt : before ? before : std::optional(race.stepNow()));
    }
  };
  look();
  while (race.stepNow() < 300 && race.step()) look();
  EXPECT_GT(swings[1], 0) << "momentum swings out again";
  while (race.step()) {
  }
  for (const std::int64_t at : {300, 0, 57, 41, 12, 60, 200, 1}) {
    race.goTo(at);
    for (std::size_t i = 0; i < expected.size(); ++i)
      EXPECT_EQ(race.frame().entrants[i].settled, expected[i][static_cast<std::size_t>(at)])
          << i << " at " << at;
  }
  race.goTo(6000);
  EXPECT_EQ(race.frame().entrants[1].settled, expected[1].back());
  ASSERT_TRUE(race.frame().entrants[1].nearest);
  EXPECT_EQ(race.frame().entrants[1].nearest->kind, MinimumKind::global);
}

}  // namespace
}  // namespace lossarium
