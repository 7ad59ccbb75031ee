#include "core/training/fit_map.h"

#include "core/training/recorded_run.h"
#include "tests/core/support/risks.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <limits>

namespace lossarium {
namespace {

std::shared_ptr<const Problem> plane(const std::map<std::string, Value>& more = {}) {
  std::map<std::string, Value> set{{"dataset.id", std::string("plane")}};
  set.insert(more.begin(), more.end());
  return testing::problemWith(set);
}

TEST(FitMap, SaysWhatTheModelSaysInTheDatasOwnUnits) {
  const auto problem = plane();
  const Vector weights = testing::randomWeights(3);
  const auto field = FitMap(problem).at(weights);
  ASSERT_NE(field, nullptr);
  ASSERT_EQ(field->values.rows(), field->y.size());
  ASSERT_EQ(field->values.cols(), field->x.size());
  EXPECT_LT(field->x[0], problem->dataset->features.col(0).minCoeff());
  EXPECT_GT(field->y[field->y.size() - 1], problem->dataset->features.col(1).maxCoeff());
  for (const auto& [i, j] : {std::pair<Index, Index>{0, 0}, {7, 3}, {field->x.size() - 1, 11}}) {
    const Matrix features = (Matrix(1, 2) << field->x[i], field->y[j]).finished();
    EXPECT_NEAR(field->values(j, i), problem->predict(features, weights)(0, 0), 1e-12);
  }
}

TEST(FitMap, TheScaleIsThatOfAllTargetsThatMayBeSeen) {
  const auto problem = plane({{"split.train", 0.3}, {"split.validation", 0.3}, {"split.test", 0.4}});
  const auto field = FitMap(problem).at(Vector::Zero(3));
  const auto &training = problem->training->samples().target, &held = problem->validation->samples().target;
  EXPECT_EQ(field->low, std::min(training.minCoeff(), held.minCoeff()));
  EXPECT_EQ(field->high, std::max(training.maxCoeff(), held.maxCoeff()));
}

// A plane's lines of equal height are straight, and their pieces exact.
TEST(FitMap, OnALineThePredictionIsItsValue) {
  const auto problem = plane();
  const Vector weights = (Vector(3) << 1.5, -0.5, 0.2).finished();
  const auto field = FitMap(problem).at(weights);
  std::size_t pieces = 0;
  for (const FitField::Line& line : field->lines)
    for (const ContourPiece& piece : line.pieces) {
      ++pieces;
      const Matrix middle = (0.5 * (piece.from + piece.to)).transpose();
      EXPECT_NEAR(problem->predict(middle, weights)(0, 0), line.value, 1e-9);
    }
  EXPECT_GT(pieces, 100U);
}

TEST(FitMap, IsForTwoInputsOfARegressionAndFiniteWeights) {
  EXPECT_TRUE(FitMap::applies(*plane()));
  EXPECT_FALSE(FitMap::applies(*testing::problemWith({})));
  EXPECT_FALSE(FitMap::applies(*testing::problemWith({{"dataset.id", std::string("xor")}})));
  EXPECT_EQ(FitMap(plane()).at(Vector::Constant(3, std::numeric_limits<double>::quiet_NaN())), nullptr);
}

TEST(FitMap, ComesWithARunsFrameAndWithItsValidationRows) {
  RecordedRun run(plane({{"split.train", 0.5}, {"split.validation", 0.3}, {"split.test", 0.2}}));
  run.step();
  const RunFrame frame = run.frame();
  ASSERT_NE(frame.fit, nullptr);
  EXPECT_EQ(frame.fit->values, FitMap(frame.problem).at(frame.state.weights)->values);
  EXPECT_EQ(frame.validationPrediction, frame.problem->validation->predictions(frame.state.weights));
  EXPECT_EQ(frame.testPrediction.size(), 0) << "sealed";
  EXPECT_EQ(RecordedRun(testing::problemWith({})).frame().fit, nullptr);
}

}  // namespace
}  // namespace lossarium
