// The arc tangent against long double: over all magnitudes, and thickly around the seams of its pieces.
#include "core/base/random.h"
#include "core/base/vector_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace lossarium {
namespace {

double fastAtan(double x) { return fastAngle(x, 1); }

/// The distance in units of the last place of what is right.
double unitsOff(double ours, long double right) {
  int exponent = 0;
  std::frexp(static_cast<double>(right), &exponent);
  const long double unit = std::ldexp(1.0L, std::max(exponent, -1021) - 53);
  return static_cast<double>(std::abs(ours - right) / unit);
}

constexpr int many = 200000;

TEST(FastAtan, StaysWithinTwoUnits) {
  Random random(1, "atan");
  double worst = 0, worstAt = 0;
  const auto look = [&](double x) {
    const double off = unitsOff(fastAtan(x), std::atan(static_cast<long double>(x)));
    if (off > worst) worst = off, worstAt = x;
  };
  for (int i = 0; i < many; ++i) {
    look((i % 2 ? 1 : -1) * std::pow(10, random.uniform(-300, 300)));
    look(random.uniform(-4, 4));
    for (const double seam : {0.4, 0.5, 1.0, 2.0, 2.5}) look(seam * (1 + 1e-3 * random.uniform(-1, 1)));
  }
  EXPECT_LT(worst, 2) << "at " << worstAt;
}

TEST(FastAtan, IsExactWhereItMustBe) {
  EXPECT_EQ(fastAtan(0.0), 0);
  EXPECT_TRUE(std::signbit(fastAtan(-0.0)));
  EXPECT_EQ(fastAtan(5e-324), 5e-324);
  EXPECT_EQ(fastAtan(1e-300), 1e-300);
  EXPECT_EQ(fastAtan(1), std::numbers::pi / 4);
  EXPECT_EQ(fastAtan(8e307), std::numbers::pi / 2);
  EXPECT_EQ(fastAtan(-8e307), -std::numbers::pi / 2);
}

TEST(FastAtan, IsOddAndNeverFalls) {
  double before = -2;
  for (double x = -3; x <= 3; x += 1e-4) {
    EXPECT_EQ(fastAtan(-x), -fastAtan(x));
    EXPECT_GT(fastAtan(x), before) << x;
    before = fastAtan(x);
  }
}

TEST(FastAngle, StaysWithinTwoUnits) {
  Random random(2, "angle");
  double worst = 0;
  for (int i = 0; i < many; ++i) {
    const double scale = std::pow(10, random.uniform(-150, 150));
    const double x = scale * std::abs(random.normal()), y = scale * random.normal();
    worst = std::max(worst, unitsOff(fastAngle(y, x),
                                     std::atan2(static_cast<long double>(y), static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 2);
}

TEST(FastAngle, HasBothAxesAndTheOrigin) {
  EXPECT_EQ(fastAngle(0, 0), 0);
  EXPECT_EQ(fastAngle(0, 3), 0);
  EXPECT_EQ(fastAngle(3, 0), std::numbers::pi / 2);
  EXPECT_EQ(fastAngle(-3, 0), -std::numbers::pi / 2);
  EXPECT_EQ(fastAngle(5e-324, 0), std::numbers::pi / 2);
}

}  // namespace
}  // namespace lossarium
