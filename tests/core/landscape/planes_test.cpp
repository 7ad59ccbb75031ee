// The planes through the space of weights: each by what it promises.
#include "core/landscape/framing.h"
#include "core/landscape/planes/path.h"
#include "core/landscape/slice_facts.h"
#include "core/landscape/surface.h"
#include "core/objectives/curvature.h"
#include "core/training/recorded_run.h"
#include "tests/core/support/risks.h"
#include "tests/core/support/testing.h"

#include <Eigen/SVD>
#include <gtest/gtest.h>

#include <cmath>

namespace lossarium {
namespace {

using testing::problemWith;

using Settings = std::map<std::string, Value>;

Settings smallNetwork(const std::string& plane) {
  return {{"dataset", std::string("two_moons")},
          {"model", std::string("mlp")},
          {"model.layers", std::int64_t{2}},
          {"model.width", std::int64_t{5}},
          {"training.epochs", std::int64_t{40}},
          {"optimizer", std::string("adam")},
          {"optimizer.learning_rate", 0.05},
          {"training.batch_size", std::int64_t{32}},
          {"landscape.plane", plane}};
}

// A run of forty epochs, and a request where it ends.
struct Ran {
  std::shared_ptr<const Problem> problem;
  RunFrame frame;
  PlaneRequest request;

