#include "ui/plots/sweep_map.h"

#include <gtest/gtest.h>

#include <limits>

namespace lossarium::ui {
namespace {

TEST(SweepColours, NeitherPerfectNorWildCellsTakeThemAll) {
  EXPECT_EQ(lastColoured({1, 2, 3}), 3) << "all near each other: to the greatest";
  EXPECT_EQ(lastColoured({1, 2, 3, 4, 1e9}), 100) << "a wild one is cut off";
  EXPECT_EQ(lastColoured({1e-8, 0.2, 0.3, 0.4, 1e9}), 3) << "a perfect one leaves colours to the others";
  EXPECT_EQ(lastColoured({-5, 1, 1e9}), 1e9) << "without logarithms there is no such measure";
  EXPECT_EQ(lastColoured({0.7}), 0.7);
}

TEST(SweepColours, GoByTheLogarithm) {
  EXPECT_DOUBLE_EQ(sweepFraction(10, 1, 100), 0.5);
  EXPECT_EQ(sweepFraction(1, 1, 100), 0);
  EXPECT_EQ(sweepFraction(1e6, 1, 100), 1);
  EXPECT_EQ(sweepFraction(std::numeric_limits<double>::infinity(), 1, 100), 1);
  EXPECT_EQ(sweepFraction(3, 3, 3), 0);
  EXPECT_DOUBLE_EQ(sweepFraction(0, -1, 3), 0.25);
}

}  // namespace
}  // namespace lossarium::ui
