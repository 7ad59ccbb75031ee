// Waits for what arrives from other threads while the event loop turns.
#pragma once

#include <QElapsedTimer>
#include <QTest>

namespace lossarium::tests {

/// True as soon as `condition` holds; false if it did not within the time. Long, for slow machines under
/// sanitizers.
template <class Condition>
bool waitUntil(Condition condition, int milliseconds = 30000) {
  QElapsedTimer timer;
  timer.start();
  while (!condition()) {
    if (timer.elapsed() > milliseconds) return false;
    QTest::qWait(2);
  }
  return true;
}

}  // namespace lossarium::tests
