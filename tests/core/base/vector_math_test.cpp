// Held against long double, to units in the last place.
#include "core/base/vector_math.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

constexpr int tries = 200000;
constexpr double most = 2;  // units in the last place

double unitsOff(double found, long double exact) {
  const double size = std::abs(static_cast<double>(exact));
  const double unit = std::max(std::nextafter(size, INFINITY) - size, 5e-324);
  return static_cast<double>(std::abs(static_cast<long double>(found) - exact) / unit);
}

template <class Ours, class Exact, class Draw>
void expectClose(const Ours& ours, const Exact& exact, const Draw& draw) {
  Random random(1, "vector math");
  for (int i = 0; i < tries; ++i) {
    const double x = draw(random);
    ASSERT_LT(unitsOff(ours(x), exact(static_cast<long double>(x))), most) << "at " << x;
  }
}

double anySize(Random& random, double lowest, double highest) {
  return std::pow(10, random.uniform(lowest, highest));
}

TEST(FastExp, IsTheExponential) {
  const auto exact = [](long double x) { return std::exp(x); };
  expectClose(fastExp, exact, [](Random& random) { return random.uniform(-707, 709); });
  expectClose(fastExp, exact, [](Random& random) { return random.uniform(-2, 2); });
  EXPECT_EQ(fastExp(0), 1);
  EXPECT_EQ(fastExp(-INFINITY), 0);
  EXPECT_EQ(fastExp(INFINITY), INFINITY);
  EXPECT_EQ(fastExp(-745), 5e-324) << "the smallest number there is";
  EXPECT_EQ(fastExp(-1e300), 0);
  EXPECT_EQ(fastExp(709.79), INFINITY);
}

TEST(FastExpm1, IsTheExponentialMinusOne) {
  const auto exact = [](long double x) { return std::expm1(x); };
  expectClose(fastExpm1, exact, [](Random& random) { return random.uniform(-45, 709.5); });
  expectClose(fastExpm1, exact,
              [](Random& random) { return (random.uniform() < 0.5 ? -1 : 1) * anySize(random, -300, 0); });
  EXPECT_EQ(fastExpm1(0), 0);
  EXPECT_EQ(fastExpm1(-INFINITY), -1);
  EXPECT_EQ(fastExpm1(1e300), INFINITY);
}

TEST(FastLog, IsTheLogarithm) {
  const auto exact = [](long double x) { return std::log(x); };
  expectClose(fastLog, exact, [](Random& random) { return anySize(random, -300, 300); });
  expectClose(fastLog, exact, [](Random& random) { return random.uniform(0.5, 2); });
  EXPECT_EQ(fastLog(1), 0);
}

TEST(FastLog1p, IsTheLogarithmOfOnePlusX) {
  const auto exact = [](long double x) { return std::log1p(x); };
  expectClose(fastLog1p, exact, [](Random& random) { return anySize(random, -300, 300); });
  expectClose(fastLog1p, exact, [](Random& random) { return -anySize(random, -15, -0.001); });
  expectClose(fastLog1p, exact, [](Random& random) { return anySize(random, -16, 0) - 1; });
  expectClose(fastLog1p, exact, [](Random& random) { return random.uniform(-0.9, 4); });
  EXPECT_EQ(fastLog1p(0), 0);
}

}  // namespace
}  // namespace lossarium
