#include "core/training/batch_rows.h"

#include "tests/core/support/risks.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

TEST(BatchRows, TakesTheRowsThatAreAskedFor) {
  for (const Index features : {1, 3, 8, 9, 40}) {
    const auto all = testing::randomSamples(50, features);
    const BatchRows rows(*all);
    for (const std::vector<Index>& wanted :
         {std::vector<Index>{4}, {49, 0, 7}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 48, 1}}) {
      const auto count = static_cast<Index>(wanted.size());
      Samples batch{Matrix(count, features), Matrix(count, 1)};
      rows.take(wanted, batch);
      EXPECT_EQ(batch.features, Matrix(all->features(wanted, Eigen::all)));
      EXPECT_EQ(batch.target, Matrix(all->target(wanted, Eigen::all)));
    }
  }
}

}  // namespace
}  // namespace lossarium
