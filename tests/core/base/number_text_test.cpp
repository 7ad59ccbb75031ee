#include "core/base/number_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace lossarium {
namespace {

TEST(NumberText, HasFewDigitsAndWritesPowersOut) {
  EXPECT_EQ(readableNumber(0.0192063), "0.01921");
  EXPECT_EQ(readableNumber(9573.14), "9573");
  EXPECT_EQ(readableNumber(53019.7), "53020");
  EXPECT_EQ(readableNumber(999999), "999999");
  EXPECT_EQ(readableNumber(999999.9), "1×10⁶") << "as it is read once it is rounded";
  EXPECT_EQ(readableNumber(0.00099999), "0.001");
  EXPECT_EQ(readableNumber(9.14e-15, 3), "9.14×10⁻¹⁵");
  EXPECT_EQ(readableNumber(-2.92e11, 3), "−2.92×10¹¹");
  EXPECT_EQ(readableNumber(2.5), "2.5");
  EXPECT_EQ(readableNumber(100, 2), "100");
  EXPECT_EQ(readableNumber(0), "0");
  EXPECT_EQ(readableNumber(0.99999), "1");
  EXPECT_EQ(readableNumber(std::numeric_limits<double>::infinity()), "∞");
  EXPECT_EQ(readableNumber(std::numeric_limits<double>::quiet_NaN()), "–");
}

TEST(NumberText, OfSettingsIsPlain) {
  EXPECT_EQ(readableSetting(0.0005), "0.0005");
  EXPECT_EQ(readableSetting(5e-7), "5×10⁻⁷");
  EXPECT_EQ(readableSetting(20), "20");
}

TEST(NumberText, CountsAndShares) {
  EXPECT_EQ(counted(1, "epoch"), "1 epoch");
  EXPECT_EQ(counted(6, "epoch"), "6 epochs");
  EXPECT_EQ(counted(1200, "epoch"), "1,200 epochs");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(-1000), "-1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(readablePercent(0.0466), "4.7 %");
  EXPECT_EQ(readablePercent(3.34), "334 %");
}

TEST(NumberText, AGrowthIsInPercentWhileThatCanBeGrasped) {
  EXPECT_EQ(readableGrowth(0.123), "by 12 %");
  EXPECT_EQ(readableGrowth(5), "by 500 %");
  EXPECT_EQ(readableGrowth(10), "11-fold");
  EXPECT_EQ(readableGrowth(11232), "11,000-fold");
  EXPECT_EQ(readableGrowth(4e15), "4×10¹⁵-fold");
  EXPECT_EQ(readableGrowth(std::numeric_limits<double>::infinity()), "∞-fold");
}

}  // namespace
}  // namespace lossarium
