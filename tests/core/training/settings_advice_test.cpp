#include "core/training/settings_advice.h"

#include "core/base/number_text.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

using testing::expectHolds;

std::vector<std::string> adviceFor(const std::map<std::string, Value>& set) {
  return adviceOn(*testing::problemWith(set));
}

TEST(SettingsAdvice, ALineSearchOverOneBatchIsSaid) {
  for (const std::string id : {"lbfgs", "newton"}) {
    const auto advice = adviceFor({{"optimizer.id", id}, {"training.batch_size", std::int64_t{4}}});
    ASSERT_EQ(advice.size(), 1U) << id;
    expectHolds(advice.front(), "4 of 24 rows");
    EXPECT_TRUE(adviceFor({{"optimizer.id", id}}).empty());
    EXPECT_TRUE(adviceFor({{"optimizer.id", id}, {"training.batch_size", std::int64_t{24}}}).empty());
  }
  EXPECT_TRUE(
      adviceFor({{"optimizer.id", std::string("adam")}, {"training.batch_size", std::int64_t{4}}}).empty());
}

// As said, so it goes: from beyond the bound a weight that should grow without end shrinks.
TEST(SettingsAdvice, DecayThatIsMoreThanAStepIsSaid) {
  for (const std::string id : {"adamw", "lion"}) {
    const Choice optimizer =
        testing::experimentWith({{"optimizer.id", id}, {"optimizer.weight_decay", 0.1}}).optimizer;
    const double bound = 10;
    expectHolds(decayAdvice(optimizer, Vector{{0, -5.12 * bound}}),
                "the largest is of size " + readableNumber(5.12 * bound, 3));
    EXPECT_TRUE(decayAdvice(optimizer, Vector{{0.9 * bound, 0}}).empty());
  }
  EXPECT_TRUE(
      decayAdvice(testing::experimentWith({{"optimizer.id", std::string("adam")}}).optimizer, Vector{{1e9}})
          .empty());
  const auto advice =
      adviceFor({{"optimizer.id", std::string("adamw")}, {"start.weights", std::vector<double>{1000, 0}}});
  ASSERT_EQ(advice.size(), 1U);
  expectHolds(advice.front(), "weight decay of 0.01");
}

}  // namespace
}  // namespace lossarium
