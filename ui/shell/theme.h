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

  static Theme make(bool dark);
};

}  // namespace lossarium::ui
