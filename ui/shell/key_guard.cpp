#include "ui/shell/key_guard.h"

#include "ui/widgets/number_field.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QTabBar>

namespace lossarium::ui {
namespace {

bool isPageKey(int key) {
  return key == Qt::Key_Space || (key >= Qt::Key_Left && key <= Qt::Key_Down) || key == Qt::Key_Home ||
         key == Qt::Key_End || (key >= Qt::Key_A && key <= Qt::Key_Z) ||
         (key >= Qt::Key_0 && key <= Qt::Key_9);
}

bool isTab(const QKeyEvent& event) { return event.key() == Qt::Key_Tab || event.key() == Qt::Key_Backtab; }

// One press closes the innermost alone: a list that is open, or what was typed and not yet entered.
bool wantsEscape(const QObject* control) {
  if (QApplication::activePopupWidget()) return true;
  const auto* field = qobject_cast<const NumberField*>(control);
  return field && field->isModified();
}

bool isArrow(int key) {
  return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
}

bool isPlain(const QKeyEvent& event) {
  return !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

}  // namespace

bool KeyGuard::wants(const QObject* control, const QKeyEvent& event) const {
  const int key = event.key();
  if (key == Qt::Key_Escape) return wantsEscape(control);
  if (!isPlain(event) || !isPageKey(key)) return false;
  if (qobject_cast<const QAbstractButton*>(control)) return key == Qt::Key_Space && control == tabbedTo_;
  if (qobject_cast<const QTabBar*>(control)) return key == Qt::Key_Left || key == Qt::Key_Right;
  if (qobject_cast<const QAbstractSlider*>(control))
    return isArrow(key) || key == Qt::Key_Home || key == Qt::Key_End;
  // A list that is looked through while the page's keys go on working.
  if (control->property("leavesPageKeys").toBool())
    return isArrow(key) || key == Qt::Key_Home || key == Qt::Key_End;
  if (qobject_cast<const QComboBox*>(control)) return key != Qt::Key_Space || control == tabbedTo_;
  return qobject_cast<const QLineEdit*>(control) || qobject_cast<const QAbstractItemView*>(control) ||
         qobject_cast<const QMenu*>(control);
}

// Browsers tell apart in the same way when to show the focus.
void KeyGuard::follow(QObject* watched, const QEvent& event) {
  if (event.type() == QEvent::KeyPress) tabbing_ = isTab(static_cast<const QKeyEvent&>(event));
  if (event.type() == QEvent::KeyRelease) tabbing_ = false;
  if (event.type() == QEvent::MouseButtonPress) tabbedTo_ = nullptr;
  if (event.type() != QEvent::FocusIn || !watched->isWidgetType()) return;
  const Qt::FocusReason reason = static_cast<const QFocusEvent&>(event).reason();
  if (reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason) return;  // it comes back
  tabbedTo_ = tabbing_ ? watched : nullptr;
}

bool KeyGuard::eventFilter(QObject* watched, QEvent* event) {
  follow(watched, *event);
  if (event->type() == QEvent::ShortcutOverride && wants(watched, *static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace lossarium::ui
