#include "ui/plots/patience_ruler.h"

#include "ui/plots/plot_marks.h"

#include <QFontMetricsF>

#include <algorithm>
#include <optional>

namespace lossarium::ui {
namespace {

// Below the bar, or above it; where names stand there, above them.
std::optional<double> baselineFor(const QRectF& area, double left, double width, double bar,
                                  const std::vector<QRectF>& taken, const QFontMetricsF& metrics) {
  double names = bar - 8;
  for (const QRectF& each : taken) names = std::min(names, each.top() - metrics.descent());
  for (const double baseline : {bar + 7 + metrics.ascent(), bar - 8, names}) {
    const QRectF box(left, baseline - metrics.ascent(), width, metrics.height());
    const bool free =
        std::none_of(taken.begin(), taken.end(), [&](const QRectF& each) { return each.intersects(box); });
    if (free && box.bottom() < area.bottom() && box.top() >= area.top()) return baseline;
  }
  return std::nullopt;
}

// Left out where there is no room.
void paintWords(QPainter& painter, const PatienceRuler& ruler, const QRectF& area, QPointF start,
                const std::vector<QRectF>& taken, const PlotStyle& style) {
  const QFontMetricsF metrics(style.font);
  const double width = metrics.horizontalAdvance(ruler.words);
  if (ruler.words.isEmpty() || width > area.width() - 8) return;
  const double left = std::clamp(start.x() + 8, area.left() + 4, area.right() - width - 4);
  const auto baseline = baselineFor(area, left, width, start.y(), taken, metrics);
  if (!baseline) return;
  painter.setFont(style.font);
  paintOnPaper(painter, {left, *baseline}, ruler.words, ruler.color, style.background);
}

}  // namespace

double PatienceRuler::filled() const {
  return patience > 0 ? std::clamp((now - best) / patience, 0.0, 1.0) : 0;
}

void paintPatienceRuler(QPainter& painter, const PatienceRuler& ruler, const PlotScale& scale, double y,
                        const std::vector<QRectF>& taken, const PlotStyle& style) {
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
    painter.setBrush(ruler.color);
    if (start.x() + whole <= scale.area.right())
      painter.drawRect(QRectF(start.x() + whole - 1, start.y() - 5, 2, 10));
    paintWords(painter, ruler, scale.area, start, taken, style);
  }
  // The best epoch itself: a ring, as the ghost in the other views.
  painter.setPen(QPen(ruler.color, 1.6));
  painter.setBrush(style.background);
  painter.drawEllipse(start, 4, 4);
}

}  // namespace lossarium::ui
