// Arrow keys for plots in which something is moved: taken before they become shortcuts of the page. All
// other keys, Space first of all, stay the page's.
#pragma once

#include <QEvent>
#include <QKeyEvent>
#include <QPointF>

namespace lossarium::ui {

/// (1, 0) to the right, (0, 1) upwards; nothing for another key, or with a modifier that is not Shift.
QPointF arrowDirection(const QKeyEvent& event);

/// Accepts the question whether the focused plot wants an arrow key.
bool takesArrowKey(QEvent& event);

}  // namespace lossarium::ui
