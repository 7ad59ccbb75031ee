#include "core/training/input_places.h"

#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

Dataset withFeatures(const Matrix& features) {
  Dataset dataset;
  dataset.features = features;
  return dataset;
}

using Places = std::pair<Index, Index>;

TEST(ShownInputs, OfOneOrTwoInputsAreThese) {
  EXPECT_EQ(shownInputs(withFeatures(Matrix::Random(9, 1))), Places(0, 0));
  EXPECT_EQ(shownInputs(withFeatures(Matrix::Zero(9, 2))), Places(0, 1));
}

TEST(ShownInputs, AreTheFirstThatHaveMoreThanTwoValues) {
  Matrix features = Matrix::Zero(6, 5);
  features.col(0) << 0, 1, 0, 1, 0, 1;
  features.col(2) << 1, 2, 3, 4, 5, 6;
  features.col(3) << 0, 0, 0, 1, 1, 1;
  features.col(4) << 3, 1, 2, 3, 1, 2;
  EXPECT_EQ(shownInputs(withFeatures(features)), Places(2, 4));
  EXPECT_EQ(shownInputs(withFeatures(features.leftCols(4))), Places(2, 0));
  EXPECT_EQ(shownInputs(withFeatures(features.leftCols(2).replicate(1, 2))), Places(0, 1));
}

}  // namespace
}  // namespace lossarium
