#include "ui/plots/clipped_line.h"

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

bool isFinite(QPointF point) { return std::isfinite(point.x()) && std::isfinite(point.y()); }

/// The part of the way from `from` to `to`, 0 … 1, on which `start + t · delta` stays within a side's limits.
bool narrow(double start, double delta, double low, double high, double& enter, double& leave) {
  if (delta == 0) return start >= low && start <= high;
  const double first = (low - start) / delta, second = (high - start) / delta;
  enter = std::max(enter, std::min(first, second));
  leave = std::min(leave, std::max(first, second));
  return enter <= leave;
}

}  // namespace

std::optional<QLineF> clippedSegment(QPointF from, QPointF to, const QRectF& bounds) {
  if (!isFinite(from) || !isFinite(to)) return std::nullopt;
  const QPointF delta = to - from;
  if (!isFinite(delta)) return std::nullopt;
  double enter = 0, leave = 1;
  if (!narrow(from.x(), delta.x(), bounds.left(), bounds.right(), enter, leave)) return std::nullopt;
  if (!narrow(from.y(), delta.y(), bounds.top(), bounds.bottom(), enter, leave)) return std::nullopt;
  return QLineF(enter > 0 ? from + enter * delta : from, leave < 1 ? from + leave * delta : to);
}

QVector<QPolygonF> clippedLine(const QVector<QPointF>& line, const QRectF& bounds) {
  QVector<QPolygonF> pieces;
  bool open = false;
  for (qsizetype i = 1; i < line.size(); ++i) {
    const auto part = clippedSegment(line[i - 1], line[i], bounds);
    if (part && !(open && pieces.back().back() == part->p1())) pieces.append(QPolygonF{part->p1()});
    if (part) pieces.back().append(part->p2());
    open = part && part->p2() == line[i];
  }
  return pieces;
}

}  // namespace lossarium::ui
