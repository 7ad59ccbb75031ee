// Along a slice the fast ways give what the plain one does.
#include "core/objectives/risk_along.h"

#include "core/objectives/penalty_along.h"
#include "core/objectives/square_along.h"
#include "tests/core/support/risks.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

using testing::randomSamples;
using testing::randomWeights;
using testing::risk;

Slice randomSlice(Index weights) {
  Slice slice;
  slice.origin = randomWeights(weights, 1);
  slice.u = randomWeights(weights, 2);
  slice.v = randomWeights(weights, 3);
  return slice;
}

// The largest difference from the plain way, in parts of the value.
double farthest(const Objective& objective, const Slice& slice, Precision precision) {
  const auto fast = objective.along(slice, precision), plain = pointwiseAlong(objective, slice);
  const Vector b = Vector::LinSpaced(9, -3, 5);
  Vector fastColumn(9), plainColumn(9);
  double most = 0;
  for (const double a : {-2.0, 0.0, 0.7, 11.0}) {
    fast->column(a, b, fastColumn);
    plain->column(a, b, plainColumn);
    for (Index j = 0; j < 9; ++j) {
      EXPECT_EQ(plainColumn[j], objective.value(slice.at(a, b[j])));
      if (std::isinf(plainColumn[j]))
        EXPECT_EQ(fastColumn[j], plainColumn[j]);  // outside of the loss' domain
      else
        most = std::max(most,
                        std::abs(fastColumn[j] - plainColumn[j]) / std::max(1e-3, std::abs(plainColumn[j])));
    }
  }
  return most;
}

class AlongASlice : public ::testing::TestWithParam<std::string> {};

TEST_P(AlongASlice, TheFastWayIsThePlainWay) {
  for (const Index rows : {1, 7, 512, 513, 1500})
    for (const Penalty& penalty : {Penalty{}, Penalty{0.3, 0.2}}) {
      const EmpiricalRisk objective =
          risk(testing::samplesFor(makeLoss({GetParam(), {}})->spec(), rows, 5), {GetParam(), {}}, penalty);
      EXPECT_LT(farthest(objective, randomSlice(objective.dimension()), Precision::exact), 1e-12)
          << rows << " rows";
    }
}

INSTANTIATE_TEST_SUITE_P(Catalog, AlongASlice, ::testing::ValuesIn(testing::linearLosses()),
                         [](const auto& each) { return each.param; });

TEST(RiskAlong, IsTheSameWhateverElseIsAsked) {
  for (const std::string loss : {"mse", "huber", "log_cosh"}) {
    const EmpiricalRisk objective = risk(randomSamples(37, 2), {loss, {}});
    const Slice slice = randomSlice(3);
    const auto along = objective.along(slice);
    const Vector b = Vector::LinSpaced(21, -3, 5);
    Vector all(21), one(1);
    along->column(0.3, b, all);
    for (Index j = 0; j < 21; ++j) {
      along->column(0.3, b.segment(j, 1), one);
      EXPECT_EQ(one[0], all[j]) << loss;
    }
  }
}

struct NetworkCase {
  std::string activation, loss;
  std::int64_t layers, width;
  Index rows;
};

EmpiricalRisk networkRisk(const NetworkCase& each, const Penalty& penalty) {
  std::shared_ptr<const Loss> loss = makeLoss({each.loss, {}});
  const auto samples = testing::samplesFor(loss->spec(), each.rows, 3);
  const Index outputs = loss->spec().task == Task::classes ? testing::testClasses : 1;
  std::shared_ptr<const Model> network =
      makeModel({"mlp", {{"layers", each.layers}, {"width", each.width}, {"activation", each.activation}}},
                {samples->features.cols(), outputs});
  return {samples, network, loss, penalty};
}

std::vector<NetworkCase> networks() {
  std::vector<NetworkCase> cases;
  for (const std::string activation : {"tanh", "relu", "leaky_relu", "sigmoid", "gelu", "sine", "identity"})
    cases.push_back({activation, "mse", 2, 9, 70});
  for (const std::string loss : {"huber", "log_loss", "cross_entropy", "rmse", "poisson_nll"})
    cases.push_back({"tanh", loss, 1, 5, 33});
  for (const Index rows : {1, 15, 16, 17, 1000}) cases.push_back({"tanh", "mse", 3, 40, rows});
  cases.push_back({"relu", "mse", 6, 1, 300});
  cases.push_back({"tanh", "mse", 1, 256, 40});
  return cases;
}

// Directions of a tenth of a network's own size: its loss then stays of the order of 1.
Slice planeOf(const EmpiricalRisk& objective) {
  Slice slice = randomSlice(objective.dimension());
  slice.origin = objective.model().start(1);
  slice.u *= 0.1;
  slice.v *= 0.1;
  return slice;
}

TEST(RiskAlong, ANetworkIsThePlainOne) {
  for (const NetworkCase& each : networks())
    for (const Penalty& penalty : {Penalty{}, Penalty{0.03, 0.02}}) {
      const EmpiricalRisk objective = networkRisk(each, penalty);
      EXPECT_LT(farthest(objective, planeOf(objective), Precision::exact), 1e-12)
          << each.activation << " " << each.loss << " " << each.rows;
    }
}

TEST(RiskAlong, ANetworksPictureIsTheSame) {
  for (const NetworkCase& each : networks()) {
    const EmpiricalRisk objective = networkRisk(each, {});
    EXPECT_LT(farthest(objective, planeOf(objective), Precision::picture), 2e-5)
        << each.activation << " " << each.loss << " " << each.rows;
  }
}

// Also of vectors that lie in one line, or are none.
TEST(SquareAlong, IsTheSquaredLength) {
  Random random(1, "squares");
  const auto vector = [&](Index count) { return Vector(testing::randomMatrix(random, count, 1)); };
  for (const Index count : {1, 2, 3, 50}) {
    const Vector o = vector(count), u = vector(count), v = vector(count);
    for (const Vector& second : {v, u, Vector(Vector::Zero(count))}) {
      const SquareAlong square(o, u, second);
      for (const double a : {-3.0, 0.0, 2.0})
        for (const double b : {-1.0, 0.0, 1e6}) {
          const double plain = (o + a * u + b * second).squaredNorm();
          EXPECT_NEAR(square.at(a, b), plain, 1e-13 * (plain + 1));
        }
    }
  }
}

TEST(SquareAlong, LosesNothingNearItsLeastValue) {
  const Vector u = Vector::Constant(100, 1e6), v = Vector::LinSpaced(100, -1e6, 1e6);
  Vector rest = Vector::Zero(100);
  rest[0] = 1e-3;
  const SquareAlong square(rest - 3 * u - 2 * v, u, v);
  EXPECT_NEAR(square.at(3, 2), 1e-6, 1e-11);  // by six coefficients it would be known to 0.1
}

TEST(PenaltyAlong, IsThePenalty) {
  const auto model = makeModel({"mlp", {}}, {3, 2});
  Slice slice = randomSlice(model->weightCount());
  slice.u.head(20).setZero();
  slice.v.head(10).setZero();
  for (const Penalty& penalty : {Penalty{0.4, 0}, Penalty{0, 0.3}, Penalty{0.4, 0.3}}) {
    const PenaltyAlong along(penalty, *model, slice);
    for (const double a : {-2.0, 0.0, 0.5})
      for (const double b : {-1.0, 0.0, 3.0}) {
        const double plain = penalty.value(*model, slice.at(a, b));
        EXPECT_NEAR(along.at(a, b), plain, 1e-13 * plain);
      }
  }
}

}  // namespace
}  // namespace lossarium
