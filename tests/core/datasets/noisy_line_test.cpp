#include "core/datasets/noisy_line.h"

#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

Dataset noisyLine(std::map<std::string, Value> parameters) {
  return makeDataset({"noisy_line", std::move(parameters)});
}

// Rows that differ between two sets of one length.
Index differing(const Dataset& x, const Dataset& y) { return (x.target.array() != y.target.array()).count(); }

// From a Python script of its own (xoshiro256++ on integers, statistics.NormalDist().inv_cdf).
TEST(NoisyLine, HasKnownPoints) {
  const Dataset line = noisyLine({{"outliers", 0.1}, {"samples", std::int64_t{200}}});
  EXPECT_DOUBLE_EQ(line.features(0, 0), 0.2757358936132954);
  EXPECT_DOUBLE_EQ(line.features(1, 0), -2.8450055392443634);
  EXPECT_DOUBLE_EQ(line.features(199, 0), 2.362938231728493);
  EXPECT_NEAR(line.target(0, 0), 1.0023158503553022, 1e-12);
  EXPECT_NEAR(line.target(1, 0), -1.5088524054012336, 1e-12);
  EXPECT_NEAR(line.target(199, 0), 2.918071128505125, 1e-12);
  EXPECT_NEAR(line.target(159, 0), 4.352384729606747, 1e-12);  // the first outlier
}

TEST(NoisyLine, WithoutNoiseItIsTheLine) {
  const Dataset line = noisyLine({{"noise", 0.0}, {"outliers", 0.0}, {"samples", std::int64_t{50}}});
  for (Index i = 0; i < 50; ++i) {
    EXPECT_NEAR(line.target(i, 0), 0.8 * line.features(i, 0) + 1, 2e-15);
    EXPECT_LT(std::abs(line.features(i, 0)), 3);
  }
}

TEST(NoisyLine, ExactlyTheShareOfPointsAreOutliers) {
  for (const std::int64_t samples : {2, 10, 200, 333}) {
    const Dataset clean = noisyLine({{"samples", samples}, {"outliers", 0.0}});
    EXPECT_EQ(clean.count(), samples);
    for (const double share : {0.1, 0.25, 0.5})
      EXPECT_EQ(differing(clean, noisyLine({{"samples", samples}, {"outliers", share}})),
                std::lround(share * static_cast<double>(samples)))
          << share << " of " << samples;
  }
}

TEST(NoisyLine, OutliersLieAboveTheirPlace) {
  const Dataset clean = noisyLine({{"outliers", 0.0}}), spoilt = noisyLine({{"outliers", 0.5}});
  const Vector raised = spoilt.target - clean.target;
  EXPECT_GE(raised.minCoeff(), 0);
  for (Index i = 0; i < raised.size(); ++i)
    if (raised[i] > 0) {
      EXPECT_GE(raised[i], 8 * (clean.features(i, 0) + 3) / 6 - 1e-12);
    }
}

TEST(NoisyLine, TurningTheOutlierDialKeepsTheOtherPointsInPlace) {
  const Dataset few = noisyLine({{"outliers", 0.1}}), more = noisyLine({{"outliers", 0.2}});
  EXPECT_EQ(few.features, more.features);
  EXPECT_EQ(differing(few, more), 20);  // the outliers there were stay the same ones
}

TEST(NoisyLine, TurningTheNoiseDialMovesPointsAlongTheirOwnDeviation) {
  const auto line = [](double noise) { return noisyLine({{"noise", noise}, {"outliers", 0.0}}); };
  const Dataset none = line(0), one = line(1), two = line(2);
  EXPECT_EQ(none.features, two.features);
  EXPECT_LT(((two.target - none.target) - 2 * (one.target - none.target)).cwiseAbs().maxCoeff(), 1e-12);
}

TEST(NoisyLine, MoreSamplesKeepTheFirstOnes) {
  const Dataset few = noisyLine({{"samples", std::int64_t{20}}, {"outliers", 0.0}});
  const Dataset more = noisyLine({{"samples", std::int64_t{40}}, {"outliers", 0.0}});
  EXPECT_EQ(few.features, more.features.topRows(20));
  EXPECT_EQ(few.target, more.target.topRows(20));
}

TEST(NoisyLine, AnotherSeedGivesOtherPoints) {
  EXPECT_NE(noisyLine({{"seed", std::int64_t{1}}}).features, noisyLine({{"seed", std::int64_t{2}}}).features);
}

}  // namespace
}  // namespace lossarium
