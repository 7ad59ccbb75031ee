#include "ui/plots/box_pair_plot.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double padding = 0.25;                       // around both boxes, of their larger side
constexpr double leastRoom = 0.05, leastFilled = 0.3;  // of the plane
constexpr double mostText = 0.25;                      // of the height, for rows of numbers

/// With a little room to spare.
bool holds(AxisRange range, double low, double high) {
  const double room = leastRoom * range.span();
  return range.contains(low - room) && range.contains(high + room);
}

}  // namespace

Eigen::Vector4d enclosingBox(const BoxPairScene& scene) {
  Eigen::Vector4d all(1, 1, -1, -1);
  bool any = false;
  for (const Eigen::Vector4d& box : {scene.target, scene.prediction}) {
    if (!box.allFinite()) continue;
    const Eigen::Vector2d low = box.head<2>().cwiseMin(box.tail<2>()),
                          high = box.head<2>().cwiseMax(box.tail<2>());
    all.head<2>() = any ? all.head<2>().cwiseMin(low).eval() : low;
    all.tail<2>() = any ? all.tail<2>().cwiseMax(high).eval() : high;
    any = true;
  }
  return any ? all : Eigen::Vector4d(0, 0, 1, 1);
}

void BoxPairPlot::setContent(const BoxPairScene& content, bool steady) {
  content_ = content;
  if (!steady) adaptRange();
}

void BoxPairPlot::moveBox(PairBox which, const Eigen::Vector4d& box) {
  (which == PairBox::target ? content_.target : content_.prediction) = box;
  content_.slope.reset();
  for (ReadoutRow& row : content_.rows)
    if (!row.value.isEmpty()) row.value = QStringLiteral("–");
}

void BoxPairPlot::adaptRange() {
  const Eigen::Vector4d all = enclosingBox(content_);
  const double size = std::max(all[2] - all[0], all[3] - all[1]);
  const auto isFilled = [size](double span) { return size >= leastFilled * span; };
  if (holds(x_, all[0], all[2]) && holds(y_, all[1], all[3]) && isFilled(std::max(x_.span(), y_.span())))
    return;
  const double pad = size > 0 ? padding * size : std::max(0.1 * all.cwiseAbs().maxCoeff(), 0.5);
  const AxisRange x = sensibleRange(all[0] - pad, all[2] + pad),
                  y = sensibleRange(all[1] - pad, all[3] + pad);
  const AxisRange grownX{std::min(x.minimum, x_.minimum), std::max(x.maximum, x_.maximum)};
  const AxisRange grownY{std::min(y.minimum, y_.minimum), std::max(y.maximum, y_.maximum)};
  const bool grows = x_.span() > 0 && isFilled(std::max(grownX.span(), grownY.span()));
  x_ = grows ? grownX : x;
  y_ = grows ? grownY : y;
}

QFont BoxPairPlot::smallFont() const { return scaledFont(style_.font, 0.92); }

std::vector<BoxPairPlot::Placed> BoxPairPlot::placeRows(const QRectF& whole) const {
  const QFontMetricsF metrics(style_.font);
  // As wide for most numbers, so that a moving box moves nothing else.
  const double number = metrics.horizontalAdvance(QStringLiteral("−0.0000"));
  const double width = whole.width() - 2 * edge;
  std::vector<Placed> placed;
  QPointF at;
  for (const ReadoutRow& row : content_.rows) {
    const double value = row.value.isEmpty() ? 0 : 6 + std::max(number, metrics.horizontalAdvance(row.value));
    const double wide = (row.color.isValid() ? 14 : 0) + metrics.horizontalAdvance(row.label) + value;
    if (at.x() > 0 && at.x() + wide > width) at = QPointF(0, at.y() + metrics.height());
    if (at.y() > 0 && at.y() + metrics.height() > mostText * whole.height()) break;
    placed.push_back({at, &row, wide});
    at.rx() += wide + between;
  }
  return placed;
}

double BoxPairPlot::rowsHeight(const QRectF& whole) const {
  const auto placed = placeRows(whole);
  return placed.empty() ? 0 : placed.back().at.y() + QFontMetricsF(style_.font).height() + 4;
}

PlotScale BoxPairPlot::scale(const QRectF& whole) const {
  // The numbers beside the area depend on its range, and that on the room which they leave.
  const PlotScale first = scaleBeside(whole, 0);
  const QFontMetricsF metrics(smallFont());
  double widest = 0;
  for (const QString& label : tickLabels(gridOf(first).y))
    widest = std::max(widest, metrics.horizontalAdvance(label));
  return scaleBeside(whole, widest);
}

PlotScale BoxPairPlot::scaleBeside(const QRectF& whole, double labels) const {
  const double line = QFontMetricsF(smallFont()).height();
  const QRectF inner =
      whole.adjusted(edge + labels + 6, line + edge + 4, -edge, -(line + 10 + rowsHeight(whole)));
  const QRectF area(inner.topLeft(), inner.size().expandedTo({1, 1}));
  const double unit = std::max(x_.span() / area.width(), y_.span() / area.height());
  const auto widened = [unit](AxisRange range, double pixels) {
    const double middle = range.minimum / 2 + range.maximum / 2, half = unit * pixels / 2;
    return AxisRange{middle - half, middle + half};
  };
  return {area, widened(x_, area.width()), widened(y_, area.height())};
}

BoxPairPlot::Grid BoxPairPlot::gridOf(const PlotScale& scale) const {
  const int across =
      std::clamp(static_cast<int>(scale.area.width() / (2.4 * QFontMetricsF(smallFont()).height())), 2, 12);
  const double up = across * scale.y.span() / scale.x.span();
  return {niceTicks(scale.x.minimum, scale.x.maximum, across),
          niceTicks(scale.y.minimum, scale.y.maximum, std::max(1, static_cast<int>(std::lround(up))))};
}

QRectF BoxPairPlot::toPixels(const Eigen::Vector4d& box, const PlotScale& scale) const {
  return QRectF(scale.toPixel({box[0], box[3]}), scale.toPixel({box[2], box[1]})).normalized();
}

QRectF BoxPairPlot::pixelBox(PairBox which, const QRectF& whole) const {
  return box(which).allFinite() ? toPixels(box(which), scale(whole)) : QRectF(-1e6, -1e6, 0, 0);
}

double BoxPairPlot::gridStep(const QRectF& whole) const {
  const PlotScale place = scale(whole);
  const std::vector<double> ticks = gridOf(place).x;
  return ticks.size() > 1 ? ticks[1] - ticks[0] : place.x.span() / 4;
}

QStringList BoxPairPlot::readout() const {
  QStringList lines;
  for (const ReadoutRow& row : content_.rows)
    lines += row.value.isEmpty() ? row.label : row.label + QLatin1Char(' ') + row.value;
  return lines;
}

}  // namespace lossarium::ui
