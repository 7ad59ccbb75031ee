#include "core/experiment/descent_setup.h"

#include "core/experiment/session_file.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;

std::string session(const std::string& experiment) {
  return "{\"lossarium\": 1, \"experiments\": [" + experiment + "]}";
}

std::optional<DescentSetup> parsed(const std::string& experiment,
                                   const std::vector<Override>& overrides = {}) {
  return parseDescent(session(experiment), "s.lossarium", overrides);
}

TEST(DescentSetup, MissingThingsHaveTheirDefaults) {
  const auto setup = parsed(R"({"objective": {"id": "rosenbrock"}})");
  ASSERT_TRUE(setup);
  EXPECT_EQ(setup->objective, (Choice{"rosenbrock", {{"x", -1.2}, {"y", 1.0}}}));
  EXPECT_EQ(setup->optimizer.id, "gradient_descent");
  EXPECT_FALSE(setup->optimizer.has("learning_rate")) << "nobody chose one";
  EXPECT_EQ(setup->training.epochs, 400);
  EXPECT_EQ(setup->landscape, LandscapeChoice{});
}

TEST(DescentSetup, ReadsWhatItIsGiven) {
  const auto setup = parsed(R"({"objective": {"id": "quadratic", "x": 2, "y": -3, "condition": 1e3},
    "optimizer": {"id": "adam", "learning_rate": 0.3}, "training": {"epochs": 77, "tolerance": 1e-6},
    "landscape": {"grid": 21, "range": 2}})");
  ASSERT_TRUE(setup);
  EXPECT_EQ(setup->objective.real("condition"), 1000);
  EXPECT_EQ(setup->objective.real("angle"), 30);
  EXPECT_EQ(startOf(setup->objective), (Vector(2) << 2, -3).finished());
  EXPECT_EQ(setup->optimizer.real("learning_rate"), 0.3);
  EXPECT_EQ(setup->training.tolerance, 1e-6);
  EXPECT_EQ(sliceOf(*setup).a, (Range{-2, 2}));
}

TEST(DescentSetup, IsWrittenAndReadAgain) {
  for (const auto& entry : testFunctionCatalog()) {
    const std::string id(entry.spec->id);
    const auto setup = descentFrom({{"objective", id},
                                    {"objective.x", "0.25"},
                                    {"optimizer", "nadam"},
                                    {"training.tolerance", "0.001"},
                                    {"landscape.range", "3"}});
    ASSERT_TRUE(setup);
    EXPECT_EQ(parseDescent(toJson(std::vector{*setup}), "s.lossarium"), setup) << toJson(std::vector{*setup});
  }
}

TEST(DescentSetup, AnExperimentOnDataIsNone) {
  EXPECT_FALSE(parsed(R"({"loss": {"id": "huber"}})"));
  EXPECT_FALSE(descentFrom({{"loss", "huber"}}));
}

TEST(DescentSetup, PickingOneTakesThePlaceOfTheOther) {
  const std::string fit =
      R"({"dataset": {"id": "cars"}, "model": {"id": "polynomial", "degree": 2}, "loss": {"id":
    "huber"}, "split": {"train": 0.5, "validation": 0.5, "test": 0}, "start": {"seed": 3}, "changes": []})";
  const auto setup = parsed(fit, {{"objective", "booth"}, {"objective.y", "2"}});
  ASSERT_TRUE(setup);
  EXPECT_EQ(setup->objective.real("y"), 2);
  const std::string descent = R"({"objective": {"id": "booth"}})";
  EXPECT_FALSE(parsed(descent, {{"dataset", "cars"}}));
  const auto experiments = parseSession(session(descent), "s.lossarium", {}, {{"dataset", "cars"}});
  EXPECT_EQ(experiments.front().dataset.id, "cars");
}

TEST(DescentSetup, BothAtOnceAreRefused) {
  for (const std::string key : {"dataset", "split", "model", "loss", "penalty", "start"})
    expectHolds(errorOf([&] { parsed("{\"objective\": {\"id\": \"booth\"}, \"" + key + "\": {}}"); }),
                "experiments[0]." + key + ": \"objective\" stands in its place");
  expectHolds(errorOf([] { parsed(R"({"objective": {"id": "booth"}, "changes": []})"); }), "changes");
  expectHolds(errorOf([] { descentFrom({{"objective", "booth"}, {"loss", "huber"}}); }), "experiment.loss");
}

TEST(DescentSetup, WhatIsWrongIsNamed) {
  const auto errorIn = [](const std::string& objective) {
    return errorOf([&] { parsed("{\"objective\": " + objective + "}"); });
  };
  expectHolds(errorIn(R"({"id": "rosenbrok"})"),
              "experiments[0].objective: unknown test function 'rosenbrok'");
  expectHolds(errorIn(R"({"id": "rosenbrok"})"), "'rosenbrock'");
  expectHolds(errorIn(R"({"id": "quadratic", "angel": 3})"), "'angle'");
  expectHolds(errorIn(R"({"id": "quadratic", "condition": 0.5})"), "objective.condition = 0.5 is outside");
  expectHolds(errorIn(R"({"id": "booth", "x": "left"})"), "objective.x must be a number");
  expectHolds(errorIn(R"({"id": 3})"), "objective.id must be a text");
  expectHolds(errorOf([] { parsed(R"({"objective": {"id": "booth"}, "optimiser": {"id": "adam"}})"); }),
              "did you mean 'optimizer'");
  expectHolds(errorOf([] { parsed(R"({"objective": {"id": "booth"}, "landscape": {"plane": "random"}})"); }),
              "landscape.plane");
}

TEST(DescentSetup, IsNoExperimentOnData) {
  const std::string file = session(R"({"objective": {"id": "booth"}})");
  expectHolds(errorOf([&] { parseSession(file, "s.lossarium", {}); }), "raced, not fitted");
  EXPECT_NO_THROW(checkSession(file, "s.lossarium", {}));
  EXPECT_THROW(checkSession(session(R"({"objective": {"id": "boots"}})"), "s.lossarium", {}), Error);
}

}  // namespace
}  // namespace lossarium
