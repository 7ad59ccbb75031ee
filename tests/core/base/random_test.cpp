#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace lossarium {
namespace {

// The numbers below come from a Python script of its own: the published xoshiro256++ and splitmix64 on
// integers, the stream's name mixed in by 64-bit FNV-1a.
struct KnownBits {
  std::uint64_t seed;
  const char* stream;
  std::array<std::uint64_t, 4> bits;
};

TEST(Random, GivesTheBitsOfXoshiro256PlusPlus) {
  const KnownBits known[] = {
      {0, "", {0xc7c9810f3d1cf2b7, 0x1bc47e2107165ab2, 0x2563b8b8ca5bdbb5, 0xd38b15572668e0c7}},
      {42, "split", {0x315e2d2127b482ad, 0x6b9b9da66e4babf2, 0x856b43fc9eb5a876, 0x36988b804f56518f}},
      {std::numeric_limits<std::uint64_t>::max(),
       "start",
       {0x98a4b49d03f2a845, 0x50503360fc4d989f, 0x59a4f629e3c237e2, 0xbe75ca4a22ca760e}}};
  for (const auto& [seed, stream, bits] : known) {
    Random random(seed, stream);
    for (const std::uint64_t expected : bits) EXPECT_EQ(random.bits(), expected) << seed << " " << stream;
  }
}

TEST(Random, UniformNumbersAreKnownToTheBit) {
  Random random(7, "noisy_line.x");
  for (const double expected : {0.5459559822688825, 0.025832410125939398, 0.9672422365493992})
    EXPECT_EQ(random.uniform(), expected);
}

TEST(Random, ARangeIsRoundedTheSameOnEveryProcessor) {
  const double bound = 1 / std::sqrt(3.0);
  Random random(1, "start");
  for (const double expected :
       {-0.2505680215605035, 0.25794248981799484, 0.548885963067924, 0.5322149060937008})
    EXPECT_EQ(random.uniform(-bound, bound), expected) << "a fused multiply-add rounds otherwise";
}

TEST(Random, UniformLiesWithinZeroAndOneAndFillsItEvenly) {
  Random random(3, "test");
  std::array<int, 10> counts{};
  for (int i = 0; i < 100000; ++i) {
    const double u = random.uniform();
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    ++counts[static_cast<std::size_t>(10 * u)];
  }
  for (const int count : counts) EXPECT_NEAR(count, 10000, 500);  // five standard deviations are 474
}

TEST(Random, NormalNumbersHaveMeanZeroAndVarianceOne) {
  Random random(5, "test");
  double sum = 0, squares = 0;
  for (int i = 0; i < 100000; ++i) {
    const double z = random.normal();
    sum += z;
    squares += z * z;
  }
  EXPECT_NEAR(sum / 100000, 0, 0.016);
  EXPECT_NEAR(squares / 100000, 1, 0.023);
}

// Solved for the upper tail with 60 digits (Taylor series and continued fraction).
TEST(NormalQuantile, AgreesWithKnownValues) {
  const std::pair<double, double> known[] = {
      {0.975, 1.959963984540054},   {0.025, -1.959963984540054},  {0.5, 0},
      {0.25, -0.6744897501960817},  {0.45, -0.12566134685507406}, {0.075, -1.439531470938456},
      {0.001, -3.0902323061678136}, {1e-10, -6.361340902404056},  {1e-20, -9.262340089798408},
      {1e-300, -37.0470962993612}};
  for (const auto& [p, z] : known) EXPECT_NEAR(normalQuantile(p), z, 4e-15 * std::max(1.0, std::abs(z))) << p;
}

TEST(NormalQuantile, AscendsAcrossTheSeamsOfItsThreeFormulas) {
  for (const double seam : {0.075, 0.925, std::exp(-25.0)}) {
    const double step = 1e-9 * seam;
    EXPECT_LT(normalQuantile(seam - step), normalQuantile(seam));
    EXPECT_LT(normalQuantile(seam), normalQuantile(seam + step));
  }
}

TEST(Random, BelowReachesEachNumberOfItsRangeEquallyOften) {
  Random random(9, "test");
  for (const std::uint64_t bound : {1U, 2U, 3U, 7U}) {
    std::vector<int> counts(bound);
    for (int i = 0; i < 21000; ++i) {
      const auto draw = random.below(bound);
      ASSERT_LT(draw, bound);
      ++counts[draw];
    }
    for (const int count : counts) EXPECT_NEAR(count, 21000.0 / static_cast<double>(bound), 400);
  }
}

TEST(Random, BelowIsUnbiasedForBoundsNear64Bits) {
  // Without rejection the lower half of this range would come up twice as often as the upper.
  const std::uint64_t bound = 3ULL << 62;
  Random random(11, "test");
  int low = 0;
  for (int i = 0; i < 30000; ++i) low += random.below(bound) < (1ULL << 62);
  EXPECT_NEAR(low, 10000, 400);
}

TEST(Random, PermutationIsTheKnownOne) {
  EXPECT_EQ(Random(42, "split").permutation(10), (std::vector<Index>{5, 7, 8, 4, 2, 9, 0, 6, 1, 3}));
}

TEST(Random, PermutationHoldsEachNumberOnce) {
  for (const Index count : {0, 1, 2, 1000}) {
    auto order = Random(1, "test").permutation(count);
    std::sort(order.begin(), order.end());
    std::vector<Index> expected(static_cast<std::size_t>(count));
    std::iota(expected.begin(), expected.end(), Index{0});
    EXPECT_EQ(order, expected);
  }
}

TEST(Random, StreamsAndSeedsDiffer) {
  EXPECT_NE(Random(1, "a").bits(), Random(1, "b").bits());
  EXPECT_NE(Random(1, "a").bits(), Random(2, "a").bits());
  EXPECT_EQ(Random(1, "a").bits(), Random(1, "a").bits());
}

}  // namespace
}  // namespace lossarium
