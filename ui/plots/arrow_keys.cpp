#include "ui/plots/arrow_keys.h"

namespace lossarium::ui {

QPointF arrowDirection(const QKeyEvent& event) {
  if (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) return {};
  switch (event.key()) {
    case Qt::Key_Left:
      return {-1, 0};
    case Qt::Key_Right:
      return {1, 0};
    case Qt::Key_Up:
      return {0, 1};
    case Qt::Key_Down:
      return {0, -1};
    default:
      return {};
  }
}

bool takesArrowKey(QEvent& event) {
  if (event.type() != QEvent::ShortcutOverride || arrowDirection(static_cast<QKeyEvent&>(event)).isNull())
    return false;
  event.accept();
  return true;
}

}  // namespace lossarium::ui
