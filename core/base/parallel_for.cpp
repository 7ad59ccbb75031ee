#include "core/base/parallel_for.h"

#include "core/base/background.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace lossarium {
namespace {

std::atomic<int> chosenThreads{0};

/// Pieces that several threads take one after the other.
struct Piecework {
  Index count;
  const void* body;
  void (*call)(const void*, Index);
  int places;       ///< for helpers that may still join
  int helpers = 0;  ///< at work
  std::atomic<Index> next{0};
  std::exception_ptr failure = nullptr;
};

// Threads that wait for work and are shared by all who have some: nothing is started for a call, and however
// many call at once, no more help than the largest call asked for.
class Crew {
 public:
  explicit Crew(bool inTheBackground) : inTheBackground_(inTheBackground) {}

  /// Returns when all pieces are done. The calling thread works too, so that nobody waits for a helper that
  /// does not come.
  void share(Piecework& work) {
    {
      const std::scoped_lock lock(mutex_);
      recruit(work.places);
      open_.push_back(&work);
    }
    wake_.notify_all();
    doPieces(work);
    std::unique_lock lock(mutex_);
    std::erase(open_, &work);
    left_.wait(lock, [&work] { return work.helpers == 0; });
  }

 private:
  // If the system gives no more threads, those that are there have to do.
  void recruit(int wanted) {
    try {
      while (std::ssize(threads_) < wanted)
        threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
    } catch (const std::system_error&) {
    }
  }

  void serve(const std::stop_token& stop) {
    if (inTheBackground_) workInTheBackground();
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, stop, [this] { return !open_.empty(); })) {
      Piecework& work = *open_.front();
      ++work.helpers;
      if (--work.places == 0) std::erase(open_, &work);
      lock.unlock();
      doPieces(work);
      lock.lock();
      std::erase(open_, &work);  // nothing is left of it
      if (--work.helpers == 0) left_.notify_all();
    }
  }

  void doPieces(Piecework& work) {
    try {
      for (Index i = work.next++; i < work.count; i = work.next++) work.call(work.body, i);
    } catch (...) {
      work.next.store(work.count);
      const std::scoped_lock lock(mutex_);
      if (!work.failure) work.failure = std::current_exception();
    }
  }

  const bool inTheBackground_;
  std::mutex mutex_;
  std::condition_variable_any wake_, left_;
  std::vector<Piecework*> open_;
  std::vector<std::jthread> threads_;  // last: they end before what they use
};

// Who works in the background is helped there; nobody else waits for helpers that give way.
Crew& crew() {
  static Crew foreground(false), background(true);
  return worksInTheBackground() ? background : foreground;
}

}  // namespace

int threadCount() {
  const int chosen = chosenThreads.load();
  return chosen > 0 ? chosen : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

void setThreadCount(int count) { chosenThreads.store(count); }

void shareAmongThreads(Index count, const void* body, void (*call)(const void*, Index)) {
  const auto helpers = static_cast<int>(std::min<Index>(threadCount(), count)) - 1;
  if (helpers <= 0) {
    for (Index i = 0; i < count; ++i) call(body, i);
    return;
  }
  Piecework work{.count = count, .body = body, .call = call, .places = helpers};
  crew().share(work);
  if (work.failure) std::rethrow_exception(work.failure);
}

}  // namespace lossarium
