#include "core/training/unit_map.h"

#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lossarium {
namespace {

std::shared_ptr<const Problem> network(const std::map<std::string, Value>& more = {}) {
  std::map<std::string, Value> set = more;
  set.insert({{"dataset.id", std::string("xor")}, {"model.id", std::string("mlp")}});
  return testing::problemWith(set);
}

// tanh(w·x + b) written out, unit by unit, and the sigmoid of the last sum.
TEST(UnitMap, UnitsGiveWhatTheirFormulaSays) {
  const auto problem = network({{"model.layers", std::int64_t{1}}, {"model.width", std::int64_t{3}}});
  const Vector weights = problem->startWeights();
  const auto fields = UnitMap(problem).at(weights, 7);
  ASSERT_NE(fields, nullptr);
  EXPECT_EQ(fields->step, 7);
  EXPECT_EQ(fields->weights, weights);
  ASSERT_EQ(fields->layers.size(), 3U);
  const Index columns = fields->x.size();
  for (const Index place : {Index{0}, Index{57}, columns * fields->y.size() - 1}) {
    const Matrix own = (Matrix(1, 2) << fields->x[place % columns], fields->y[place / columns]).finished();
    const Matrix input = problem->standardization.apply(own);
    double sum = weights[12];
    for (Index unit = 0; unit < 3; ++unit) {
      const double value = std::tanh(weights[2 * unit] * input(0, 0) + weights[2 * unit + 1] * input(0, 1) +
                                     weights[6 + unit]);
      EXPECT_NEAR(fields->layers[1].values(place, unit), value, 1e-12);
      sum += weights[9 + unit] * value;
    }
    for (const Index k : {0, 1}) EXPECT_NEAR(fields->layers[0].values(place, k), input(0, k), 1e-12);
    EXPECT_NEAR(fields->layers[2].values(place, 0), 1 / (1 + std::exp(-sum)), 1e-12);
  }
}

// The pictures are not computed by the code that trains; both must agree, whatever the activation.
TEST(UnitMap, TheLastLayerIsThePrediction) {
  for (const std::string activation : {"tanh", "relu", "leaky_relu", "sigmoid", "gelu", "sine", "identity"})
    for (const std::int64_t layers : {0, 1, 3}) {
      const auto problem = network({{"model.activation", activation}, {"model.layers", layers}});
      const Vector weights = problem->startWeights();
      const Matrix& features = problem->training->samples().features;
      const auto& mlp = dynamic_cast<const Mlp&>(*problem->model);
      const Matrix last = mlp.unitValues(features, weights).back();
      EXPECT_LT((last - problem->training->predictions(weights)).cwiseAbs().maxCoeff(), 1e-12)
          << activation << layers;
    }
}

TEST(UnitMap, ManyUnitsAreThinnedAndCounted) {
  const auto problem = network({{"model.width", std::int64_t{64}}});
  const auto fields = UnitMap(problem).at(problem->startWeights(), 0);
  EXPECT_EQ(fields->layers[1].units, 64);
  EXPECT_EQ(fields->layers[1].values.cols(), UnitMap::mostUnits);
}

TEST(UnitMap, OutputsAreInTheUnitsThatPeopleRead) {
  const auto classes = network({{"dataset.id", std::string("blobs")}, {"dataset.classes", std::int64_t{3}}});
  const auto shares = UnitMap(classes).at(classes->startWeights(), 0)->layers.back().values;
  ASSERT_EQ(shares.cols(), 3);
  EXPECT_LT((shares.rowwise().sum().array() - 1).abs().maxCoeff(), 1e-12);
  const auto rate = testing::problemWith({{"dataset.id", std::string("cars")},
                                          {"model.id", std::string("mlp")},
                                          {"loss.id", std::string("poisson_nll")}});
  const auto fields = UnitMap(rate).at(rate->startWeights(), 0);
  const Matrix own = rate->predict(fields->x, rate->startWeights());
  EXPECT_LT((fields->layers.back().values - own).cwiseAbs().maxCoeff(), 1e-9);
}

TEST(UnitMap, IsForNetworksWithFiniteValues) {
  EXPECT_FALSE(UnitMap::applies(*testing::problemWith({})));
  const auto problem = network();
  const Vector nowhere =
      Vector::Constant(problem->model->weightCount(), std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(UnitMap(problem).at(nowhere, 0), nullptr);
  EXPECT_EQ(UnitWatch().at(testing::problemWith({}), Vector::Zero(2), 0, false), nullptr);
}

TEST(UnitWatch, ARunThatStandsGetsItsOwnAndOneThatRunsWaits) {
  const auto problem = network({{"model.width", std::int64_t{256}}, {"model.layers", std::int64_t{6}}});
  const Vector weights = problem->startWeights();
  UnitWatch watch;
  EXPECT_EQ(watch.at(problem, weights, 1, true)->step, 1);
  EXPECT_EQ(watch.at(problem, weights, 2, true)->step, 1) << "so large a network takes longer than that";
  EXPECT_EQ(watch.at(problem, weights, 3, false)->step, 3);
  EXPECT_EQ(watch.at(network(), network()->startWeights(), 4, true)->step, 4);
}

// The inputs over which the pictures are come after the categories of another one.
TEST(UnitMap, TheInputsThatVaryAreAmongThoseThatAreDrawn) {
  std::string cells = "kind,a,b,y\n";
  for (int i = 0; i < 36; ++i)
    cells += "k" + std::to_string(i % 9) + "," + std::to_string(i * i % 11) + "," +
             std::to_string(i * i % 13) + "," + std::to_string(i) + "\n";
  const auto problem = testing::problemWith({{"dataset.id", std::string("pasted_table")},
                                             {"dataset.cells", cells},
                                             {"dataset.target", std::string("y")},
                                             {"model.id", std::string("mlp")}});
  ASSERT_EQ(problem->dataset->features.cols(), 11);
  const auto fields = UnitMap(problem).at(problem->startWeights(), 0);
  EXPECT_EQ(fields->inputs, (std::vector<Index>{0, 1, 2, 3, 4, 5, 9, 10}));
  const Matrix& drawn = fields->layers.front().values;
  ASSERT_EQ(drawn.cols(), 8);
  for (Index i = 0; i < 8; ++i) EXPECT_EQ(drawn.col(i).minCoeff() < drawn.col(i).maxCoeff(), i >= 6) << i;
}

}  // namespace
}  // namespace lossarium
