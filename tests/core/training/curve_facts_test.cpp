// What is read off curves that are made up, so that the answer is known.
#include "core/training/curve_facts.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace lossarium {
namespace {

using Curve = std::function<double(double)>;

std::vector<EpochRecord> records(int count, const Curve& training, const Curve& validation = {}) {
  std::vector<EpochRecord> made;
  for (int i = 0; i < count; ++i) {
    EpochRecord record{.epoch = i, .step = i};
    record.training = training(i);
    if (validation) record.validation = validation(i);
    made.push_back(record);
  }
  return made;
}

Seam seamAt(std::int64_t step, const std::string& key, bool otherUnit = false) {
  Seam seam;
  seam.step = seam.epoch = step;
  seam.changes = {{key, std::nullopt, Value(1.0)}};
  seam.otherUnit = otherUnit;
  return seam;
}

PathPoint place(std::int64_t step, double x, double y) { return {step, Vector{{x, y}}, 0}; }

TEST(CurveFacts, OfAStraightDescent) {
  const auto facts = factsOf(records(101, [](double t) { return 10 - 0.1 * t; }), {});
  EXPECT_EQ(facts.records, 101u);
  EXPECT_EQ(facts.lastEpoch, 100);
  EXPECT_DOUBLE_EQ(facts.late.atStart, 10);
  EXPECT_NEAR(facts.lowest, 0, 1e-12);
  EXPECT_EQ(facts.lateEpoch, 90);
  EXPECT_NEAR(facts.late.before, 1, 1e-12);  // what the curve shows at that epoch
  EXPECT_NEAR(facts.fallLately, 0.1, 1e-12);
  EXPECT_NEAR(facts.lossFallLately, 1, 1e-12);
  EXPECT_EQ(facts.rises, 0);
  EXPECT_EQ(facts.bestEpoch, -1);
}

TEST(CurveFacts, OfAnExponentialDescentThatIsOver) {
  const auto facts = factsOf(records(201, [](double t) { return 3 + std::exp(-0.2 * t); }), {});
  EXPECT_LT(facts.fallLately, 1e-10);
  EXPECT_EQ(facts.rises, 0);
}

// However far the run has come since.
TEST(CurveFacts, KnowWhereAPlateauBegan) {
  const auto falls = [](double t) { return t < 60 ? 2 - t / 100 : 1.4 - 1e-6 * (t - 60); };
  for (const int count : {80, 100, 140})
    EXPECT_EQ(factsOf(records(count, falls), {}).stillSince, 60) << count;
  EXPECT_EQ(factsOf(records(30, falls), {}).stillSince, 29);
}

TEST(CurveFacts, CountRisesAndTheirSize) {
  const auto swings = [](double t) { return 2 + (std::fmod(t, 2) < 1 ? 0.1 : -0.1); };
  const auto facts = factsOf(records(100, swings), {});
  EXPECT_NEAR(facts.rises, 0.5, 0.02);
  EXPECT_NEAR(facts.swing, 0.1, 0.005);
  EXPECT_NEAR(facts.largestSwing, 0.1, 0.005);
}

TEST(CurveFacts, MeasureAWaveFromItsFootToItsTop) {
  const auto waves = [](double t) { return 2 + 0.1 * std::sin(t / 5); };
  const auto facts = factsOf(records(200, waves), {});
  EXPECT_NEAR(facts.swing, 0.1, 0.01);
  EXPECT_NEAR(facts.rises, 0.5, 0.1);
}

TEST(LateFall, GoesOnOnlyIfItIsMoreThanNothingOfTheLossAndOfAllThatFell) {
  const auto fall = [](double now) { return LateFall{1000, 9, now}; };
  EXPECT_TRUE(fall(8.8).goesOn());
  EXPECT_FALSE(fall(8.95).goesOn()) << "half a percent of the loss, but next to nothing of the whole";
  EXPECT_TRUE((LateFall{12, 9, 8.95}).goesOn());
  EXPECT_FALSE((LateFall{12, 9, 8.995}).goesOn());
  EXPECT_FALSE(LateFall{}.goesOn());
}

TEST(CurveFacts, DoubtAFallThatNoiseCouldBe) {
  const auto jitter = [](double t) { return 0.5 * std::sin(37 * t * t); };  // no trend
  const auto noisy = factsOf(records(100, [&](double t) { return 2 + jitter(t); }), {});
  EXPECT_LT(std::abs(noisy.lossFallLately), 3 * noisy.fallDoubt);
  const auto steady = factsOf(records(100, [](double t) { return 200 - t; }), {});
  EXPECT_GT(steady.lossFallLately, 10 * steady.fallDoubt);
}

TEST(CurveFacts, OneLuckyEpochIsNotWhereItWasBest) {
  const auto lucky = [](double t) { return t == 50 ? 1.0 : 3.0; };
  const auto facts = factsOf(records(100, lucky, lucky), {});
  EXPECT_EQ(facts.bestEpoch, 50);
  EXPECT_EQ(facts.validationAtBest, 3);
  EXPECT_EQ(facts.trainingAtBest, 3);
}

TEST(CurveFacts, FindTheBestValidationAndWhatCameAfter) {
  const auto facts = factsOf(records(
                                 100, [](double t) { return 5 - 0.04 * t; },
                                 [](double t) { return 3 + 0.001 * (t - 60) * (t - 60); }),
                             {});
  EXPECT_EQ(facts.bestEpoch, 60);
  EXPECT_DOUBLE_EQ(facts.bestValidation, 3);
  EXPECT_NEAR(facts.trainingAtBest, 2.6, 1e-12);
  EXPECT_NEAR(facts.trainingThen, 2.6, 1e-12);
  EXPECT_NEAR(facts.validationNow, 3 + 0.001 * 39 * 39, 1e-12);
  EXPECT_NEAR(facts.trainingNow, 5 - 0.04 * 99, 1e-12);
  EXPECT_NEAR(facts.validationLately, 3 + 0.001 * 37 * 37, 1e-12);  // the median of the last five
  EXPECT_NEAR(facts.trainingLately, 5 - 0.04 * 97, 1e-12);
}

TEST(CurveFacts, BeginAfterTheLastChangeOfTheRun) {
  const auto all = records(100, [](double t) { return 100 - t; });
  EXPECT_EQ(factsOf(all, {seamAt(40, "optimizer.learning_rate")}).firstEpoch, 40);
  EXPECT_EQ(factsOf(all, {seamAt(40, "loss.id", true)}).firstEpoch, 41);  // the one at 40 is in the old unit
  EXPECT_EQ(factsOf(all, {seamAt(40, "split.test_opened")}).firstEpoch, 0);
  EXPECT_EQ(factsOf(all, {seamAt(40, "training.epochs")}).firstEpoch, 0);
}

TEST(CurveFacts, AreNotKnownOfNothing) {
  EXPECT_EQ(factsOf({}, {}).records, 0u);
  EXPECT_TRUE(std::isnan(factsOf(records(3, [](double t) { return t; }), {}).fallLately));
}

TEST(MeanTurn, TellsAStraightWayFromOneThatTurnsBack) {
  std::vector<PathPoint> straight, zigzag, gaps;
  for (int i = 0; i < 20; ++i) {
    straight.push_back(place(i, i, 2.0 * i));
    zigzag.push_back(place(i, i % 2, 0.01 * i));
    gaps.push_back(place(2 * i, i % 2, 0));
  }
  EXPECT_NEAR(meanTurn(straight), 1, 1e-12);
  EXPECT_NEAR(meanTurn(zigzag), (0.01 * 0.01 - 1) / (0.01 * 0.01 + 1), 1e-12);
  EXPECT_TRUE(std::isnan(meanTurn(gaps)));  // between kept places the way is not known
  EXPECT_TRUE(std::isnan(meanTurn({})));
  for (int i = 0; i < 20; ++i) zigzag.push_back(place(20 + i, 1, 0.19 + 1e-15 * (i % 2)));
  EXPECT_LT(meanTurn(zigzag), -0.9);  // what is left of it at rest is rounding
}

}  // namespace
}  // namespace lossarium
