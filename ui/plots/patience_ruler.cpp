#include "ui/plots/patience_ruler.h"

#include "ui/plots/plot_marks.h"

#include <algorithm>

namespace lossarium::ui {

double PatienceRuler::filled() const {
  return patience > 0 ? std::clamp((now - best) / patience, 0.0, 1.0) : 0;
}

void paintPatienceRuler(QPainter& painter, const PatienceRuler& ruler, const PlotScale& scale, double y,
                        const PlotStyle& style) {
  const QPointF start = scale.toPixel({ruler.best, y});
  if (!scale.area.adjusted(-1, -1, 1, 1).contains(start)) return;
  painter.setRenderHint(QPainter::Antialiasing);
  if (ruler.patience > 0) {
    constexpr double half = 2.5;
    const double whole = scale.toPixel({ruler.best + ruler.patience, y}).x() - start.x();
    const QRectF bar = QRectF(start.x(), start.y() - half, whole, 2 * half).intersected(scale.area);
    const QRectF full = QRectF(start.x(), start.y() - half, whole * ruler.filled(), 2 * half);
    painter.setPen(Qt::NoPen);
    painter.setBrush(withAlpha(ruler.color, 0.22));
    painter.drawRect(bar);
    painter.setBrush(withAlpha(ruler.color, 0.7));
    painter.drawRect(full.intersected(scale.area));
  }
  // The best epoch itself: a ring, as the ghost in the other views.
  painter.setPen(QPen(ruler.color, 1.6));
  painter.setBrush(style.background);
  painter.drawEllipse(start, 4, 4);
}

}  // namespace lossarium::ui
