#include "ui/pages/train/pictures.h"

#include "ui/plots/contour_map.h"

#include <QPainter>

namespace lossarium::ui {
namespace {

constexpr double gap = 8;

// Returns how much of the height it takes.
double write(QPainter& painter, const QRectF& area, const QString& text, Qt::Alignment side) {
  const int flags = static_cast<int>(Qt::TextWordWrap | Qt::AlignLeft | side);
  if (text.isEmpty()) return 0;
  const QRectF needed = painter.boundingRect(area, flags, text);
  painter.drawText(needed, flags, text);
  return needed.height() + gap;
}

}  // namespace

QRectF paintWords(QPainter& painter, const QRectF& area, const QString& title, const QString& caption,
                  const PlotStyle& style) {
  painter.fillRect(area, style.background);
  const QRectF inside = area.adjusted(gap, gap, -gap, -gap);
  QFont bold = style.font;
  bold.setBold(true);
  painter.setFont(bold);
  painter.setPen(style.text);
  const double above = write(painter, inside, title, Qt::AlignTop);
  painter.setFont(style.font);
  painter.setPen(style.mutedText);
  const double below = write(painter, inside, caption, Qt::AlignBottom);
  return inside.adjusted(0, above, 0, -below);
}

// A chart of its own, laid out for the area, so that the view in the window stays as it is.
void paintContourMap(QPainter& painter, const QRectF& area, const SurfaceScene& scene,
                     const PlotStyle& style) {
  ContourMap map;
  map.setImmediate(true);
  map.setPlotStyle(style);
  map.resize(area.size().toSize());
  map.setScene(scene);
  map.setAttribute(Qt::WA_DontShowOnScreen);
  map.show();  // charts lay themselves out when they are shown
  map.QGraphicsView::render(&painter, area, map.viewport()->rect());
}

}  // namespace lossarium::ui
