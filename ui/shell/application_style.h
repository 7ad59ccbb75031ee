#pragma once

#include <QApplication>

namespace lossarium::ui {

/// Pixels of the text, unless the user asks for more or less.
inline constexpr int normalText = 13;

/// The look that does not depend on the theme: the style, the bundled font, names.
void applyApplicationStyle(QApplication& application);

}  // namespace lossarium::ui
