// A page around a view, which counts what the view leaves to it; and a drag as a hand makes it.
#pragma once

#include <QKeyEvent>
#include <QMouseEvent>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QWidget>

namespace lossarium::ui {

struct GesturePage : QWidget {
  void keyPressEvent(QKeyEvent*) override { ++keys; }
  void mouseDoubleClickEvent(QMouseEvent*) override { ++doubleClicks; }
  int keys = 0, doubleClicks = 0;
};

inline void drag(QWidget& view, QPointF from, QPointF to) {
  QTest::mouseMove(&view, from.toPoint());
  QTest::mousePress(&view, Qt::LeftButton, {}, from.toPoint());
  for (const double share : {0.3, 0.7, 1.0}) QTest::mouseMove(&view, (from + share * (to - from)).toPoint());
  QTest::mouseRelease(&view, Qt::LeftButton, {}, to.toPoint());
}

inline bool leavesTheWheel(QWidget& view) {
  const QPoint at = view.rect().center();
  QWheelEvent event(at, view.mapToGlobal(at), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&view, &event);
  return !event.isAccepted();
}

/// Whether a view wants this key before it becomes a shortcut of the page.
inline bool takesBeforeShortcuts(QWidget& view, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
  QKeyEvent event(QEvent::ShortcutOverride, key, modifiers);
  event.ignore();
  QCoreApplication::sendEvent(&view, &event);
  return event.isAccepted();
}

}  // namespace lossarium::ui
