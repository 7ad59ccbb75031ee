// Heights over a plane: each point against a separate evaluation of what it says to be.
#include "core/landscape/heights.h"

#include "core/landscape/planes/plane.h"
#include "core/landscape/way_heights.h"
#include "core/objectives/classification.h"
#include "tests/core/support/testing.h"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <cmath>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::expectHolds;
using testing::problemWith;

using Settings = std::map<std::string, Value>;
using Texts = std::vector<std::string>;

Settings moons() {
  return {{"dataset", std::string("two_moons")},
          {"dataset.samples", std::int64_t{90}},
          {"split.train", 0.5},
          {"split.validation", 0.3},
          {"split.test", 0.2},
          {"model", std::string("mlp")},
          {"model.layers", std::int64_t{1}},
          {"model.width", std::int64_t{4}},
          {"penalty.l2", 0.01},
          {"training.epochs", std::int64_t{25}},
          {"landscape.grid", std::int64_t{7}}};
}

Settings with(Settings settings, const Settings& others) {
  for (const auto& [key, value] : others) settings[key] = value;
  return settings;
}

// A run to its end, and the plane through it.
struct Ran {
  std::shared_ptr<const Problem> problem;
  RunFrame run;
  Framing framing;

  explicit Ran(const Settings& settings) : problem(problemWith(settings)), run(finishedRun(problem)) {
    PlaneRequest request{.problem = *problem, .at = run.state.weights, .step = run.lastChange};
    for (const PathPoint& point : run.path) request.path.push_back(point.weights);
    framing = frame(request, std::nullopt);
  }
  std::vector<HeightSurface> heights(Precision precision = Precision::exact) const {
    const LandscapeChoice& landscape = problem->experiment.landscape;
    return heightSurfaces({.problem = *problem,
                           .landscape = landscape,
                           .framing = framing,
                           .grid = landscape.grid,
                           .precision = precision});
  }
};

// Calls body(value of the surface, weights there) for each point of the grid.
template <class Body>
void forEachPoint(const Surface& surface, const Body& body) {
  for (Index i = 0; i < surface.a.size(); ++i)
    for (Index j = 0; j < surface.b.size(); ++j)
      body(surface.values(j, i), surface.slice.at(surface.a[i], surface.b[j]));
}

void expectEverywhere(const Surface& surface, const std::function<double(const Vector&)>& expected,
                      double tolerance = 1e-11) {
  forEachPoint(surface, [&](double value, const Vector& weights) {
    const double wanted = expected(weights);
    EXPECT_NEAR(value, wanted, tolerance * (1 + std::abs(wanted)));
  });
}

class HeightsOf : public ::testing::TestWithParam<const PlaneEntry*> {};

TEST_P(HeightsOf, ValidationRowsAreTheirLossAtEachPoint) {
  const Ran ran(with(moons(), {{"landscape.plane", std::string(GetParam()->spec->id)},
                               {"landscape.of", std::string("validation")},
                               {"landscape.penalty", false},
                               {"landscape.overlay", Texts{"training"}}}));
  const auto heights = ran.heights();
  ASSERT_EQ(heights.size(), 2u);
  expectEverywhere(*heights[0].surface, [&](const Vector& w) { return ran.problem->validation->loss(w); });
  expectEverywhere(*heights[1].surface, [&](const Vector& w) { return ran.problem->training->loss(w); });
}

INSTANTIATE_TEST_SUITE_P(Planes, HeightsOf, ::testing::ValuesIn([] {
                           std::vector<const PlaneEntry*> all;
                           for (const PlaneEntry& each : planeCatalog()) all.push_back(&each);
                           return all;
                         }()),
                         [](const auto& each) { return std::string(each.param->spec->id); });

TEST(Heights, WithAndWithoutThePenaltyDifferByIt) {
  for (const std::string of : {"training", "validation"}) {
    const Ran in(with(moons(), {{"landscape.of", of}}));
    const Ran out(with(moons(), {{"landscape.of", of}, {"landscape.penalty", false}}));
    const auto held = in.heights(), bare = out.heights();
    EXPECT_TRUE(held[0].height.holdsPenalty(*in.problem));
    EXPECT_FALSE(bare[0].height.holdsPenalty(*in.problem));
    const Matrix difference = held[0].surface->values - bare[0].surface->values;
    Surface penalty = *held[0].surface;
    penalty.values = difference;
    expectEverywhere(penalty, [&](const Vector& w) { return in.problem->training->penalty(w); });
  }
}

