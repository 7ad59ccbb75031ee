// What only the models of boxes have: known answers.
#include "core/models/boxes.h"

#include "core/boxes/detection_columns.h"
#include "core/models/box_linear.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

constexpr Index raw = DetectionColumns::raw;

Matrix rowsOf(std::initializer_list<std::initializer_list<double>> rows) {
  Matrix matrix(static_cast<Index>(rows.size()), static_cast<Index>(rows.begin()->size()));
  Index i = 0;
  for (const auto& row : rows) {
    Index j = 0;
    for (const double each : row) matrix(i, j++) = each;
    ++i;
  }
  return matrix;
}

// Object 7 twice, object 3 once.
const Matrix seen = rowsOf({{7, 0, 0, 2, 4}, {3, 10, 10, 11, 12}, {7, 2, 2, 6, 8}});

Matrix predictionOf(const Model& model, const Matrix& features, const Vector& weights) {
  Matrix prediction(features.rows(), 4);
  model.predict(features, weights, prediction);
  return prediction;
}

TEST(BoxesModel, HasABoxForEachObjectAndStartsAtItsMeanPrediction) {
  const Boxes model({raw, 4, &seen}, BoxCoordinates::corners);
  EXPECT_EQ(model.objects(), (std::vector<double>{3, 7}));
  EXPECT_EQ(model.start(1), (Vector(8) << 10, 10, 11, 12, 1, 1, 4, 6).finished());
  EXPECT_EQ(predictionOf(model, seen, model.start(1)),
            rowsOf({{1, 1, 4, 6}, {10, 10, 11, 12}, {1, 1, 4, 6}}));
}

TEST(BoxesModel, CentreAndSizeAreTheSameBoxesInOtherCoordinates) {
  const Boxes corners({raw, 4, &seen}, BoxCoordinates::corners),
      sizes({raw, 4, &seen}, BoxCoordinates::centreSize);
  EXPECT_EQ(sizes.start(1), (Vector(8) << 10.5, 11, 1, 2, 2.5, 3.5, 3, 5).finished());
  EXPECT_EQ(predictionOf(sizes, seen, sizes.start(1)), predictionOf(corners, seen, corners.start(1)));
}

TEST(BoxesModel, AnUnseenObjectKeepsItsPredictedBoxAndPullsAtNothing) {
  const Boxes model({raw, 4, &seen}, BoxCoordinates::corners);
  const Matrix strange = rowsOf({{7.5, 1, 2, 3, 4}, {1e300, 5, 6, 7, 8}, {-2, 0, 0, 1, 1}});
  const Vector weights = Vector::Constant(8, 9.0);
  EXPECT_EQ(predictionOf(model, strange, weights), strange.rightCols(4));
  EXPECT_EQ(model.knownRows(strange), 0);
  EXPECT_EQ(model.knownRows(seen), 3);
  Vector gradient = Vector::Zero(8);
  ModelMemory memory;
  model.pullBack(strange, weights, Matrix::Ones(3, 4), memory, gradient);
  EXPECT_EQ(gradient, Vector::Zero(8));
}

TEST(BoxesModel, PenaltiesLeaveBoxesAlone) {
  const Boxes model({raw, 4, &seen}, BoxCoordinates::corners);
  EXPECT_EQ((Penalty{1, 1}.value(model, model.start(1))), 0);
}

TEST(BoxLinearModel, StartsAtThePredictedBoxes) {
  const Matrix features = rowsOf({{1, 0, 0, 2, 4, 0.3}, {2, 10, 10, 11, 12, -5}});
  const BoxLinear model({raw + 1, 4, &features});
  EXPECT_EQ(predictionOf(model, features, model.start(1)), features.middleCols(1, 4));
}

// Girshick et al. 2014: x = px + pw·tx, w = pw·exp(tw).
TEST(BoxLinearModel, CorrectsAsBoundingBoxRegressionDoes) {
  const Matrix features = rowsOf({{1, 0, 0, 2, 4, 2}});
  const BoxLinear model({raw + 1, 4, &features});
  ASSERT_EQ(model.weightCount(), 8);
  const Vector weights = (Vector(8) << 0.25, 0, std::log(2.0) / 2, 0, 0, -0.5, 0, std::log(3.0)).finished();
  // t = (0.5, −0.5, ln 2, ln 3): the centre (1, 2) goes to (2, 0), the size (2, 4) to (4, 12).
  EXPECT_LT((predictionOf(model, features, weights) - rowsOf({{0, -6, 4, 6}})).norm(), 1e-14);
}

TEST(BoxLinearModel, WithoutFeaturesHasABiasAlone) {
  const BoxLinear model({raw, 4, &seen});
  ASSERT_EQ(model.blocks().size(), 1U);
  EXPECT_EQ(model.blocks().front().name, "box_linear.bias");
  EXPECT_EQ(model.weightCount(), 4);
}

TEST(BoxLinearModel, GrowthIsBoundedAndNeverNoNumber) {
  const BoxLinear model({raw, 4, &seen});
  const Vector wild = Vector::Constant(4, 1e6);
  const Matrix prediction = predictionOf(model, seen, wild);
  EXPECT_TRUE(prediction.allFinite());
  EXPECT_NEAR(prediction(0, 2) - prediction(0, 0), 2 * 62.5, 1e-9);
  EXPECT_TRUE(predictionOf(model, seen, -wild).allFinite());
}

}  // namespace
}  // namespace lossarium
