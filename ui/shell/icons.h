// The program's own icons, in the colour of the text around them.
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace lossarium::ui {

/// `name` is a file of resources/icons without its ending; `color` replaces currentColor.
QIcon themedIcon(const QString& name, const QColor& color, const QColor& disabled);

}  // namespace lossarium::ui
