#include "core/base/parallel_for.h"

#include "core/base/background.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace lossarium {
namespace {

class ParallelFor : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override { setThreadCount(GetParam()); }
  void TearDown() override { setThreadCount(0); }
};

TEST_P(ParallelFor, CallsEachIndexOnce) {
  for (const Index count : {0, 1, 2, 1000}) {
    std::vector<std::atomic<int>> calls(static_cast<std::size_t>(count));
    parallelFor(count, [&](Index i) { ++calls[static_cast<std::size_t>(i)]; });
    for (const auto& each : calls) EXPECT_EQ(each.load(), 1);
  }
}

// What comes after the exception is slow: else the other threads might do all of it before the one that
// throws has its turn.
TEST_P(ParallelFor, RethrowsAnExceptionAndLeavesTheRest) {
  std::atomic<int> calls = 0;
  const auto body = [&](Index i) {
    ++calls;
    if (i == 5) throw std::runtime_error("five");
    if (i > 5) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  try {
    parallelFor(1000000, body);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "five");
  }
  EXPECT_LT(calls.load(), 1000000);
}

TEST_P(ParallelFor, MayBeNested) {
  std::atomic<int> calls = 0;
  parallelFor(8, [&](Index) { parallelFor(8, [&](Index) { ++calls; }); });
  EXPECT_EQ(calls.load(), 64);
}

TEST_P(ParallelFor, ManyMayCallAtOnce) {
  std::atomic<int> calls = 0;
  std::vector<std::jthread> callers;
  for (int caller = 0; caller < 6; ++caller)
    callers.emplace_back([&, caller] {
      if (caller % 2) workInTheBackground();
      for (int round = 0; round < 200; ++round) parallelFor(5, [&](Index) { ++calls; });
    });
  callers.clear();
  EXPECT_EQ(calls.load(), 6 * 200 * 5);
}

INSTANTIATE_TEST_SUITE_P(Threads, ParallelFor, ::testing::Values(1, 2, 8));

TEST(ThreadCount, IsWhatWasSetOrElseTheMachines) {
  setThreadCount(3);
  EXPECT_EQ(threadCount(), 3);
  setThreadCount(0);
  EXPECT_GE(threadCount(), 1);
}

}  // namespace
}  // namespace lossarium
