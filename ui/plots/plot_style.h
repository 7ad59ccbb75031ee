// The colours and the font of all plots: one value, handed down from the theme, so that a plot looks the same
// in the window and in an exported file.
#pragma once

#include <QColor>
#include <QFont>

namespace lossarium::ui {

enum class ColorMap { viridis, cividis, magma };

struct PlotStyle {
  bool dark = false;
  QColor background;  ///< of the plot
  QColor text;        ///< titles, numbers that are read
  QColor mutedText;   ///< axis labels, hints
  QColor grid;        ///< thin lines that help the eye
  QColor outline;     ///< axis lines, borders of markers
  QColor accent;      ///< the one accent: the ball, the fit, what is alive
  QColor residual;    ///< lines from a point to the fit
  QColor point;       ///< data points
  ColorMap colorMap = ColorMap::viridis;
  QFont font;

  bool operator==(const PlotStyle&) const = default;

  static PlotStyle light();
  static PlotStyle darkStyle();
};

/// Okabe & Ito's colours for runs A … F, lightened where a dark background needs it.
QColor runColor(int index, bool dark);

/// `t` in 0 … 1 (clamped) to the map's colour.
QColor mapColor(ColorMap map, double t);

}  // namespace lossarium::ui