TEST(Heights, AccuracyIsTheShareOfTheRowsWhoseClassIsPredicted) {
  const Ran ran(
      with(moons(), {{"landscape.of", std::string("accuracy")}, {"landscape.overlay", Texts{"validation"}}}));
  const auto heights = ran.heights();
  ASSERT_EQ(heights.size(), 2u);
  EXPECT_TRUE(heights[0].height.measure.higherIsBetter);
  expectEverywhere(*heights[0].surface, [&](const Vector& w) { return accuracy(*ran.problem->training, w); });
  expectEverywhere(*heights[1].surface,
                   [&](const Vector& w) { return accuracy(*ran.problem->validation, w); });
  EXPECT_EQ(heights[0].best.z(), heights[0].surface->maximum);
}

// By fast ways where a loss takes the model's predictions, else one by one: the same numbers.
TEST(Heights, EachMetricOfTheTaskIsWhatTheTableSays) {
  const Settings regression{{"split.validation", 0.25}, {"landscape.grid", std::int64_t{5}}};
  for (const Settings& settings : {moons(), regression}) {
    const Ran ran(settings);
    for (const Metric& metric : metricsFor(*ran.problem)) {
      if (!metric.spec.whyNot.empty()) continue;
      const Height height = heightOf(*ran.problem, {.part = DataPart::validation, .metric = metric.spec.id});
      const Surface surface = computeSurface(*height.function, ran.framing.slice, 4);
      forEachPoint(surface, [&](double value, const Vector& w) {
        const double wanted = metric.measure({*ran.problem->validation, w, ran.problem->dataset->task});
        if (std::isfinite(wanted))
          EXPECT_NEAR(value, wanted, 1e-9 * (1 + std::abs(wanted))) << metric.spec.id;
        else
          EXPECT_FALSE(std::isfinite(value)) << metric.spec.id;
      });
    }
  }
}

TEST(Heights, OfALossOfALogarithmARateIsJudgedAsARate) {
  const Ran ran({{"loss", std::string("poisson_nll")},
                 {"landscape.grid", std::int64_t{5}},
                 {"landscape.of", std::string("mae")}});
  const auto heights = ran.heights();
  expectEverywhere(*heights[0].surface, [&](const Vector& w) {
    const Matrix rate = ran.problem->training->predictions(w).array().exp();
    return (rate - ran.problem->training->samples().target).cwiseAbs().mean();
  });
}

// No point of the picture is better, and the place is what it is said to be.
TEST(Heights, TheBestPlaceIsTheBest) {
  const Ran ran({{"split.validation", 0.4}, {"landscape.overlay", Texts{"validation"}}});
  const auto heights = ran.heights();
  ASSERT_EQ(heights.size(), 2u);
  for (const HeightSurface& each : heights) {
    ASSERT_TRUE(each.best.allFinite());
    EXPECT_LE(each.best.z(), each.surface->minimum * (1 + 1e-12));
    const Vector there = ran.framing.slice.at(each.best.x(), each.best.y());
    EXPECT_NEAR(each.best.z(), each.height.function->value(there), 1e-12 * each.best.z());
  }
  const Vector first = ran.framing.slice.at(heights[0].best.x(), heights[0].best.y());
  EXPECT_NEAR(heights[1].atFirstBest, ran.problem->validation->value(first), 1e-12 * heights[1].atFirstBest);
  EXPECT_GT(heights[1].atFirstBest, heights[1].best.z()) << "other rows are best elsewhere";
}

