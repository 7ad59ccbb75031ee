#include "ui/plots/box_plane.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double padding = 0.25;                        // around both boxes, of their larger side
constexpr double leastRoom = 0.05, leastFilled = 0.45;  // of the plane
constexpr double nearest = 1e-4, farthest = 1e3;        // of what there is, that can be zoomed to

/// With a little room to spare.
bool holds(AxisRange range, double low, double high) {
  const double room = leastRoom * range.span();
  return range.contains(low - room) && range.contains(high + room);
}

double sizeOf(const Eigen::Vector4d& all) { return std::max(all[2] - all[0], all[3] - all[1]); }

/// Around `all`, some even if it is a point.
double roomAround(const Eigen::Vector4d& all, double share) {
  const double size = sizeOf(all);
  return size > 0 ? share * size : std::max(0.1 * all.cwiseAbs().maxCoeff(), 0.5);
}

AxisRange scaled(AxisRange range, double factor, double about) {
  return sensibleRange(about + factor * (range.minimum - about), about + factor * (range.maximum - about));
}

}  // namespace

void BoxPlane::adapt(const Eigen::Vector4d& all) {
  const double size = sizeOf(all);
  const auto isFilled = [size](double span) { return size >= leastFilled * span; };
  if (holds(x_, all[0], all[2]) && holds(y_, all[1], all[3]) && isFilled(std::max(x_.span(), y_.span())))
    return;
  const AxisRange oldX = x_, oldY = y_;
  frame(all, padding);
  const AxisRange grownX{std::min(x_.minimum, oldX.minimum), std::max(x_.maximum, oldX.maximum)};
  const AxisRange grownY{std::min(y_.minimum, oldY.minimum), std::max(y_.maximum, oldY.maximum)};
  const bool grows = oldX.span() > 0 && isFilled(std::max(grownX.span(), grownY.span()));
  if (grows) x_ = grownX, y_ = grownY;
}

void BoxPlane::frame(const Eigen::Vector4d& all, double room) {
  const double pad = roomAround(all, room);
  x_ = sensibleRange(all[0] - pad, all[2] + pad);
  y_ = sensibleRange(all[1] - pad, all[3] + pad);
}

void BoxPlane::zoom(double factor, QPointF about, const Eigen::Vector4d& all) {
  const double size = sizeOf(all) > 0 ? sizeOf(all) : roomAround(all, padding);
  const double span = std::max(x_.span(), y_.span());
  const double wanted = std::clamp(factor * span, nearest * size, std::max(farthest * size, span));
  x_ = scaled(x_, wanted / span, about.x());
  y_ = scaled(y_, wanted / span, about.y());
}

void BoxPlane::pan(QPointF by) {
  x_ = {x_.minimum + by.x(), x_.maximum + by.x()};
  y_ = {y_.minimum + by.y(), y_.maximum + by.y()};
}

PlotScale BoxPlane::scale(const QRectF& whole, const QFont& labels, double below) const {
  // The numbers beside the area depend on its range, and that on the room which they leave.
  const PlotScale first = scaleBeside(whole, labels, below, 0);
  const QFontMetricsF metrics(labels);
  double widest = 0;
  for (const QString& label : tickLabels(gridOf(first, labels).shownY))
    widest = std::max(widest, metrics.horizontalAdvance(label));
  return scaleBeside(whole, labels, below, widest);
}

PlotScale BoxPlane::scaleBeside(const QRectF& whole, const QFont& labels, double below,
                                double numbers) const {
  const double line = QFontMetricsF(labels).height();
  const QRectF inner = whole.adjusted(edge + numbers + 6, line + edge + 4, -edge, -(line + 10 + below));
  const QRectF area(inner.topLeft(), inner.size().expandedTo({1, 1}));
  const double unit = std::max(x_.span() / area.width(), y_.span() / area.height());
  const auto widened = [unit](AxisRange range, double pixels) {
    const double middle = range.minimum / 2 + range.maximum / 2, half = unit * pixels / 2;
    return AxisRange{middle - half, middle + half};
  };
  return {area, widened(x_, area.width()), widened(y_, area.height())};
}

BoxPlane::Grid BoxPlane::gridOf(const PlotScale& scale, const QFont& labels) const {
  const int across =
      std::clamp(static_cast<int>(scale.area.width() / (2.4 * QFontMetricsF(labels).height())), 2, 12);
  const int up = std::max(1, static_cast<int>(std::lround(across * scale.y.span() / scale.x.span())));
  Grid grid;
  grid.x = niceTicks(scale.x.minimum, scale.x.maximum, across);
  grid.shownY = top_ ? niceTicks(*top_ - scale.y.maximum, *top_ - scale.y.minimum, up)
                     : niceTicks(scale.y.minimum, scale.y.maximum, up);
  for (const double y : grid.shownY) grid.y.push_back(top_ ? *top_ - y : y);
  return grid;
}

double BoxPlane::gridStep(const PlotScale& scale, const QFont& labels) const {
  const std::vector<double> ticks = gridOf(scale, labels).x;
  return ticks.size() > 1 ? ticks[1] - ticks[0] : scale.x.span() / 4;
}

void BoxPlane::paintGrid(QPainter& painter, const PlotScale& scale, const QFont& labels,
                         const PlotStyle& style) const {
  const QFontMetricsF metrics(labels);
  const auto [xs, ys, shownYs] = gridOf(scale, labels);
  const QStringList xLabels = tickLabels(xs), yLabels = tickLabels(shownYs);
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setFont(labels);
  painter.setPen(QPen(style.grid, 1));
  for (const double x : xs)
    painter.drawLine(scale.toPixel({x, scale.y.minimum}), scale.toPixel({x, scale.y.maximum}));
  for (const double y : ys)
    painter.drawLine(scale.toPixel({scale.x.minimum, y}), scale.toPixel({scale.x.maximum, y}));
  painter.setPen(style.mutedText);
  double free = scale.area.left() - edge;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const QString& text = xLabels[static_cast<qsizetype>(i)];
    const double width = metrics.horizontalAdvance(text);
    const double left = scale.toPixel({xs[i], 0}).x() - width / 2;
    if (left < free || left + width > scale.area.right() + edge - 2) continue;
    free = left + width + edge;
    painter.drawText(QPointF(left, scale.area.bottom() + 4 + metrics.ascent()), text);
  }
  for (std::size_t i = 0; i < ys.size(); ++i) {
    const QString& text = yLabels[static_cast<qsizetype>(i)];
    painter.drawText(QPointF(scale.area.left() - 6 - metrics.horizontalAdvance(text),
                             scale.toPixel({0, ys[i]}).y() + metrics.capHeight() / 2),
                     text);
  }
}

QRectF pixelsOf(const Eigen::Vector4d& box, const PlotScale& scale) {
  if (!box.allFinite()) return {-1e6, -1e6, 0, 0};
  return QRectF(scale.toPixel({box[0], box[3]}), scale.toPixel({box[2], box[1]})).normalized();
}

Eigen::Vector4d boxAround(const std::vector<Eigen::Vector4d>& boxes) {
  Eigen::Vector4d all(0, 0, 1, 1);
  bool any = false;
  for (const Eigen::Vector4d& box : boxes) {
    if (!box.allFinite()) continue;
    const Eigen::Vector2d low = box.head<2>().cwiseMin(box.tail<2>()),
                          high = box.head<2>().cwiseMax(box.tail<2>());
    all.head<2>() = any ? all.head<2>().cwiseMin(low).eval() : low;
    all.tail<2>() = any ? all.tail<2>().cwiseMax(high).eval() : high;
    any = true;
  }
  return all;
}

}  // namespace lossarium::ui
