#include "ui/plots/loss_glyphs.h"

#include "ui/plots/plot_marks.h"

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double stripWidth = 14;               // pixels of the widest strip
constexpr double paleFill = 0.2;                // of a small area; a large one is paler,
constexpr double palestFill = 0.06;             // so that what lies below is seen
constexpr double largeArea = 120 * 120;         // pixels
constexpr double largeBar = 15, smallBar = 10;  // high; a small plot has small ones
constexpr double largePlot = 240;               // pixels high
constexpr double roomOfBar = 25;                // times its own area: closer together they hide the points
constexpr std::size_t manyGlyphs = 200;         // are without outlines

double fillOf(const QRectF& box) {
  const double size = std::min(1.0, box.width() * box.height() / largeArea);
  return std::lerp(paleFill, palestFill, std::sqrt(size));
}

// As far as there is room.
double shiftedInto(double left, double width, double low, double high) {
  return std::max(low, std::min(left, high - width));
}

QSizeF barSize(const QRectF& plot) {
  const double height = plot.height() < largePlot ? smallBar : largeBar;
  return {0.3 * height, height};
}

void paintBar(QPainter& painter, const QRectF& whole, const ShareBar& bar, const PlotStyle& style) {
  const double given = std::clamp(bar.share, 0.0, 1.0) * whole.height();
  painter.setPen(QPen(style.background, 2));
  painter.setBrush(style.background);
  painter.drawRect(whole);
  painter.setPen(Qt::NoPen);
  painter.setBrush(mixed(style.grid, style.accent, std::clamp(bar.cost, 0.0, 1.0)));
  painter.drawRect(whole.adjusted(0, 0, 0, -given));
  painter.setBrush(style.text);
  painter.drawRect(whole.adjusted(0, whole.height() - given, 0, 0));
}

}  // namespace

QRectF glyphBox(const LossGlyph& glyph, bool squares, const PlotScale& scale) {
  const QPointF from = scale.toPixel(glyph.point), to = scale.toPixel({glyph.point.x(), glyph.fit});
  const double unit = squares ? scale.area.height() / scale.y.span() : stripWidth;
  const double width = glyph.width * unit;
  if (!std::isfinite(from.x()) || !std::isfinite(from.y()) || !std::isfinite(to.y()) || !std::isfinite(width))
    return {};
  const double left = shiftedInto(from.x() - width / 2, width, scale.area.left(), scale.area.right());
  return QRectF(QPointF(left, std::min(from.y(), to.y())), QSizeF(width, std::abs(from.y() - to.y())))
      .intersected(scale.area);
}

void paintLossGlyphs(QPainter& painter, const LossGlyphs& glyphs, const PlotScale& scale,
                     const PlotStyle& style) {
  const QColor color = glyphs.color.isValid() ? glyphs.color : style.accent;
  const bool outlined = glyphs.glyphs.size() <= manyGlyphs;
  painter.setRenderHint(QPainter::Antialiasing);
  for (const LossGlyph& glyph : glyphs.glyphs) {
    if (!scale.x.contains(glyph.point.x())) continue;
    const QRectF box = glyphBox(glyph, glyphs.squares, scale);
    if (box.isEmpty()) continue;
    painter.setPen(outlined ? QPen(withAlpha(color, 0.5), 1) : QPen(Qt::NoPen));
    painter.setBrush(withAlpha(color, fillOf(box)));
    painter.drawRect(box);
  }
}

void paintShareBars(QPainter& painter, const std::vector<ShareBar>& bars, double radius,
                    const PlotScale& scale, const PlotStyle& style) {
  const QSizeF size = barSize(scale.area);
  const double room = scale.area.width() * scale.area.height() / (roomOfBar * size.width() * size.height());
  const auto count = static_cast<std::size_t>(std::clamp(room, 0.0, static_cast<double>(bars.size())));
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t i = bars.size() - count; i < bars.size(); ++i) {
    const ShareBar& bar = bars[i];
    if (!scale.x.contains(bar.place.x()) || !scale.y.contains(bar.place.y()) || !std::isfinite(bar.share))
      continue;
    const QPointF middle = scale.toPixel(bar.place);
    paintBar(painter, {middle + QPointF(radius + 2, -size.height() / 2), size}, bar, style);
  }
}

}  // namespace lossarium::ui
