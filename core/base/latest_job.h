// Work off the asking thread where only the newest answer counts: a newer request cancels and replaces an
// older one.
#pragma once

#include "core/base/background.h"
#include "core/base/progress.h"

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace lossarium {

class LatestJob {
 public:
  /// A piece of work; it looks at its Progress now and then and throws Cancelled when asked to stop.
  using Work = std::function<void(const Progress&)>;

  LatestJob() : thread_([this](const std::stop_token& stop) { run(stop); }) {}
  ~LatestJob() {
    cancel();
    thread_.request_stop();
    wake_.notify_all();
  }
  LatestJob(const LatestJob&) = delete;
  LatestJob& operator=(const LatestJob&) = delete;

  /// Cancels what runs, forgets what waits, and does `work` next. `report` gets its progress on the worker's
  /// thread.
  void request(Work work, std::function<void(double)> report = {}) {
    {
      const std::scoped_lock lock(mutex_);
      current_.request_stop();
      waiting_ = Request{std::move(work), std::move(report)};
    }
    wake_.notify_all();
  }
  void cancel() {
    const std::scoped_lock lock(mutex_);
    current_.request_stop();
    waiting_.reset();
    idle_.notify_all();
  }
  /// Blocks until nothing runs and nothing waits.
  void waitUntilIdle() {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return !running_ && !waiting_; });
  }

 private:
  struct Request {
    Work work;
    std::function<void(double)> report;
  };

  void run(const std::stop_token& stop) {
    workInTheBackground();
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, stop, [this] { return waiting_.has_value(); })) {
      const Request request = std::move(*waiting_);
      waiting_.reset();
      current_ = std::stop_source();
      running_ = true;
      const Progress progress(current_.get_token(), request.report);
      lock.unlock();
      try {
        request.work(progress);
      } catch (const Cancelled&) {  // a newer request has taken its place
      }
      lock.lock();
      running_ = false;
      idle_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::condition_variable idle_;
  std::stop_source current_;
  std::optional<Request> waiting_;
  bool running_ = false;
  std::jthread thread_;  // last: it starts when all else stands
};

}  // namespace lossarium
