// What the programs that measure the window share.
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

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

}  // namespace lossarium::ui
