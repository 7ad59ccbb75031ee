#include "ui/shell/key_guard.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QTabBar>

namespace lossarium::ui {
namespace {

// Enter and Escape have meanings of their own in lists and menus; no shortcut of the page uses them.
bool isPageKey(int key) {
  return key == Qt::Key_Space || (key >= Qt::Key_Left && key <= Qt::Key_Down) || key == Qt::Key_Home ||
         key == Qt::Key_End || (key >= Qt::Key_A && key <= Qt::Key_Z) ||
         (key >= Qt::Key_0 && key <= Qt::Key_9);
}

bool isArrow(int key) {
  return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
}

bool isPlain(const QKeyEvent& event) {
  return !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

bool wants(const QObject* control, const QKeyEvent& event) {
  const int key = event.key();
  if (!isPlain(event) || !isPageKey(key)) return false;
  if (qobject_cast<const QAbstractButton*>(control)) return key == Qt::Key_Space;
  if (qobject_cast<const QTabBar*>(control)) return key == Qt::Key_Left || key == Qt::Key_Right;
  if (qobject_cast<const QAbstractSlider*>(control))
    return isArrow(key) || key == Qt::Key_Home || key == Qt::Key_End;
  // A list that is looked through while the page's keys go on working.
  if (control->property("leavesPageKeys").toBool())
    return isArrow(key) || key == Qt::Key_Home || key == Qt::Key_End;
  return qobject_cast<const QComboBox*>(control) || qobject_cast<const QLineEdit*>(control) ||
         qobject_cast<const QAbstractItemView*>(control) || qobject_cast<const QMenu*>(control);
}

}  // namespace

bool KeyGuard::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && wants(watched, *static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace lossarium::ui
