#include "core/training/history.h"

#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

namespace lossarium {
namespace {

TEST(ThinnedSeries, KeepsAllUntilItIsFull) {
  ThinnedSeries<int> series(8);
  for (int i = 0; i < 8; ++i) series.add(i);
  EXPECT_EQ(series.items(), (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(ThinnedSeries, KeepsEveryPowerOfTwothWithTheSmallestStrideThatFits) {
  for (const std::size_t capacity : {1U, 2U, 5U, 8U}) {
    ThinnedSeries<int> series(capacity);
    for (int count = 1; count <= 300; ++count) {
      const int item = count - 1;
      const bool kept = series.keepsNext();
      kept ? series.add(item) : series.skip();
      EXPECT_EQ(series.count(), count);
      int stride = 1;
      while ((count + stride - 1) / stride > static_cast<int>(capacity)) stride *= 2;
      std::vector<int> expected;
      for (int i = 0; i < count; i += stride) expected.push_back(i);
      ASSERT_EQ(series.items(), expected) << "capacity " << capacity << ", count " << count;
    }
  }
}

TEST(ThinnedSeries, WhatItKeepsStaysWhole) {
  ThinnedSeries<std::vector<int>> series(4);
  for (int i = 0; i < 40; ++i) series.add(std::vector<int>(3, i));
  ASSERT_EQ(series.items().size(), 3U);
  for (std::size_t k = 0; k < 3; ++k)
    EXPECT_EQ(series.items()[k], std::vector<int>(3, static_cast<int>(16 * k))) << k;
}

TEST(ThinnedSeries, CutGoesOnAsIfTheRestHadNeverBeen) {
  for (const int count : {0, 1, 7, 8, 9, 30, 64, 99}) {
    ThinnedSeries<int> series(8);
    for (int i = 0; i < 100; ++i) series.add(i);
    series.cut(count);
    EXPECT_EQ(series.count(), count);
    for (int i = count; i < 100; ++i) series.add(i);
    ThinnedSeries<int> whole(8);
    for (int i = 0; i < 100; ++i) whole.add(i);
    EXPECT_EQ(series.items(), whole.items()) << count;
  }
}

TEST(ThinnedSeries, AddOfAnItemThatIsNotKeptOnlyCountsIt) {
  ThinnedSeries<int> asked(4), unasked(4);
  for (int i = 0; i < 100; ++i) {
    asked.keepsNext() ? asked.add(i) : asked.skip();
    unasked.add(i);
  }
  EXPECT_EQ(asked.items(), unasked.items());
}

TEST(History, HoldsThePathByStepAndTheCurveByEpoch) {
  Trainer trainer(testing::problemWith({{"training.batch_size", std::int64_t{10}}, {"penalty.l2", 0.1}}));
  History history(100);
  record(history, trainer);
  for (int step = 0; step < 7; ++step) {  // 24 rows: three batches an epoch
    trainer.step();
    record(history, trainer);
  }
  ASSERT_EQ(history.path.items().size(), 8U);
  ASSERT_EQ(history.epochs.items().size(), 3U);
  for (std::int64_t i = 0; i < 3; ++i) {
    const EpochRecord& epoch = history.epochs.items()[static_cast<std::size_t>(i)];
    EXPECT_EQ(epoch.epoch, i);
    EXPECT_EQ(epoch.step, 3 * i);
    const PathPoint& point = history.path.items()[static_cast<std::size_t>(3 * i)];
    EXPECT_EQ(epoch.training, trainer.problem()->training->loss(point.weights));
    EXPECT_EQ(epoch.penalty, trainer.problem()->training->penalty(point.weights));
    EXPECT_EQ(point.value, epoch.training + epoch.penalty);
    EXPECT_TRUE(std::isnan(epoch.validation));
  }
}

TEST(History, EpochsAndStepsLeadToEachOther) {
  // Three batches an epoch, then one, then the records are thinned.
  const std::vector<EpochRecord> epochs{
      {.epoch = 0, .step = 0}, {.epoch = 1, .step = 3}, {.epoch = 2, .step = 4}, {.epoch = 6, .step = 8}};
  EXPECT_EQ(epochAt(epochs, 0, 1), 0);
  EXPECT_DOUBLE_EQ(epochAt(epochs, 2, 1), 2.0 / 3);
  EXPECT_EQ(epochAt(epochs, 4, 1), 2);
  EXPECT_EQ(epochAt(epochs, 6, 1), 4);
  EXPECT_EQ(epochAt(epochs, 9, 2), 6.5);
  for (std::int64_t step = 0; step < 20; ++step) EXPECT_EQ(stepAt(epochs, epochAt(epochs, step, 2), 2), step);
  EXPECT_EQ(stepAt(epochs, 1.4, 1), 3);
  EXPECT_EQ(epochAt({}, 5, 1), 0);
  EXPECT_EQ(stepAt({}, 5, 1), 0);
}

TEST(History, ThePathOfALargeModelHasFewerPlaces) {
  EXPECT_EQ(pathCapacity(2), 2048U);
  EXPECT_EQ(pathCapacity(20000), 209U);
  EXPECT_EQ(pathCapacity(100000000), 64U);
}

TEST(Measure, TellsTheValidationLoss) {
  const Trainer trainer(testing::problemWith({{"split.validation", 0.5}}));
  EXPECT_EQ(measure(trainer).validation, trainer.problem()->validation->loss(trainer.state().weights));
}

}  // namespace
}  // namespace lossarium
