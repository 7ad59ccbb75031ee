// What the programs that measure the window share.
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

namespace lossarium::ui {

/// Sleeps between events, as a window does: a loop that spins would take a processor from the work.
inline void waitForEvents() {
  static QTimer* const tick = [] {
    auto* timer = new QTimer(qApp);
    timer->start(1);
    return timer;
  }();
  (void)tick;
  QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
}

template <class Condition>
double millisecondsUntil(Condition condition) {
  QElapsedTimer timer;
  timer.start();
  while (!condition() && timer.elapsed() < 60000) waitForEvents();
  return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

inline void waitFor(qint64 milliseconds) {
  QElapsedTimer timer;
  timer.start();
  while (timer.elapsed() < milliseconds) waitForEvents();
}

// Asks the window's thread for a sign of life every millisecond, from outside, and keeps how long each answer
// took.
class Watchdog {
 public:
  explicit Watchdog(QObject* window)
      : thread_([this, window](const std::stop_token& stop) {
          while (!stop.stop_requested()) {
            std::atomic<bool> answered{false};
            QElapsedTimer timer;
            timer.start();
            QMetaObject::invokeMethod(
                window, [&answered] { answered = true; }, Qt::QueuedConnection);
            while (!answered && !(stop.stop_requested() && timer.elapsed() > 1000))
              std::this_thread::sleep_for(std::chrono::microseconds(100));
            waits_.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
          }
        }) {}

  std::vector<double> finish() {
    thread_.request_stop();
    while (thread_.joinable() && !done()) waitForEvents();
    return waits_;
  }

 private:
  bool done() {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 50) waitForEvents();
    thread_.join();
    return true;
  }

  std::vector<double> waits_;
  std::jthread thread_;
};

inline void report(const char* what, std::vector<double> figures) {
  std::sort(figures.begin(), figures.end());
  const auto at = [&](double share) {
    return figures[static_cast<std::size_t>(share * static_cast<double>(figures.size() - 1))];
  };
  std::printf("%-52s median %8.2f ms   99 %% %8.2f ms   largest %8.2f ms   (%zu)\n", what, at(0.5), at(0.99),
              at(1), figures.size());
}

}  // namespace lossarium::ui
