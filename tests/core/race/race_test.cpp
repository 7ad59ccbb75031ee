#include "core/race/race.h"

#include "core/objectives/test_functions/quadratic.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;

const std::vector<Choice> six{{"gradient_descent"}, {"momentum"}, {"adam"}, {"rprop"}, {"lbfgs"}, {"newton"}};

void expectSame(const RaceFrame& one, const RaceFrame& other) {
  EXPECT_EQ(one.step, other.step);
  ASSERT_EQ(one.entrants.size(), other.entrants.size());
  for (std::size_t i = 0; i < one.entrants.size(); ++i) {
    const EntrantFrame &a = one.entrants[i], &b = other.entrants[i];
    SCOPED_TRACE(a.optimizer.id);
    EXPECT_EQ(a.now, b.now);
    EXPECT_EQ(a.gradient, b.gradient);
    EXPECT_EQ(a.momentum, b.momentum);
    EXPECT_EQ(a.lastStep, b.lastStep);
    EXPECT_EQ(a.stop, b.stop);
    EXPECT_EQ(a.stopStep, b.stopStep);
    EXPECT_EQ(a.reason, b.reason);
  }
}

TEST(Race, EachEntrantGoesAsItWouldAlone) {
  Race race(raceOn({"himmelblau", {{"x", -1.0}, {"y", 4.0}}}, six, 100));
  while (race.step()) {
  }
  const RaceFrame frame = race.frame();
  ASSERT_EQ(frame.entrants.size(), six.size());
  for (const EntrantFrame& entrant : frame.entrants) {
    DescentRun alone({.objective = makeTestFunction({"himmelblau", {}}),
                      .optimizer = makeOptimizer(entrant.optimizer),
                      .start = (Vector(2) << -1, 4).finished(),
                      .steps = 100});
    std::vector<RacePlace> path;
    do
      path.push_back(
          {alone.state().weights[0], alone.state().weights[1], alone.state().value, alone.state().step});
    while (alone.step());
    EXPECT_EQ(entrant.path, path) << entrant.optimizer.id;
    EXPECT_EQ(entrant.now, path.back());
    EXPECT_EQ(entrant.gradient, alone.state().gradient);
    EXPECT_EQ(entrant.stop, Stop::epochs);
  }
  EXPECT_EQ(frame.step, 100);
  EXPECT_EQ(frame.plannedSteps, 100);
}

TEST(Race, AFrameTellsWhatLeadsOn) {
  Race race(raceOn({"rosenbrock", {}}, six, 50));
  for (const EntrantFrame& entrant : race.frame().entrants) {
    EXPECT_EQ(entrant.lastStep.size(), 0);
    EXPECT_NEAR(entrant.distance, 2.2, 1e-12);
    EXPECT_EQ(entrant.now.value, entrant.path.front().value);
  }
  const Vector slope = race.frame().entrants[1].gradient;
  race.step();
  const RaceFrame frame = race.frame();
  for (const EntrantFrame& entrant : frame.entrants) {
    ASSERT_EQ(entrant.path.size(), 2U);
    const Vector change =
        (Vector(2) << entrant.path[1].x - entrant.path[0].x, entrant.path[1].y - entrant.path[0].y)
            .finished();
    EXPECT_EQ(entrant.lastStep, change) << entrant.optimizer.id;
  }
  EXPECT_EQ(frame.entrants[0].momentum.size(), 0) << "gradient descent has none";
  EXPECT_EQ(frame.entrants[1].momentum, -slope) << "after one step it is the gradient";
  EXPECT_EQ(frame.entrants[2].momentum.size(), 2) << "Adam's first moment";
  EXPECT_EQ(frame.entrants[4].momentum.size(), 0);
  EXPECT_TRUE(std::isnan(frame.entrants[4].learningRate));
  EXPECT_EQ(frame.entrants[2].learningRate, frame.entrants[2].optimizer.real("learning_rate"));
}

// To every moment of it, in any order.
TEST(Race, GoesBackToTheBit) {
  std::vector<Choice> entrants = six;
  entrants[0] = {"gradient_descent", {{"learning_rate", 0.01}}};  // it diverges
  entrants[3] = {"adamw", {{"learning_rate", 0.3}, {"schedule", std::string("one_cycle")}}};
  RaceSetup setup = raceOn({"rosenbrock", {}}, entrants, 120, 1e-6);
  Race race(setup);
  std::vector<RaceFrame> frames{race.frame()};
  while (race.step()) frames.push_back(race.frame());
  ASSERT_EQ(frames.size(), 121U);
  EXPECT_EQ(frames.back().entrants[0].stop, Stop::diverged);
  EXPECT_EQ(frames.back().entrants[5].stop, Stop::converged);
  for (std::int64_t at = 0; at < 500; ++at) {
    const std::int64_t step = at * 67 % 121;
    race.goTo(step);
    SCOPED_TRACE(step);
    expectSame(race.frame(), frames[static_cast<std::size_t>(step)]);
    EXPECT_EQ(race.headStep(), 120);
    EXPECT_EQ(race.frame().entrants[1].path, frames.back().entrants[1].path);
  }
  race.goTo(30);
  for (std::size_t step = 31; step < 60; ++step) {
    EXPECT_TRUE(race.step());
    expectSame(race.frame(), frames[step]);
  }
}

