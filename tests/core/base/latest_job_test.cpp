#include "core/base/latest_job.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <semaphore>
#include <thread>
#include <vector>

namespace lossarium {
namespace {

void workUntilCancelled(const Progress& progress) {
  while (true) {
    progress.throwIfCancelled();
    std::this_thread::yield();
  }
}

TEST(LatestJob, DoesWhatIsRequested) {
  LatestJob job;
  std::atomic<int> result = 0;
  job.request([&](const Progress&) { result = 7; });
  job.waitUntilIdle();
  EXPECT_EQ(result.load(), 7);
}

TEST(LatestJob, ANewRequestCancelsTheRunningOne) {
  LatestJob job;
  std::binary_semaphore began{0};
  std::atomic<bool> cancelled = false, second = false;
  job.request([&](const Progress& progress) {
    began.release();
    try {
      workUntilCancelled(progress);
    } catch (const Cancelled&) {
      cancelled = true;
      throw;
    }
  });
  began.acquire();
  job.request([&](const Progress&) { second = true; });
  job.waitUntilIdle();
  EXPECT_TRUE(cancelled.load());
  EXPECT_TRUE(second.load());
}

TEST(LatestJob, InAStormOfRequestsTheLastOneWins) {
  LatestJob job;
  std::atomic<int> finished = 0, last = -1;
  for (int i = 0; i < 1000; ++i)
    job.request([&, i](const Progress& progress) {
      for (int spin = 0; spin < 100; ++spin) progress.throwIfCancelled();
      last = i;
      ++finished;
    });
  job.waitUntilIdle();
  EXPECT_EQ(last.load(), 999);
  EXPECT_GE(finished.load(), 1);
}

TEST(LatestJob, OlderRequestsOfAStormDoNotRunAfterTheLast) {
  LatestJob job;
  std::vector<int> order;  // touched by the worker only, read when idle
  for (int i = 0; i < 1000; ++i) job.request([&, i](const Progress&) { order.push_back(i); });
  job.waitUntilIdle();
  ASSERT_FALSE(order.empty());
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
  EXPECT_EQ(order.back(), 999);
}

TEST(LatestJob, ReportsProgress) {
  LatestJob job;
  std::vector<double> reports;
  job.request(
      [](const Progress& progress) {
        for (const double fraction : {0.25, 0.5, 1.0}) progress.report(fraction);
      },
      [&](double fraction) { reports.push_back(fraction); });
  job.waitUntilIdle();
  EXPECT_EQ(reports, (std::vector<double>{0.25, 0.5, 1.0}));
}

TEST(LatestJob, CancelStopsTheWorkAndLaterRequestsRun) {
  LatestJob job;
  job.request(workUntilCancelled);
  job.cancel();
  job.waitUntilIdle();
  std::atomic<bool> done = false;
  job.request([&](const Progress&) { done = true; });
  job.waitUntilIdle();
  EXPECT_TRUE(done.load());
}

TEST(LatestJob, WhoWaitsIsWokenWhenTheWaitingRequestIsCancelled) {
  LatestJob job;
  for (int i = 0; i < 2000; ++i) {
    job.request([](const Progress&) {});
    std::jthread waiter([&] { job.waitUntilIdle(); });
    job.cancel();
  }
}

TEST(LatestJob, EndsWhileWorkRuns) {
  for (int i = 0; i < 50; ++i) {
    LatestJob job;
    job.request(workUntilCancelled);
    if (i % 2) std::this_thread::yield();
  }
}

}  // namespace
}  // namespace lossarium
