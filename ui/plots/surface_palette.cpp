#include "ui/plots/surface_palette.h"

#include "ui/plots/plot_marks.h"

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr int heights = 256, lights = 64;
constexpr double darkest = 0.62, brightest = 1.18;

}  // namespace

const SurfacePalette& SurfacePalette::of(const PlotStyle& style) {
  thread_local SurfacePalette palette;
  if (palette.brushes_.empty() || palette.map_ != style.colorMap || palette.background_ != style.background)
    palette.fill(style);
  return palette;
}

const QBrush& SurfacePalette::brush(double fraction, double light, bool fromBelow) const {
  const int h = std::clamp(static_cast<int>(fraction * heights), 0, heights - 1);
  const int l =
      std::clamp(static_cast<int>((light - darkest) / (brightest - darkest) * lights), 0, lights - 1);
  return brushes_[static_cast<std::size_t>((h * lights + l) * 2 + (fromBelow ? 1 : 0))];
}

void SurfacePalette::fill(const PlotStyle& style) {
  map_ = style.colorMap;
  background_ = style.background;
  brushes_.clear();
  for (int h = 0; h < heights; ++h) {
    const QColor color = lossColor(map_, (h + 0.5) / heights);
    for (int l = 0; l < lights; ++l) {
      const double light = std::lerp(darkest, brightest, (l + 0.5) / lights);
      const QColor lit = light < 1 ? mixed(Qt::black, color, light) : mixed(color, Qt::white, light - 1);
      brushes_.emplace_back(lit);
      // The underside is greyer, so that a wall is not taken for the slope behind it.
      brushes_.emplace_back(mixed(mixed(Qt::black, lit, 0.86), background_, 0.3));
    }
  }
}

}  // namespace lossarium::ui
