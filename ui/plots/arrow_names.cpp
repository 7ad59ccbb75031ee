#include "ui/plots/arrow_names.h"

#include "ui/plots/plot_marks.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>

namespace lossarium::ui {

std::vector<SurfaceArrow> arrowsOf(const SurfaceScene& scene, const PlotStyle& style) {
  std::vector<SurfaceArrow> arrows;
  if (scene.trails.empty() || scene.trails.front().points.empty()) return arrows;
  if (scene.descent)
    arrows.push_back(
        {*scene.descent, style.text, QCoreApplication::translate("SurfaceArrows", "steepest descent")});
  if (scene.namesArrows) arrows.insert(arrows.end(), scene.arrows.begin(), scene.arrows.end());
  return arrows;
}

double arrowShare(std::size_t index) {
  return 1 - 0.22 * static_cast<double>(std::min<std::size_t>(index, 3));
}

void paintArrowNames(QPainter& painter, const QRectF& area, const SurfaceScene& scene,
                     const PlotStyle& style) {
  const std::vector<SurfaceArrow> arrows = arrowsOf(scene, style);
  if (!scene.namesArrows || arrows.empty()) return;
  constexpr double pad = 8, shaft = 26;
  const QFontMetricsF metrics(style.font);
  double widest = 0;
  for (const SurfaceArrow& arrow : arrows) widest = std::max(widest, metrics.horizontalAdvance(arrow.name));
  const double line = metrics.height() + 2;
  const QRectF box(area.topLeft() + QPointF(pad, pad),
                   QSizeF(3 * pad + shaft + widest, pad + line * static_cast<double>(arrows.size())));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(style.font);
  painter.setPen(Qt::NoPen);
  painter.setBrush(withAlpha(style.background, 0.88));
  painter.drawRoundedRect(box, 4, 4);
  for (std::size_t i = 0; i < arrows.size(); ++i) {
    const double middle = box.top() + pad / 2 + line * (static_cast<double>(i) + 0.5);
    const QPointF start(box.left() + pad, middle);
    paintArrow(painter, {{start, start + QPointF(shaft / 2, 0), start + QPointF(shaft, 0)}}, arrows[i].color,
               style);
    painter.setPen(style.text);
    painter.drawText(QRectF(start.x() + shaft + pad, middle - line / 2, widest + 1, line),
                     Qt::AlignLeft | Qt::AlignVCenter, arrows[i].name);
  }
}

}  // namespace lossarium::ui
