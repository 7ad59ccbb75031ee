// Held against long double, to units in the last place.
#include "core/base/portable_math.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace lossarium {
namespace {

constexpr int tries = 200000;
constexpr double unit = std::numeric_limits<double>::epsilon();

// Whole turns are taken off before the angle is made, where they are exact.
long double angleOf(double turns) {
  const long double rest = static_cast<long double>(turns) - std::round(static_cast<long double>(turns));
  return 2 * std::numbers::pi_v<long double> * rest;
}

void expectClose(double found, long double exact, double least, double at) {
  const double size = std::max(static_cast<double>(std::abs(exact)), least);
  ASSERT_LT(static_cast<double>(std::abs(static_cast<long double>(found) - exact)), 1.5 * unit * size)
      << "at " << at;
}

TEST(SineOfTurns, IsTheSine) {
  Random random(1, "portable math");
  for (int i = 0; i < tries; ++i) {
    const double near = random.uniform(-0.5, 0.5), far = random.uniform(-1e4, 1e4);
    expectClose(sineOfTurns(near), std::sin(angleOf(near)), 0.25, near);
    expectClose(sineOfTurns(far), std::sin(angleOf(far)), 0.25, far);
  }
}

TEST(SineOfTurns, KeepsItsDigitsNextToZero) {
  Random random(2, "portable math");
  for (int i = 0; i < tries; ++i) {
    const double small = std::pow(10, random.uniform(-300, -1));
    expectClose(sineOfTurns(small), std::sin(angleOf(small)), 0, small);
    EXPECT_EQ(sineOfTurns(-small), -sineOfTurns(small));
  }
}

TEST(CosineOfTurns, IsTheCosine) {
  Random random(3, "portable math");
  for (int i = 0; i < tries; ++i) {
    const double near = random.uniform(-0.5, 0.5), far = random.uniform(-1e4, 1e4);
    expectClose(cosineOfTurns(near), std::cos(angleOf(near)), 0.25, near);
    expectClose(cosineOfTurns(far), std::cos(angleOf(far)), 0.25, far);
  }
}

TEST(SineOfTurns, IsExactAtQuarters) {
  for (const double whole : {-3.0, 0.0, 1.0, 1e9}) {
    EXPECT_EQ(sineOfTurns(whole), 0);
    EXPECT_EQ(sineOfTurns(whole + 0.25), 1);
    EXPECT_EQ(sineOfTurns(whole + 0.5), 0);
    EXPECT_EQ(sineOfTurns(whole + 0.75), -1);
    EXPECT_EQ(cosineOfTurns(whole), 1);
    EXPECT_EQ(cosineOfTurns(whole + 0.5), -1);
  }
}

// Computed once and written down: other bits on another platform fail.
TEST(SineOfTurns, HasKnownBits) {
  EXPECT_EQ(sineOfTurns(0.1), 0x1.2cf2304755a5ep-1);
  EXPECT_EQ(cosineOfTurns(0.1), 0x1.9e3779b97f4a8p-1);
  EXPECT_EQ(sineOfTurns(0.8765), -0x1.669c4a54bd877p-1);
  EXPECT_EQ(cosineOfTurns(1234.5678), -0x1.d23d913e6ae57p-1);
}

}  // namespace
}  // namespace lossarium
