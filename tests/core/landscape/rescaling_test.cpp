// A rescaled network computes the same, is as sharp filter by filter, and as sharp or flat as one likes in
// the weights as they are.
#include "core/landscape/rescaling.h"

#include "core/landscape/line.h"
#include "core/landscape/sharpness.h"
#include "core/objectives/curvature.h"
#include "core/training/recorded_run.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium {
namespace {

using testing::problemWith;

struct Trained {
  std::shared_ptr<const Problem> problem;
  Vector weights;

  const EmpiricalRisk& risk() const { return *problem->training; }
  Vector times(Index layer, double factor) const { return rescaled(*problem->model, weights, layer, factor); }
};

Trained trained(const std::string& activation, const std::string& dataset = "two_moons") {
  const auto problem = problemWith({{"dataset", dataset},
                                    {"model", std::string("mlp")},
                                    {"model.layers", std::int64_t{2}},
                                    {"model.width", std::int64_t{5}},
                                    {"model.activation", activation},
                                    {"training.epochs", std::int64_t{150}}});
  return {problem, finishedRun(problem).state.weights};
}

TEST(Rescaling, LeavesEveryPredictionAsItIs) {
  for (const std::string activation : {"relu", "leaky_relu", "identity"})
    for (const std::string dataset : {"two_moons", "sine", "spiral"}) {
      const Trained net = trained(activation, dataset);
      const Matrix before = net.risk().predictions(net.weights);
      const double size = before.cwiseAbs().maxCoeff();
      for (const Index layer : {1, 2})
        for (const double factor : {0.01, 0.3, 7.0, 100.0}) {
          const Vector other = net.times(layer, factor);
          EXPECT_GT((other - net.weights).norm(), 0.1 * net.weights.norm());
          EXPECT_LT((net.risk().predictions(other) - before).cwiseAbs().maxCoeff(), 1e-13 * size)
              << activation << dataset << layer << factor;
        }
    }
}

TEST(Rescaling, OfATanhWouldChangeThem) {
  const Trained net = trained("tanh");
  const Matrix before = net.risk().predictions(net.weights);
  EXPECT_GT((net.risk().predictions(net.times(1, 7)) - before).cwiseAbs().maxCoeff(), 0.1);
}

TEST(Rescaling, MakesRawCurvatureAsLargeAsOneLikes) {
  const Trained net = trained("relu");
  const double before = largestCurvature(net.risk(), net.weights);
  for (const Index layer : {1, 2})
    for (const double factor : {0.01, 100.0})
      EXPECT_GT(largestCurvature(net.risk(), net.times(layer, factor)), 100 * before) << layer << factor;
}

TEST(Rescaling, LeavesFilterNormalisedSlicesAsTheyAre) {
  const Trained net = trained("leaky_relu");
  const auto parts = weightParts(*net.problem->model);
  const Vector drawn = drawnDirection(net.weights.size(), 1, "profile");
  const auto profile = [&](const Vector& weights) {
    const Line line{weights, filterNormalized(drawn, parts, weights), {-1, 1}, {}, {}};
    return valuesAlong(net.risk(), line, 41).values;
  };
  const Vector before = profile(net.weights);
  EXPECT_GT(before.maxCoeff(), 2 * before.minCoeff());
  for (const Index layer : {1, 2})
    for (const double factor : {0.01, 0.3, 7.0, 100.0}) {
      const Vector after = profile(net.times(layer, factor));
      EXPECT_LT(((after - before).array() / before.array()).abs().maxCoeff(), 1e-9) << layer << factor;
    }
}

TEST(Rescaling, LeavesFilterNormalisedSharpnessAsItIsAndRawExplodes) {
  const Trained net = trained("relu");
  const auto filter = [&](const Vector& weights) {
    return sharpnessWithin(net.risk(), weights, filterBall(*net.problem->model, weights, 0.05)).rise;
  };
  const auto raw = [&](const Vector& weights) {
    return sharpnessWithin(net.risk(), weights, rawBall(weights.size(), 0.05)).rise;
  };
  const Vector other = net.times(1, 64);
  EXPECT_NEAR(filter(other), filter(net.weights), 1e-9 * filter(net.weights));
  EXPECT_GT(raw(other), 100 * raw(net.weights));
  const Vector odd = net.times(2, 0.03);  // rounding may end a climb a step earlier
  EXPECT_NEAR(filter(odd), filter(net.weights), 1e-3 * filter(net.weights));
}

TEST(Rescaling, SaysWhereItDoesNotApply) {
  const auto why = [](const std::map<std::string, Value>& set) {
    return whyNotRescalable(testing::experimentWith(set).model);
  };
  const std::map<std::string, Value> network{{"model", std::string("mlp")}};
  const auto with = [&](const char* key, const Value& value) {
    auto set = network;
    set[key] = value;
    return set;
  };
  testing::expectHolds(why({}), "no hidden layer");
  testing::expectHolds(why(with("model.layers", std::int64_t{0})), "no hidden layer");
  for (const std::string word : {"tanh", "sigmoid", "gelu", "sine"})
    testing::expectHolds(why(with("model.activation", word)), word);
  for (const std::string word : {"relu", "leaky_relu", "identity"})
    EXPECT_EQ(why(with("model.activation", word)), "");
  EXPECT_EQ(rescalableLayers(testing::experimentWith(with("model.layers", std::int64_t{3})).model), 3);
}

}  // namespace
}  // namespace lossarium
