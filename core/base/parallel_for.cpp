#include "core/base/parallel_for.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace lossarium {
namespace {

std::atomic<int> chosenThreads{0};

}  // namespace

int threadCount() {
  const int chosen = chosenThreads.load();
  return chosen > 0 ? chosen : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

void setThreadCount(int count) { chosenThreads.store(count); }

void parallelFor(Index count, const std::function<void(Index)>& body) {
  std::atomic<Index> next{0};
  std::exception_ptr failure;
  std::mutex failureLock;
  const auto work = [&] {
    try {
      for (Index i = next++; i < count; i = next++) body(i);
    } catch (...) {
      next.store(count);
      const std::scoped_lock lock(failureLock);
      if (!failure) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (Index i = 1; i < std::min<Index>(threadCount(), count); ++i) helpers.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace lossarium