// Beyond what is kept the path is thinned, and any moment is replayed.
TEST(Race, ALongRaceKeepsToItsMemoryAndStaysExact) {
  Race race(raceOn({"rosenbrock", {}}, {{"adam", {{"learning_rate", 1e-4}}}, {"momentum", {}}}, 100000));
  RaceFrame noted;
  while (race.step())
    if (race.stepNow() == 54321) noted = race.frame();
  const RaceFrame end = race.frame();
  for (const EntrantFrame& entrant : end.entrants) {
    EXPECT_LE(entrant.path.size(), Entrant::mostMoments);
    EXPECT_GT(entrant.path.size(), Entrant::mostMoments / 2 - 2);
    EXPECT_EQ(entrant.path.front().step, 0);
    for (std::size_t i = 1; i < entrant.path.size(); ++i)
      EXPECT_EQ(entrant.path[i].step - entrant.path[i - 1].step, entrant.path[1].step);
  }
  race.goTo(54321);
  expectSame(race.frame(), noted);
  race.goTo(100000);
  expectSame(race.frame(), end);
}

TEST(Race, OneThatDivergesDoesNotStopTheOthers) {
  Race race(raceOn({"booth", {}}, {{"gradient_descent", {{"learning_rate", 1.0}}}, {"adam"}}, 200));
  while (race.step()) {
  }
  const RaceFrame frame = race.frame();
  EXPECT_EQ(frame.entrants[0].stop, Stop::diverged);
  EXPECT_LT(frame.entrants[0].stopStep, 50);
  EXPECT_EQ(frame.entrants[0].path.size(), static_cast<std::size_t>(frame.entrants[0].stopStep));
  EXPECT_EQ(frame.entrants[0].lastStep.size(), 0);
  expectHolds(frame.entrants[0].reason, "Diverged");
  EXPECT_EQ(frame.entrants[1].stop, Stop::epochs);
  EXPECT_EQ(frame.step, 200);
}

TEST(Race, AllThatStandStillEndIt) {
  Race race(raceOn({"booth", {}}, {{"newton"}, {"lbfgs"}}, 1000, 1e-6));
  while (race.step()) {
  }
  EXPECT_LT(race.stepNow(), 100);
  EXPECT_FALSE(race.canStep());
  race.continuePastEnd();
  EXPECT_FALSE(race.canStep());
}

TEST(Race, GoesOnPastItsEndWithTheScheduleAsItWas) {
  const RaceSetup setup = raceOn({"booth", {}}, {{"adam", {{"learning_rate", 0.1}}}}, 40);
  Race race(setup);
  while (race.step()) {
  }
  EXPECT_EQ(race.stepNow(), 40);
  race.continuePastEnd();
  while (race.step()) {
  }
  EXPECT_EQ(race.frame().plannedSteps, 80);
  EXPECT_EQ(race.stepNow(), 80);
  race.goTo(40);
  EXPECT_TRUE(race.canStep()) << "the end is no longer there";
  EXPECT_EQ(race.frame().entrants[0].stop, Stop::none);
}

// Any objective of two weights.
TEST(Race, NeedsNoTestFunction) {
  Race race({.objective = std::make_shared<Quadratic>((Vector(2) << 1, 10).finished()),
             .start = (Vector(2) << 1, 1).finished(),
             .entrants = {{"momentum"}},
             .x = {-2, 2},
             .y = {-2, 2}});
  while (race.step()) {
  }
  EXPECT_LT(race.frame().entrants[0].now.value, 1e-6);
  EXPECT_TRUE(std::isnan(race.frame().entrants[0].distance));
}

TEST(Race, RefusesWhatCannotRun) {
  expectHolds(errorOf([] { Race race(raceOn({"booth", {}}, {})); }), "one to 6 entrants");
  expectHolds(errorOf([] {
                Race race(raceOn({"booth", {}}, std::vector<Choice>(7, {"adam"})));
              }),
              "there are 7");
  expectHolds(errorOf([] { Race race(raceOn({"booth", {}}, {{"adma"}})); }), "'adam'");
  expectHolds(errorOf([] { Race race(raceOn({"bouth", {}}, {{"adam"}})); }), "'booth'");
  expectHolds(errorOf([] {
                Race race({.objective = std::make_shared<Quadratic>(Vector::Ones(3)),
                           .start = Vector::Ones(3),
                           .entrants = {{"adam"}}});
              }),
              "two weights");
}

}  // namespace
}  // namespace lossarium
