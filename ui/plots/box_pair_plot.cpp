#include "ui/plots/box_pair_plot.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double mostText = 0.25;  // of the height, for rows of numbers

}  // namespace

Eigen::Vector4d enclosingBox(const BoxPairScene& scene) {
  return boxAround({scene.target, scene.prediction});
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

void BoxPairPlot::adaptRange() { plane_.adapt(enclosingBox(content_)); }

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
  return plane_.scale(whole, smallFont(), rowsHeight(whole));
}

QRectF BoxPairPlot::pixelBox(PairBox which, const QRectF& whole) const {
  return pixelsOf(box(which), scale(whole));
}

double BoxPairPlot::gridStep(const QRectF& whole) const { return plane_.gridStep(scale(whole), smallFont()); }

QStringList BoxPairPlot::readout() const {
  QStringList lines;
  for (const ReadoutRow& row : content_.rows)
    lines += row.value.isEmpty() ? row.label : row.label + QLatin1Char(' ') + row.value;
  return lines;
}

}  // namespace lossarium::ui
