#include "ui/plots/contour_labels.h"

#include "ui/plots/axis_ticks.h"
#include "ui/plots/plot_marks.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

QPointF pointAlong(const QPolygonF& line, double distance) {
  for (qsizetype i = 1; i < line.size(); ++i) {
    const QLineF piece(line[i - 1], line[i]);
    if (distance <= piece.length())
      return piece.length() > 0 ? piece.pointAt(distance / piece.length()) : piece.p1();
    distance -= piece.length();
  }
  return line.back();
}

void paintNumber(QPainter& painter, const QLineF& chord, QPointF centre, const QSizeF& size,
                 const QString& text, const QColor& paper) {
  double angle = std::remainder(-chord.angle(), 180.0);
  if (angle > 75) angle -= 180;  // what is nearly upright is read from below
  const QRectF box(-size.width() / 2, -size.height() / 2, size.width(), size.height());
  painter.save();
  painter.translate(centre);
  painter.rotate(angle);
  painter.setPen(Qt::NoPen);
  painter.setBrush(paper);
  painter.drawRoundedRect(box, 3, 3);
  painter.setPen(withAlpha(inkOn(paper), 0.85));
  painter.drawText(QPointF(box.left() + 3, QFontMetricsF(painter.font()).capHeight() / 2), text);
  painter.restore();
}

}  // namespace

double lineLength(const QPolygonF& line) {
  double length = 0;
  for (qsizetype i = 1; i < line.size(); ++i) length += QLineF(line[i - 1], line[i]).length();
  return length;
}

ContourLabels::ContourLabels(const PlotStyle& style, std::function<bool(const QRectF&)> isFree)
    : style_(style), isFree_(std::move(isFree)) {}

bool ContourLabels::isTaken(const QRectF& room) const {
  return std::any_of(taken_.begin(), taken_.end(),
                     [&](const QRectF& other) { return other.intersects(room); });
}

void ContourLabels::paint(QPainter& painter, const QPolygonF& line, const QString& text,
                          const QColor& paper) {
  painter.setFont(scaledFont(style_.font, 0.85));
  const QFontMetricsF metrics(painter.font());
  const double width = metrics.horizontalAdvance(text) + 6, height = metrics.capHeight() + 5;
  const double length = lineLength(line);
  if (line.size() < 2 || length < std::max(leastLength_, 3 * width)) return;
  for (const double share : {0.5, 0.38, 0.62, 0.25, 0.75, 0.12, 0.88}) {
    const QPointF centre = pointAlong(line, share * length);
    const QLineF chord(pointAlong(line, share * length - width / 2),
                       pointAlong(line, share * length + width / 2));
    QRectF room(0, 0, width + 12, width + 12);
    room.moveCenter(centre);
    if (chord.length() < 0.93 * width || isTaken(room) || !isFree_(room)) continue;
    taken_.push_back(room);
    return paintNumber(painter, chord, centre, {width, height}, text, paper);
  }
}

}  // namespace lossarium::ui
