#include "core/models/linear.h"

#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

std::unique_ptr<const Model> linear(Index features, Index outputs) {
  return makeModel({"linear", {}}, {features, outputs});
}

TEST(Linear, PredictsWeightsTimesFeaturesPlusBias) {
  const auto model = linear(2, 2);
  const Matrix features = (Matrix(3, 2) << 1, 0, 0, 1, 2, 3).finished();
  const Vector weights = (Vector(6) << 10, 20, 30, 40, 5, 6).finished();  // a row an output, then the biases
  Matrix prediction(3, 2);
  model->predict(features, weights, prediction);
  EXPECT_EQ(prediction, (Matrix(3, 2) << 15, 36, 25, 46, 85, 186).finished());
}

TEST(Linear, NamesItsBlocksAsPyTorchDoes) {
  const auto model = linear(3, 2);
  ASSERT_EQ(model->blocks().size(), 2U);
  EXPECT_EQ(model->blocks()[0].name, "linear.weight");
  EXPECT_EQ(model->blocks()[0].rows, 2);
  EXPECT_EQ(model->blocks()[0].columns, 3);
  EXPECT_TRUE(model->blocks()[0].penalized);
  EXPECT_EQ(model->blocks()[1].name, "linear.bias");
  EXPECT_EQ(model->blocks()[1].offset, 6);
  EXPECT_FALSE(model->blocks()[1].penalized);
  EXPECT_EQ(weightName(*model, 4), "linear.weight[1,1]");
  EXPECT_EQ(weightName(*model, 7), "linear.bias[1]");
}

TEST(Linear, AWeightAloneInItsBlockHasTheBlocksName) {
  EXPECT_EQ(weightName(*linear(1, 1), 0), "linear.weight");
  EXPECT_EQ(weightName(*linear(1, 1), 1), "linear.bias");
  EXPECT_EQ(weightName(*linear(4, 1), 2), "linear.weight[2]");
  EXPECT_THROW(weightName(*linear(1, 1), 2), std::out_of_range);
}

// From a Python script of its own: −b + 2b·u with b = 1/√3, every operation rounded by itself.
TEST(Linear, TheStartIsKnownToTheBit) {
  const Vector start = linear(3, 1)->start(1);
  EXPECT_EQ(start,
            (Vector(4) << -0.2505680215605035, 0.25794248981799484, 0.548885963067924, 0.5322149060937008)
                .finished());
}

}  // namespace
}  // namespace lossarium
