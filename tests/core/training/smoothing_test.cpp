#include "core/training/smoothing.h"

#include <gtest/gtest.h>

#include <limits>

namespace lossarium {
namespace {

using Numbers = std::vector<double>;

TEST(Smoothing, LeavesWhatDoesNotMove) {
  for (const double each : smoothed(Numbers{0, 1, 5, 6}, Numbers{2, 2, 2, 2}, 3)) EXPECT_DOUBLE_EQ(each, 2);
}

TEST(Smoothing, BeginsAtTheFirstValueAndFollowsAStep) {
  const double kept = std::exp(-1.0 / 4);
  const auto result = smoothed(Numbers{0, 1, 2}, Numbers{1, 3, 3}, 4);
  EXPECT_DOUBLE_EQ(result[0], 1);
  EXPECT_GT(result[1], 1);
  EXPECT_LT(result[1], result[2]);
  EXPECT_LT(result[2], 3);
  const double first = 1 - std::exp(-1.0), second = 1 - kept;
  EXPECT_DOUBLE_EQ(result[1], (kept * first * 1 + second * 3) / (kept * first + second));
}

TEST(Smoothing, TakesTheSwingOutOfASwing) {
  Numbers times, values;
  for (int i = 0; i < 200; ++i) {
    times.push_back(i);
    values.push_back(5 + (i % 2 ? 1 : -1));
  }
  EXPECT_NEAR(smoothed(times, values, 20).back(), 5, 0.05);
}

TEST(Smoothing, PassesOverWhatIsNoNumber) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const auto result = smoothed(Numbers{0, 1, 2}, Numbers{1, none, 1}, 2);
  EXPECT_TRUE(std::isnan(result[1]));
  EXPECT_DOUBLE_EQ(result[2], 1);
}

}  // namespace
}  // namespace lossarium
