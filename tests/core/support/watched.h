// A run on a thread of its own whose frames are waited for: by the notification, never by the clock.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace lossarium::testing {

/// `Live` is made with a notification and hands over `Frame`s by takeFrame().
template <class Live, class Frame>
class Watched {
 public:
  Live& operator*() { return live_; }
  Live* operator->() { return &live_; }

  /// The first frame from now on for which `wanted` holds.
  template <class Condition>
  std::shared_ptr<const Frame> frameWhere(const Condition& wanted) {
    std::unique_lock lock(mutex_);
    while (true) {
      const bool told = wake_.wait_for(lock, std::chrono::seconds(60), [this] { return news_; });
      if (!told) {
        ADD_FAILURE() << "no frame came";
        return std::make_shared<Frame>();
      }
      news_ = false;
      lock.unlock();
      const std::shared_ptr<const Frame> frame = live_.takeFrame();
      lock.lock();
      if (frame && wanted(*frame)) return frame;
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool news_ = false;
  Live live_{[this] {
    const std::scoped_lock lock(mutex_);
    news_ = true;
    wake_.notify_all();
  }};
};

}  // namespace lossarium::testing
