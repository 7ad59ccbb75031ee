#include "ui/plots/box_pair_plot.h"
#include "ui/plots/box_pair_view.h"
#include "ui/plots/plot_marks.h"

#include <QFontMetricsF>

#include <algorithm>
#include <array>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double handle = 7, besideHandle = 6;
constexpr double shortestArrow = 14, longestArrow = 0.18;  // pixels; of the plane's shorter side

}  // namespace

void BoxPairPlot::paint(QPainter& painter, const QRectF& whole, std::optional<PairBox> handled) const {
  painter.save();
  painter.fillRect(whole, style_.background);
  const PlotScale place = scale(whole);
  plane_.paintGrid(painter, place, smallFont(), style_);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.save();
  painter.setClipRect(place.area, Qt::IntersectClip);  // only while a box is dragged out
  paintBoxes(painter, place);
  paintCentres(painter, place);
  if (handled && box(*handled).allFinite()) paintHandles(painter, pixelsOf(box(*handled), place), *handled);
  painter.restore();
  paintSlopes(painter, place);
  paintKey(painter, whole);
  paintRows(painter, whole);
  painter.restore();
}

void BoxPairPlot::paintBoxes(QPainter& painter, const PlotScale& scale) const {
  const bool both = content_.target.allFinite() && content_.prediction.allFinite();
  const auto outline = [&](const QRectF& box, const QPen& pen) {
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
  };
  const QRectF target = pixelsOf(content_.target, scale), prediction = pixelsOf(content_.prediction, scale);
  if (both) outline(pixelsOf(enclosingBox(content_), scale), QPen(style_.mutedText, 1.25, Qt::DashLine));
  painter.setPen(Qt::NoPen);
  if (content_.prediction.allFinite()) painter.fillRect(prediction, withAlpha(style_.accent, 0.13));
  if (both) painter.fillRect(target.intersected(prediction), withAlpha(style_.accent, 0.34));
  if (content_.target.allFinite())
    outline(target, QPen(style_.text, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  if (content_.prediction.allFinite())
    outline(prediction, QPen(style_.accent, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
}

void BoxPairPlot::paintCentres(QPainter& painter, const PlotScale& scale) const {
  if (!content_.target.allFinite() || !content_.prediction.allFinite()) return;
  const QPointF from = pixelsOf(content_.prediction, scale).center(),
                to = pixelsOf(content_.target, scale).center();
  painter.setPen(QPen(style_.mutedText, 1.25));
  painter.drawLine(from, to);
  painter.setPen(QPen(style_.background, 1));
  painter.setBrush(style_.text);
  painter.drawEllipse(to, 3.5, 3.5);
  painter.setBrush(style_.accent);
  painter.drawEllipse(from, 3.5, 3.5);
}

void BoxPairPlot::paintHandles(QPainter& painter, const QRectF& box, PairBox which) const {
  painter.setPen(QPen(which == PairBox::target ? style_.text : style_.accent, 1.5));
  painter.setBrush(style_.background);
  const QPointF middle = box.center();
  for (const double x : {box.left(), middle.x(), box.right()})
    for (const double y : {box.top(), middle.y(), box.bottom()})
      if (QPointF(x, y) != middle || box.isEmpty())
        painter.drawRect(QRectF(x - handle / 2, y - handle / 2, handle, handle));
}

/// Below the boxes, or above them where they reach further down.
void BoxPairPlot::paintNoGradient(QPainter& painter, const PlotScale& scale) const {
  const QFontMetricsF metrics(style_.font);
  const QString text = BoxPairView::tr("no gradient here");
  const double left = scale.area.center().x() - metrics.horizontalAdvance(text) / 2;
  const QRectF boxes = pixelsOf(enclosingBox(content_), scale);
  const double above = boxes.top() - scale.area.top(), below = scale.area.bottom() - boxes.bottom();
  const double baseline = below >= above || below >= metrics.height() + 8
                              ? scale.area.bottom() - 4 - metrics.descent()
                              : scale.area.top() + 4 + metrics.ascent();
  painter.setFont(style_.font);
  paintOnPaper(painter, {left, baseline}, text, style_.mutedText, style_.background);
}

/// Pixels of the steepest slope. Measured in the target's size, so that the same picture in other units has
/// the same arrows.
double BoxPairPlot::longestSlope(const PlotScale& scale) const {
  const Eigen::Vector4d& target = content_.target;
  const double size = (std::abs(target[2] - target[0]) + std::abs(target[3] - target[1])) / 2;
  const double longest = longestArrow * std::min(scale.area.width(), scale.area.height());
  if (!target.allFinite() || size == 0) return longest;
  return std::min(longest * content_.slope->cwiseAbs().maxCoeff() * size, longest);
}

void BoxPairPlot::paintSlopes(QPainter& painter, const PlotScale& scale) const {
  if (!content_.slope || !content_.prediction.allFinite() || !content_.slope->allFinite()) return;
  const double steepest = content_.slope->cwiseAbs().maxCoeff();
  if (steepest == 0) return paintNoGradient(painter, scale);
  const double wanted = longestSlope(scale);
  const QPointF low = scale.toPixel({content_.prediction[0], content_.prediction[1]}),
                high = scale.toPixel({content_.prediction[2], content_.prediction[3]}),
                middle = (low + high) / 2;
  const std::array<QPointF, 4> sides{QPointF(low.x(), middle.y()), QPointF(middle.x(), low.y()),
                                     QPointF(high.x(), middle.y()), QPointF(middle.x(), high.y())};
  for (int k = 0; k < 4; ++k) {
    const double share = -(*content_.slope)[k] / steepest;
    if (std::abs(share) < 1e-6) continue;
    const QPointF ahead = std::copysign(1.0, share) * (k % 2 == 0 ? QPointF(1, 0) : QPointF(0, -1));
    const QPointF start = sides[static_cast<std::size_t>(k)] + besideHandle * ahead;
    paintArrow(painter, {{start, start + std::max(std::abs(share) * wanted, shortestArrow) * ahead}},
               style_.text, style_);
  }
}

void BoxPairPlot::paintKey(QPainter& painter, const QRectF& whole) const {
  const QFontMetricsF metrics(smallFont());
  struct Entry {
    QString name;
    QPen pen;
    QColor fill;
  };
  const std::array<Entry, 4> entries{
      Entry{BoxPairView::tr("target"), QPen(style_.text, 2), Qt::transparent},
      Entry{BoxPairView::tr("prediction"), QPen(style_.accent, 2), withAlpha(style_.accent, 0.13)},
      Entry{BoxPairView::tr("overlap"), Qt::NoPen, withAlpha(style_.accent, 0.47)},
      Entry{BoxPairView::tr("enclosing box"), QPen(style_.mutedText, 1.25, Qt::DashLine), Qt::transparent}};
  double left = whole.left() + edge;
  const double baseline = whole.top() + 4 + metrics.ascent();
  painter.setFont(smallFont());
  for (const Entry& entry : entries) {
    const double width = metrics.horizontalAdvance(entry.name);
    if (left + 18 + width > whole.right() - edge) return;
    painter.setPen(entry.pen);
    painter.setBrush(entry.fill);
    painter.drawRect(QRectF(left + 1, baseline - metrics.capHeight(), 11, metrics.capHeight()));
    painter.setPen(style_.mutedText);
    painter.drawText(QPointF(left + 18, baseline), entry.name);
    left += 18 + width + between;
  }
}

void BoxPairPlot::paintRows(QPainter& painter, const QRectF& whole) const {
  const QFontMetricsF metrics(style_.font);
  const QPointF origin(whole.left() + edge, whole.bottom() - 4 - rowsHeight(whole) + 4 + metrics.ascent());
  painter.setFont(style_.font);
  for (const Placed& placed : placeRows(whole)) {
    QPointF at = origin + placed.at;
    if (placed.row->color.isValid()) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(placed.row->color);
      painter.drawEllipse(at + QPointF(4, -metrics.xHeight() / 2), 4, 4);
      at.rx() += 14;
    }
    painter.setPen(placed.row->value.isEmpty() ? style_.text : style_.mutedText);
    painter.drawText(at, placed.row->label);
    at.rx() += metrics.horizontalAdvance(placed.row->label) + 6;
    painter.setPen(style_.text);
    painter.drawText(at, placed.row->value);
  }
}

}  // namespace lossarium::ui
