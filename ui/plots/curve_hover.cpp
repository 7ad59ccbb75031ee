// What the pointer reads off the training curves.
#include "ui/plots/curve_plot.h"
#include "ui/plots/curve_values.h"
#include "ui/plots/head_readout.h"
#include "ui/widgets/number_text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double edge = 8;  // that the values keep clear, as the title does

/// The shown point of the curve nearest to an epoch, unless it is further than `reach`.
std::optional<QPointF> nearestPoint(const Curve& curve, double epoch, double reach, bool logarithmic) {
  std::optional<QPointF> nearest;
  for (const QPointF& point : curve.points)
    if (canBeShown(point, logarithmic) && std::abs(point.x() - epoch) <= reach) {
      reach = std::abs(point.x() - epoch);
      nearest = point;
    }
  return nearest;
}

/// The epoch of the shown point that is nearest to `x`, if it is nearer than `reach`, which it then narrows.
void narrowToNearest(const std::vector<Curve>& curves, double x, bool logarithmic, double& reach,
                     std::optional<double>& epoch) {
  for (const Curve& curve : curves)
    if (const auto point = nearestPoint(curve, x, reach, logarithmic)) {
      reach = std::abs(point->x() - x);
      epoch = point->x();
    }
}

}  // namespace

std::optional<double> CurvePlot::nearestEpoch(double x) const {
  std::optional<double> epoch;
  double reach = tooLarge;
  narrowToNearest(content_.curves, x, content_.logarithmic, reach, epoch);
  for (const OtherUnit* each : otherUnits())
    narrowToNearest(each->curves, x, content_.logarithmic, reach, epoch);
  return epoch;
}

double CurvePlot::hoverReach() const { return 1.5 * xRange_.span() / std::max(1.0, plotArea().width()); }

std::optional<QPointF> CurvePlot::hoveredPoint(const Curve& curve) const {
  return nearestPoint(curve, *hover_, hoverReach(), content_.logarithmic);
}

std::vector<ReadoutRow> CurvePlot::readout() const {
  if (!hover_) return {};
  std::vector<ReadoutRow> rows{{{}, content_.xTitle, groupedEpoch(*hover_)}};
  const auto add = [&](const std::vector<Curve>& curves, const QString& unit) {
    QString first = unit;
    for (const Curve& curve : curves)
      if (const auto point = hoveredPoint(curve)) {
        if (!first.isEmpty()) rows.push_back({{}, std::exchange(first, {}) + QLatin1Char(':'), {}});
        rows.push_back({curve.color, curve.name, readableNumber(point->y(), 5)});
      }
  };
  for (const OtherUnit& each : content_.earlier) add(each.curves, each.unit);
  add(content_.curves, {});
  for (const OtherUnit& each : content_.later) add(each.curves, each.unit);
  add(content_.branches, {});
  for (const Seam& seam : content_.seams)
    if (std::abs(seam.x - *hover_) <= hoverReach()) rows.push_back({{}, seam.label, {}});
  if (content_.floor)
    rows.push_back({style_.mutedText, content_.floor->name, readableNumber(content_.floor->value, 5)});
  return rows;
}

void CurvePlot::paintHoveredPoints(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(style_.background, 1.5));
  for (const Curve& curve : content_.curves) {
    const auto point = curve.faint ? std::nullopt : hoveredPoint(curve);
    if (!point) continue;
    const QPointF pixel = scale().toPixel({point->x(), axisValue(point->y(), content_.logarithmic)});
    painter.setBrush(curve.color);
    if (plotArea().contains(pixel)) painter.drawEllipse(pixel, 4, 4);
  }
}

void CurvePlot::paintHover(QPainter& painter) const {
  if (!hover_ || !xRange_.contains(*hover_)) return;
  const QRectF area = plotArea();
  paintUpright(painter, *hover_, style_.mutedText);
  paintHoveredPoints(painter);
  const QRectF title(rect().left() + edge, rect().top(), rect().width() - 2 * edge, area.top() - 3);
  paintHeadReadout(painter, title, area.center().y(), readout(), style_);
}

}  // namespace lossarium::ui
