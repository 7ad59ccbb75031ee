// An objective in the place of data, model and loss.
#include "tests/app/cli_testing.h"

#include <cmath>
#include <sstream>

namespace lossarium::test {
namespace {

TEST(Objective, TrainsToTheNearestMinimum) {
  const Json result = resultOf({"train", "--set", "objective=himmelblau", "--set", "optimizer=adam"});
  EXPECT_NEAR(result["weights"]["x"].get<double>(), 3, 1e-6);
  EXPECT_NEAR(result["weights"]["y"].get<double>(), 2, 1e-6);
  EXPECT_NEAR(result["loss"].get<double>(), 0, 1e-10);
  EXPECT_LT(result["distance"].get<double>(), 1e-6);
  EXPECT_EQ(result["epochs"], 400);
  EXPECT_EQ(result["stopped"], "epochs");
  EXPECT_GT(result["optimizer"]["learning_rate"].get<double>(), 0);
}

TEST(Objective, NewtonsMethodConverges) {
  const Json result = resultOf({"train", "--set", "objective=rosenbrock", "--set", "optimizer=newton",
                                "--set", "training.tolerance=1e-9"});
  EXPECT_EQ(result["stopped"], "converged");
  EXPECT_NEAR(result["weights"]["x"].get<double>(), 1, 1e-9);
  EXPECT_EQ(result["objective"]["x"], -1.2);
}

TEST(Objective, TheStartAndTheDialsAreSet) {
  const Json result =
      resultOf({"train", "--set", "objective=quadratic", "--set", "objective.condition=4", "--set",
                "objective.angle=0", "--set", "objective.x=1", "--set", "objective.y=2", "--set",
                "optimizer.learning_rate=0.5", "--set", "training.epochs=3"});
  EXPECT_NEAR(result["weights"]["x"].get<double>(), std::pow(1 - 0.5 / 4, 3), 1e-15);
  EXPECT_NEAR(result["weights"]["y"].get<double>(), 2 * std::pow(0.5, 3), 1e-15);
}

TEST(Objective, DivergenceIsAResult) {
  const Json result = resultOf({"train", "--set", "objective=booth", "--set", "optimizer.learning_rate=1",
                                "--set", "optimizer.momentum=0.5"});
  EXPECT_EQ(result["stopped"], "diverged");
  EXPECT_NE(result["reason"].get<std::string>().find("largest stable one"), std::string::npos);
}

TEST(Objective, TheCurveHoldsEveryStep) {
  const TemporaryFolder folder;
  const Json result = resultOf(
      {"train", "--set", "objective=beale", "--set", "training.epochs=25", "--curve", folder / "way.csv"});
  std::istringstream lines(readFile(folder / "way.csv"));
  std::string line, last;
  std::getline(lines, line);
  EXPECT_EQ(line, "step,x,y,loss,gradient");
  int count = 0;
  while (std::getline(lines, line)) {
    last = line;
    ++count;
  }
  EXPECT_EQ(count, 26);
  EXPECT_TRUE(last.starts_with("25,"));
  EXPECT_EQ(std::stod(last.substr(3)), result["weights"]["x"].get<double>());
}

TEST(Objective, SurfaceCanBeRecomputedFromItsSlice) {
  const TemporaryFolder folder;
  const Json summary =
      resultOf({"surface", "--set", "objective=himmelblau", "--grid", "11", "--out", folder / "s.json"});
  EXPECT_EQ(summary["points"], 121);
  EXPECT_EQ(summary["a"], (Json{-5.0, 5.0}));
  const Json surface = Json::parse(readFile(folder / "s.json"));
  const Json &a = surface["axes"]["a"], &b = surface["axes"]["b"], &slice = surface["slice"];
  const auto along = [&](const char* name, double at, double bt) {
    return slice["origin"][name].get<double>() + at * slice["u"][name].get<double>() +
           bt * slice["v"][name].get<double>();
  };
  for (std::size_t j = 0; j < b.size(); ++j)
    for (std::size_t i = 0; i < a.size(); ++i) {
      const double x = along("x", a[i], b[j]), y = along("y", a[i], b[j]);
      const double value = std::pow(x * x + y - 11, 2) + std::pow(x + y * y - 7, 2);
      EXPECT_NEAR(surface["values"][j][i].get<double>(), value, 1e-10);
    }
}

TEST(Objective, TheSurfacesRangeIsAboutTheMiddle) {
  const TemporaryFolder folder;
  const Json summary = resultOf({"surface", "--set", "objective=rosenbrock", "--set", "landscape.range=0.5",
                                 "--grid", "3", "--out", folder / "s.csv"});
  EXPECT_EQ(summary["a"], (Json{-0.5, 0.5}));
  EXPECT_EQ(summary["b"], (Json{0.5, 1.5}));
  EXPECT_EQ(readFile(folder / "s.csv").substr(0, 9), "a,b,loss\n");
}

TEST(Objective, IsDrawn) {
  const TemporaryFolder folder;
  for (const std::string view : {"surface", "contour"}) {
    resultOf({"render", "--set", "objective=ackley", "--view", view, "--out", folder / (view + ".png")});
    EXPECT_EQ(readFile(folder / (view + ".png")).substr(1, 3), "PNG");
  }
  resultOf({"render", "--set", "objective=saddle", "--view", "surface", "--log", "--out", folder / "s.svg"});
  EXPECT_NE(readFile(folder / "s.svg").find("<svg"), std::string::npos);
}

TEST(Objective, StandsInASession) {
  const TemporaryFolder folder;
  const std::string file = folder.with("race.lossarium", R"({"lossarium": 1, "experiments": [
    {"dataset": {"id": "cars"}},
    {"objective": {"id": "booth", "x": 4, "y": 4}, "optimizer": {"id": "lbfgs"}, "training": {"epochs": 30}}]})");
  EXPECT_LT(resultOf({"train", file, "--experiment", "2"})["distance"].get<double>(), 1e-9);
  EXPECT_TRUE(resultOf({"train", file})["weights"].contains("linear.weight"));
  const Json picked = resultOf({"train", file, "--set", "objective=matyas"});
  EXPECT_EQ(picked["objective"]["id"], "matyas");
}

TEST(Objective, WhatDoesNotFitIsRefused) {
  const TemporaryFolder folder;
  expectRefused({"train", "--set", "objective=rosenbrok"}, {"'rosenbrok'", "'rosenbrock'"});
  expectRefused({"train", "--set", "objective=booth", "--set", "loss=huber"}, {"loss", "objective"});
  expectRefused(
      {"train", "--data", LOSSARIUM_SOURCE "/resources/datasets/cars.csv", "--set", "objective=booth"},
      {"--data", "no data"});
  expectRefused({"train", "--set", "objective=booth", "--open-test"}, {"--open-test"});
  expectRefused({"train", "--set", "objective=booth", "--curve", folder / "way.txt"}, {".csv"});
  expectRefused({"surface", "--set", "objective=booth", "--plane", "random", "--out", folder / "s.json"},
                {"landscape.plane"});
  expectRefused({"render", "--set", "objective=booth", "--view", "data", "--out", folder / "s.png"},
                {"surface and contour"});
}

}  // namespace
}  // namespace lossarium::test
