// How far a long piece of work has come, and whether it is still wanted.
#pragma once

#include "core/base/error.h"

#include <functional>
#include <stop_token>
#include <utility>

namespace lossarium {

class Progress {
 public:
  Progress() = default;
  Progress(std::stop_token stop, std::function<void(double)> report)
      : stop_(std::move(stop)), report_(std::move(report)) {}

  bool cancelled() const { return stop_.stop_requested(); }
  void throwIfCancelled() const {
    if (cancelled()) throw Cancelled();
  }
  /// `fraction` in 0 … 1. May be called from any of the work's threads, one at a time.
  void report(double fraction) const {
    if (report_) report_(fraction);
  }
  /// Whether anybody listens to `report`.
  bool isWatched() const { return static_cast<bool>(report_); }
  const std::stop_token& stopToken() const { return stop_; }

 private:
  std::stop_token stop_;
  std::function<void(double)> report_;
};

}  // namespace lossarium
