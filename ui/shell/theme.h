// Light and dark: the palette, the style sheet and the plots' colours as one value.
#pragma once

#include "ui/plots/plot_style.h"

#include <QColor>
#include <QPalette>
#include <QString>

namespace lossarium::ui {

struct Theme {
  bool dark = false;
  QPalette palette;
  QString styleSheet;
  PlotStyle plots;
  QColor icon;
  QColor disabledIcon;

  /// Icons grow with the text.
  int iconSize() const { return plots.font.pixelSize() * 20 / 13; }

  static Theme make(bool dark);
};

}  // namespace lossarium::ui
