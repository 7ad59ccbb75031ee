// Brushes for each height, light and side of a surface, kept from one picture to the next.
#pragma once

#include "ui/plots/plot_style.h"

#include <QBrush>

#include <vector>

namespace lossarium::ui {

class SurfacePalette {
 public:
  /// One for each thread that paints, filled anew when the colours change.
  static const SurfacePalette& of(const PlotStyle& style);

  /// `light` 1: the map's own colour; less is darker, more is paler.
  const QBrush& brush(double fraction, double light, bool fromBelow) const;

 private:
  void fill(const PlotStyle& style);

  ColorMap map_ = ColorMap::viridis;
  QColor background_;
  std::vector<QBrush> brushes_;
};

}  // namespace lossarium::ui