  explicit Ran(const Settings& set)
      : problem(problemWith(set)), frame(finishedRun(problem)), request{*problem, frame.state.weights} {
    for (const PathPoint& point : frame.path) request.path.push_back(point.weights);
    request.step = frame.lastChange;
  }
};

double cosineOf(const Slice& slice) { return factsOf(slice, {}).cosine; }

class Planes : public ::testing::TestWithParam<const PlaneEntry*> {
 protected:
  std::string id() const { return std::string(GetParam()->spec->id); }
};

TEST_P(Planes, GoesThroughWhereTheRunIsAndIsFramed) {
  const Ran ran(smallNetwork(id()));
  const Framing framing = frame(ran.request, std::nullopt);
  const Eigen::Vector2d here = framing.slice.project(ran.request.at);
  EXPECT_LT((framing.slice.at(here.x(), here.y()) - ran.request.at).norm(), 1e-9);
  EXPECT_TRUE(framing.shows(here));
  EXPECT_GT(framing.slice.u.norm() * framing.slice.v.norm(), 0);
  EXPECT_LT(std::abs(cosineOf(framing.slice)), 0.95);
  EXPECT_FALSE(framing.slice.how.empty());
  EXPECT_GE(framing.slice.a.width(), 2 * GetParam()->spec->leastHalfWidth);
}

// Anybody can recompute each value.
TEST_P(Planes, ValuesAreThoseOfTheObjectiveInThePlane) {
  const Ran ran(smallNetwork(id()));
  const Surface surface = computeSurface(*ran.problem->training, frame(ran.request, std::nullopt).slice, 7);
  for (Index i = 0; i < 7; ++i)
    for (Index j = 0; j < 7; ++j) {
      const double plain = ran.problem->training->value(surface.slice.at(surface.a[i], surface.b[j]));
      EXPECT_NEAR(surface.values(j, i), plain, 1e-12 * std::abs(plain));
    }
}

TEST_P(Planes, IsTheSameTwice) {
  const Ran ran(smallNetwork(id()));
  const Slice once = cutPlane(ran.request), again = cutPlane(ran.request);
  EXPECT_EQ(once.u, again.u);
  EXPECT_EQ(once.v, again.v);
}

// Before the first step, with two weights, and where nothing is finite: some plane there is.
TEST_P(Planes, AlwaysIsAPlane) {
  for (const std::string model : {"linear", "mlp"}) {
    const auto problem = problemWith({{"landscape.plane", id()}, {"model", model}});
    const Index weights = problem->model->weightCount();
    for (const Vector& at :
         {problem->startWeights(), Vector(Vector::Zero(weights)), Vector(Vector::Constant(weights, 1e200))}) {
      const Slice slice = cutPlane({*problem, at, {at}});
      EXPECT_TRUE(slice.u.allFinite() && slice.v.allFinite());
      EXPECT_LT(std::abs(cosineOf(slice)), 0.9999) << model;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Catalog, Planes, ::testing::ValuesIn([] {
                           std::vector<const PlaneEntry*> all;
                           for (const PlaneEntry& each : planeCatalog()) all.push_back(&each);
                           return all;
                         }()),
                         [](const auto& each) { return std::string(each.param->spec->id); });

TEST(ParametersPlane, ShowsTheWeightsThatAreNamed) {
  Settings set = smallNetwork("parameters");
  set["landscape.weights"] = std::vector<std::string>{"layer2.weight[1,3]", "layer3.bias"};
  const Ran ran(set);
  const Slice slice = cutPlane(ran.request);
  EXPECT_EQ(slice.aLabel, "layer2.weight[1,3]");
  EXPECT_EQ(slice.bLabel, "layer3.bias");
  const Vector moved = slice.at(0.25, -3);
  EXPECT_EQ(moved[*weightNamed(*ran.problem->model, "layer2.weight[1,3]")], 0.25);
  EXPECT_EQ(moved[*weightNamed(*ran.problem->model, "layer3.bias")], -3);
}

TEST(ParametersPlane, NamesOfAnotherModelAreSaid) {
  const auto problem =
      problemWith({{"landscape.weights", std::vector<std::string>{"layer1.weight[0,0]", "linear.bias"}}});
  ASSERT_FALSE(problem->notes.empty());
  EXPECT_NE(problem->notes.back().find("'layer1.weight[0,0]'"), std::string::npos) << problem->notes.back();
  EXPECT_EQ(cutPlane({*problem, problem->startWeights()}).aLabel, "linear.weight");
  EXPECT_THROW(problemWith({{"landscape.weights", std::vector<std::string>{"linear.bias"}}}), Error);
}

TEST(RandomPlane, EachUnitsStepIsAsLongAsItsWeights) {
  for (const bool biases : {true, false}) {
    Settings set = smallNetwork("random");
    set["landscape.biases"] = biases;
    const Ran ran(set);
    const Slice slice = cutPlane(ran.request);
    for (const WeightBlock& block : ran.problem->model->blocks()) {
      const Index parts = block.penalized ? block.rows : 1, size = block.size() / parts;
      for (Index part = 0; part < parts; ++part)
        for (const Vector* direction : {&slice.u, &slice.v}) {
          const Index first = block.offset + part * size;
          const double expected = block.penalized || biases ? ran.request.at.segment(first, size).norm() : 0;
          EXPECT_NEAR(direction->segment(first, size).norm(), expected, 1e-12 * (1 + expected)) << block.name;
        }
    }
  }
}

TEST(RandomPlane, AnotherSeedIsAnotherPlane) {
  Settings set = smallNetwork("random");
  const Ran one(set);
  set["landscape.seed"] = std::int64_t{2};
  const Ran other(set);
  EXPECT_EQ(one.request.at, other.request.at);
  EXPECT_LT(std::abs(cutPlane(one.request).u.normalized().dot(cutPlane(other.request).u.normalized())), 0.6);
}

TEST(PathPlane, IsThatOfTheSingularVectors) {
  const Ran ran(smallNetwork("path"));
  const Index points = std::ssize(ran.request.path);
  ASSERT_GT(points, 10);
  Matrix centred(ran.request.at.size(), points);
  for (Index i = 0; i < points; ++i) centred.col(i) = ran.request.path[static_cast<std::size_t>(i)];
  centred.colwise() -= Vector(centred.rowwise().mean());
  const Eigen::JacobiSVD<Matrix> svd(centred, Eigen::ComputeThinU);
  const Slice slice = cutPlane(ran.request);
  EXPECT_NEAR(std::abs(svd.matrixU().col(0).dot(slice.u)), 1, 1e-9);
  EXPECT_NEAR(std::abs(svd.matrixU().col(1).dot(slice.v)), 1, 1e-9);
  const Vector squares = svd.singularValues().array().square();
  const PrincipalComponents components = principalComponents(ran.request.path, 2);
  for (Index k = 0; k < 2; ++k) EXPECT_NEAR(components.shares[k], squares[k] / squares.sum(), 1e-9);
  EXPECT_NEAR(factsOf(slice, ran.request.path).share, components.shares.sum(), 1e-9);
}

TEST(PathPlane, OfAStraightPathHasARandomSecondDirection) {
  const auto problem = problemWith(smallNetwork("path"));
  const Vector start = problem->startWeights(), way = testing::randomWeights(start.size(), 4);
  const Slice slice = cutPlane({*problem, start + way, {start, start + 0.3 * way, start + way}});
  EXPECT_NEAR(std::abs(slice.u.dot(way.normalized())), 1, 1e-9);
  EXPECT_NEAR(slice.u.dot(slice.v), 0, 1e-12);
  EXPECT_NE(slice.how.find("across it a random one"), std::string::npos) << slice.how;
}

TEST(HessianPlane, HoldsTheTwoLargestCurvatures) {
  const Ran ran(smallNetwork("hessian"));
  const Slice slice = cutPlane(ran.request);
  const Curvatures found = largestCurvatures(*ran.problem->training, ran.request.at, 2);
  EXPECT_NEAR(std::abs(slice.u.dot(found.directions.col(0))), 1, 1e-9);
  EXPECT_NEAR(std::abs(slice.v.dot(found.directions.col(1))), 1, 1e-9);
}

TEST(GradientPlane, GoesDownhillAndHoldsTheStep) {
  const Ran ran(smallNetwork("gradient"));
  const Slice slice = cutPlane(ran.request);
  Vector gradient;
  ran.problem->training->gradient(ran.request.at, gradient);
  EXPECT_NEAR(slice.u.dot(gradient), -gradient.norm(), 1e-12 * gradient.norm());
  const Vector& step = ran.request.step;
  const Vector inPlane = slice.u.dot(step) * slice.u + slice.v.dot(step) * slice.v;
  EXPECT_LT((inPlane - step).norm(), 1e-9 * step.norm());
}

TEST(SolutionsPlane, HoldsTheThree) {
  const Ran ran(smallNetwork("solutions"));
  const Slice slice = cutPlane(ran.request);
  for (const std::int64_t seed : {2, 3}) {
    Settings set = smallNetwork("solutions");
    set["start.seed"] = seed;
    const Vector solution = finishedRun(problemWith(set)).state.weights;
    EXPECT_LT((slice.at(seed == 2, seed == 3) - solution).norm(), 1e-9 * solution.norm());
  }
  EXPECT_EQ(slice.at(0, 0), ran.request.at);
}

TEST(SolutionsPlane, OfOneSolutionSaysSo) {
  const Ran ran({{"landscape.plane", std::string("solutions")}});
  EXPECT_NE(cutPlane(ran.request).how.find("there is one solution"), std::string::npos);
}

TEST(SliceFacts, KnowWhatLeavesThePlane) {
  Slice slice;
  slice.origin = Vector::Zero(3);
  slice.u = Vector::Unit(3, 0);
  const auto place = [](double x, double y, double z) {
    Vector point(3);
    point << x, y, z;
    return point;
  };
  slice.v = place(3, 4, 0);
  const SliceFacts facts = factsOf(slice, {place(-1, 0, 5), place(1, 0, 5), place(0, 0, 8)});
  EXPECT_DOUBLE_EQ(facts.cosine, 0.6);
  EXPECT_EQ(facts.distances, (std::vector<double>{5, 5, 8}));
  EXPECT_DOUBLE_EQ(facts.share, 2.0 / 8);  // 2 along x, 6 along z
  EXPECT_TRUE(std::isnan(factsOf(slice, {}).share));
  EXPECT_TRUE(std::isnan(factsOf(slice, {place(1, 2, 3)}).share));
}

}  // namespace
}  // namespace lossarium
