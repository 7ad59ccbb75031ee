#include "core/objectives/affine_evaluator.h"

#include "tests/core/support/risks.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

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

class AlongASlice : public ::testing::TestWithParam<std::string> {};

TEST_P(AlongASlice, TheFastWayIsThePlainWay) {
  for (const Index rows : {1, 7, 512, 513, 1500})
    for (const Penalty& penalty : {Penalty{}, Penalty{0.3, 0.2}}) {
      const EmpiricalRisk objective =
          risk(testing::samplesFor(makeLoss({GetParam(), {}})->spec(), rows, 5), {GetParam(), {}}, penalty);
      const Slice slice = randomSlice(objective.dimension());
      const auto fast = objective.along(slice);
      const auto plain = pointwiseAlong(objective, slice);
      const Vector a = Vector::LinSpaced(9, -3, 5);
      Eigen::RowVectorXd fastRow(9), plainRow(9);
      for (const double b : {-2.0, 0.0, 0.7, 11.0}) {
        fast->row(a, b, fastRow);
        plain->row(a, b, plainRow);
        for (Index i = 0; i < 9; ++i) {
          if (std::isinf(plainRow[i]))
            EXPECT_EQ(fastRow[i], plainRow[i]);  // outside of the loss' domain
          else
            EXPECT_NEAR(fastRow[i], plainRow[i], 1e-12 * std::max(1e-3, std::abs(plainRow[i])))
                << rows << " rows, b = " << b;
          EXPECT_EQ(plainRow[i], objective.value(slice.at(a[i], b)));
        }
      }
    }
}

TEST(AffineEvaluator, IsWhatALinearModelTakes) {
  const EmpiricalRisk objective = risk(randomSamples(10, 2), {"mse", {}});
  const Slice slice = randomSlice(3);
  EXPECT_NE(dynamic_cast<AffineEvaluator*>(objective.along(slice).get()), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Catalog, AlongASlice, ::testing::ValuesIn(testing::linearLosses()),
                         [](const auto& each) { return each.param; });

}  // namespace
}  // namespace lossarium
