#pragma once

#include <QApplication>

namespace lossarium::ui {

/// The look that does not depend on the theme: the style, the bundled font, names.
void applyApplicationStyle(QApplication& application);

}  // namespace lossarium::ui
