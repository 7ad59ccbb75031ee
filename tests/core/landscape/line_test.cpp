// The loss along a line: its ends to the bit, its points as anybody can recompute them.
#include "core/landscape/line.h"

#include "core/objectives/test_functions/quadratic.h"
#include "core/training/recorded_run.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stop_token>

namespace lossarium {
namespace {

using testing::errorOf;
using testing::problemWith;

struct Case {
  std::string dataset, model, loss;
  double l1 = 0, l2 = 0;
  std::string target = {};
};

std::shared_ptr<const Problem> problemOf(const Case& each) {
  std::map<std::string, Value> set{{"dataset", each.dataset}, {"model", each.model},
                                   {"loss", each.loss},       {"penalty.l1", each.l1},
                                   {"penalty.l2", each.l2},   {"training.epochs", std::int64_t{30}},
                                   {"split.train", 0.7},      {"split.validation", 0.3}};
  if (!each.target.empty()) set["dataset.target"] = each.target;
  return problemWith(set);
}

const std::vector<Case> cases{{"belgian_calls", "linear", "mse"},
                              {"belgian_calls", "linear", "huber"},
                              {"belgian_calls", "polynomial", "rmse", 0, 0.1},
                              {"sine", "mlp", "mse", 0.01, 0.1},
                              {"two_moons", "mlp", "log_loss"},
                              {"penguins", "mlp", "cross_entropy", 0.1, 0, "species"}};

Line betweenStartAndEnd(const Problem& problem) {
  const RunFrame frame = finishedRun(build(problem.experiment));
  return lineBetween({0, "the start", problem.startWeights()}, {0, "here", frame.state.weights});
}

TEST(Line, EndsAreTheTwoLossesToTheBitAndPointsThoseOfTheObjective) {
  for (const Case& each : cases) {
    SCOPED_TRACE(each.dataset + " " + each.model + " " + each.loss);
    const auto problem = problemOf(each);
    const Line line = betweenStartAndEnd(*problem);
    ASSERT_EQ(line.places.size(), 2U);
    for (const auto& objective : {problem->training, problem->validation}) {
      const LineValues found = valuesAlong(*objective, line, 50);
      for (const LinePlace& place : line.places)
        EXPECT_EQ(found.at(place.t), objective->value(place.weights));
      EXPECT_EQ(found.t.size(), 52);
      for (Index i = 0; i < found.t.size(); ++i) {
        const double plain = objective->value(line.at(found.t[i]));
        EXPECT_NEAR(found.values[i], plain, 1e-12 * (1 + std::abs(plain))) << found.t[i];
      }
    }
  }
}

TEST(Line, IsNoneBetweenAPlaceAndItself) {
  const Vector here = Vector::Ones(3);
  EXPECT_NE(errorOf([&] {
              lineBetween({0, "a", here}, {0, "b", here});
            }).find("same place"),
            std::string::npos);
  EXPECT_NE(errorOf([&] {
              lineBetween({0, "a", here}, {0, "b", Vector::Constant(3, INFINITY)});
            }).find("finite"),
            std::string::npos);
}

TEST(Line, BetweenPointsAValueIsRead) {
  const LineValues found{Vector::LinSpaced(3, 0, 1), Eigen::Vector3d(1, 3, INFINITY)};
  EXPECT_EQ(found.at(0), 1);
  EXPECT_EQ(found.at(0.5), 3);
  EXPECT_DOUBLE_EQ(found.at(0.125), 1.5);
  EXPECT_TRUE(std::isnan(found.at(-0.1)) && std::isnan(found.at(1.1)));
}

// On a parabola a step of 2/curvature ends exactly as high as it began, one of 1/curvature at the bottom.
TEST(GradientLine, OfAParabolaTurnsAtTwoOverTheCurvature) {
  const Quadratic bowl(Vector::Constant(1, 8.0));
  const Vector here = Vector::Constant(1, 3.0), step = Vector::Constant(1, -0.1 * 8 * 3);
  const GradientLine found = lineDownGradient(bowl, here, step);
  EXPECT_DOUBLE_EQ(found.curvature, 8);
  EXPECT_DOUBLE_EQ(found.turn, 0.25);
  EXPECT_DOUBLE_EQ(found.step, 0.1);
  EXPECT_DOUBLE_EQ(bowl.value(found.line.at(0.25)), bowl.value(here));
  EXPECT_DOUBLE_EQ(bowl.value(found.line.at(0.125)), 0);
  EXPECT_TRUE(found.line.range.contains(0.25) && found.line.range.contains(0));
}

TEST(GradientLine, TheStepOfGradientDescentIsItsLearningRate) {
  const auto problem = problemWith({{"dataset", std::string("two_moons")},
                                    {"model", std::string("mlp")},
                                    {"optimizer", std::string("gradient_descent")},
                                    {"optimizer.learning_rate", 0.3}});
  const Vector here = problem->startWeights();
  Vector weights = here;
  OptimizerState state = problem->optimizer->start(weights.size());
  problem->optimizer->step(*problem->training, weights, state);
  const GradientLine found = lineDownGradient(*problem->training, here, weights - here);
  EXPECT_NEAR(found.step, 0.3, 1e-14);
  Vector gradient, product;
  problem->training->gradient(here, gradient);
  problem->training->hessianProduct(here, gradient, product);
  EXPECT_NEAR(found.curvature, gradient.dot(product) / gradient.squaredNorm(), 1e-12);
  const LineValues values = valuesAlong(*problem->training, found.line, 11);
  EXPECT_EQ(values.at(0), problem->training->value(here));
}

TEST(GradientLine, IsNoneWhereNothingLeadsDown) {
  EXPECT_NE(
      errorOf([] { lineDownGradient(Quadratic(Vector::Ones(2)), Vector::Zero(2)); }).find("gradient is 0"),
      std::string::npos);
  EXPECT_NE(errorOf([] {
              lineDownGradient(Quadratic(Vector::Ones(2)), Vector::Constant(2, NAN));
            }).find("not finite"),
            std::string::npos);
}

// Where the loss bends down there is no place where it turns.
TEST(GradientLine, OnASaddleDoesNotTurn) {
  const GradientLine found = lineDownGradient(Quadratic(Vector::Constant(1, -2.0)), Vector::Ones(1));
  EXPECT_TRUE(std::isnan(found.turn) && std::isnan(found.step));
  EXPECT_GT(found.line.range.width(), 0);
}

TEST(Line, IsCancelled) {
  std::stop_source stop;
  stop.request_stop();
  const auto problem = problemOf(cases[0]);
  const Line line = lineBetween({0, "a", Vector::Zero(2)}, {0, "b", Vector::Ones(2)});
  EXPECT_THROW(valuesAlong(*problem->training, line, 5, {stop.get_token(), {}}), Cancelled);
}

}  // namespace
}  // namespace lossarium