// Least squares of the validation rows alone, solved as equations.
TEST(Heights, OfALineTheBestPlaceIsTheLeastSquares) {
  const Ran ran({{"split.validation", 0.4}, {"landscape.of", std::string("validation")}});
  const Samples& rows = ran.problem->validation->samples();
  Matrix design(rows.count(), 2);
  design << rows.features, Vector::Ones(rows.count());
  const Vector solved = (design.transpose() * design).inverse() * design.transpose() * rows.target.col(0);
  const Eigen::Vector3d best = ran.heights()[0].best;
  EXPECT_NEAR(best.x(), solved[0], 1e-6);
  EXPECT_NEAR(best.y(), solved[1], 1e-6);
}

TEST(Heights, PictureIsAsTheEyeSeesIt) {
  const Ran ran(with(moons(), {{"landscape.of", std::string("validation")}}));
  const auto exact = ran.heights(), picture = ran.heights(Precision::picture);
  const double range = exact[0].surface->maximum - exact[0].surface->minimum;
  EXPECT_LT((exact[0].surface->values - picture[0].surface->values).cwiseAbs().maxCoeff(), 1e-3 * range);
}

TEST(Heights, WhatIsKnownIsTakenOver) {
  const Ran ran(with(moons(), {{"landscape.of", std::string("validation")}}));
  const auto known = ran.heights();
  LandscapeChoice both = ran.problem->experiment.landscape;
  both.overlay = {"training"};
  HeightRequest request{
      .problem = *ran.problem, .landscape = both, .framing = ran.framing, .grid = both.grid, .known = known};
  EXPECT_EQ(heightSurfaces(request)[0].surface, known[0].surface);
  request.grid = 9;
  EXPECT_NE(heightSurfaces(request)[0].surface, known[0].surface) << "another grid is computed";
}

TEST(Heights, WhatIsNotToBeHadIsSaid) {
  const auto sealed = problemWith(moons());
  const auto reason = [](const Problem& problem, const std::string& words) {
    return whyNoHeight(problem, heightFrom(words));
  };
  expectHolds(reason(*sealed, "test"), "sealed");
  expectHolds(reason(*sealed, "r2"), "'r2' is no metric of binary");
  EXPECT_EQ(reason(*sealed, "validation accuracy"), "");
  EXPECT_EQ(reason(*problemWith(with(moons(), {{"split.test_opened", true}})), "test"), "");
  const auto bare = problemWith({{"landscape.of", std::string("validation")}});
  expectHolds(reason(*bare, "validation"), "there are no validation rows");
  expectHolds(errorOf([&] { heightOf(*bare, heightFrom("validation")); }), "there are no validation rows");
  EXPECT_TRUE(std::any_of(bare->notes.begin(), bare->notes.end(), [](const std::string& note) {
    return note.starts_with("landscape.of: there are no validation rows");
  }));
}

TEST(Heights, AlongTheWayAreThoseOfTheWeightsThere) {
  const Ran ran(with(moons(), {{"landscape.of", std::string("validation accuracy")}}));
  const Height height = heightOf(*ran.problem, heightFrom("validation accuracy"));
  const auto way = WayHeights::of(height, ran.run);
  for (const PathPoint& point : ran.run.path)
    EXPECT_EQ(way->at(point), accuracy(*ran.problem->validation, point.weights));
  EXPECT_EQ(heightNow(height, ran.run, way.get()), ran.run.validationAccuracy);
  const PathPoint elsewhere{.step = ran.run.path[1].step, .weights = Vector(2 * *ran.run.path[1].weights)};
  EXPECT_TRUE(std::isnan(way->at(elsewhere))) << "the same step of another way";
  EXPECT_EQ(WayHeights::of(height, ran.run, way.get())->at(ran.run.path[1]), way->at(ran.run.path[1]));
}

TEST(Heights, OfALossAreKnownWhereTheRunIs) {
  const Ran ran(moons());
  const Height bare = heightOf(*ran.problem, {.part = DataPart::validation, .penalty = false});
  EXPECT_EQ(heightNow(bare, ran.run, nullptr), ran.run.now.validation);
  const Height held = heightOf(*ran.problem, {.part = DataPart::validation});
  EXPECT_NEAR(heightNow(held, ran.run, nullptr), ran.problem->validation->value(ran.run.state.weights),
              1e-15);
}

}  // namespace
}  // namespace lossarium
