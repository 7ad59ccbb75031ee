#include "core/training/decision_map.h"

#include "core/objectives/classification.h"
#include "tests/core/support/risks.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <limits>

namespace lossarium {
namespace {

using Names = std::vector<std::string>;

std::shared_ptr<const Problem> penguins(const std::string& target, const Names& features,
                                        const std::string& task = "classes") {
  return testing::problemWith({{"dataset.id", std::string("penguins")},
                               {"dataset.target", target},
                               {"dataset.task", task},
                               {"dataset.features", features}});
}

// What the model itself says at one place in the data's own units.
Matrix scoresAt(const Problem& problem, const Vector& weights, const Matrix& features) {
  return classScores(problem.predict(features, weights));
}

TEST(DecisionMap, SaysWhatTheModelSaysInTheDatasOwnUnits) {
  const auto problem = penguins("species", {"bill_length_mm", "bill_depth_mm"});
  const Vector weights = testing::randomWeights(9);
  const auto field = DecisionMap(problem).at(weights);
  ASSERT_NE(field, nullptr);
  const Matrix& data = problem->dataset->features;
  EXPECT_LT(field->x[0], data.col(0).minCoeff());
  EXPECT_GT(field->y[field->y.size() - 1], data.col(1).maxCoeff());
  for (const Index place : {Index{0}, Index{1234}, field->share.size() - 1}) {
    const Matrix features =
        (Matrix(1, 2) << field->x[place % field->x.size()], field->y[place / field->x.size()]).finished();
    const Matrix prediction = problem->predict(features, weights);
    EXPECT_EQ(field->best[static_cast<std::size_t>(place)], predictedClasses(prediction)[0]);
    EXPECT_NEAR(field->share[place], classShares(prediction).maxCoeff(), 1e-12);
  }
}

// Scores are linear in the inputs, so straight pieces between equal scores are exact.
TEST(DecisionMap, OnABorderTheTwoBestClassesAreEqual) {
  for (const auto& [target, task, count] :
       {std::tuple<const char*, const char*, Index>{"species", "classes", 9}, {"sex", "binary", 3}}) {
    const auto problem = penguins(target, {"bill_length_mm", "bill_depth_mm"}, task);
    const Vector weights = testing::randomWeights(count, 4);
    const auto field = DecisionMap(problem).at(weights);
    ASSERT_GT(field->borders.size(), 20U) << target;
    Index apart = 0;
    for (const ContourPiece& piece : field->borders) {
      const Matrix middle = (0.5 * (piece.from + piece.to)).transpose();
      Vector scores = scoresAt(*problem, weights, middle).row(0).transpose();
      std::sort(scores.begin(), scores.end());
      apart += scores[scores.size() - 1] - scores[scores.size() - 2] > 1e-9 ? 1 : 0;
    }
    EXPECT_EQ(apart, 0) << target;
  }
}

TEST(DecisionMap, FurtherInputsAreHeldAtTheirTrainingMean) {
  const auto problem = penguins("species", {"bill_length_mm", "bill_depth_mm", "body_mass_g"});
  const Vector weights = testing::randomWeights(12);
  const auto field = DecisionMap(problem).at(weights);
  const double mean = problem->dataset->features(problem->rows.train, 2).mean();
  const Matrix features = (Matrix(1, 3) << field->x[5], field->y[7], mean).finished();
  const auto place = 7 * field->x.size() + 5;
  EXPECT_NEAR(field->share[place], classShares(problem->predict(features, weights)).maxCoeff(), 1e-12);
}

TEST(DecisionMap, OverOneInputItHoldsTheShareOfEachClass) {
  const auto problem = penguins("species", {"bill_length_mm"});
  const Vector weights = testing::randomWeights(6);
  const auto field = DecisionMap(problem).at(weights);
  ASSERT_EQ(field->y.size(), 1);
  ASSERT_EQ(field->shares.cols(), 3);
  const Matrix features = Matrix::Constant(1, 1, field->x[100]);
  EXPECT_LT((field->shares.row(100) - classShares(problem->predict(features, weights)).row(0))
                .cwiseAbs()
                .maxCoeff(),
            1e-12);
  EXPECT_TRUE(field->borders.empty());
}

TEST(DecisionMap, ScoresThatAreNotFiniteGiveNoField) {
  const auto problem = penguins("sex", {"bill_length_mm"}, "binary");
  EXPECT_EQ(DecisionMap(problem).at(Vector::Constant(2, std::numeric_limits<double>::max())), nullptr);
}

TEST(DecisionMap, AConstantInputHasAWidth) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("c.csv", "a,b,k\n3,1,x\n3,2,y\n3,3,x\n").string();
  const auto problem = testing::problemWith(
      {{"dataset.id", std::string("csv")}, {"dataset.file", file}, {"dataset.target", std::string("k")}});
  const auto field = DecisionMap(problem).at(Vector::Ones(6));
  ASSERT_NE(field, nullptr);
  EXPECT_LT(field->x[0], 3);
  EXPECT_GT(field->x[field->x.size() - 1], 3);
}

}  // namespace
}  // namespace lossarium
