// What stands over the training curves: the names of seams and of the stretches between them.
#include "ui/plots/curve_plot.h"
#include "ui/plots/curve_values.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double leastWords = 48;  // pixels of a name that is cut short
constexpr double narrowest = 24;   // pixels of an earlier piece that is worth a word

}  // namespace

QRectF CurvePlot::groundOf(std::size_t unit) const {
  const auto units = otherUnits();
  const bool isLater = unit >= content_.earlier.size();
  const auto place = [&](std::size_t each, bool end) {
    const auto& curves = units[each]->curves;
    if (curves.empty() || curves[0].points.isEmpty()) return plotArea().left();
    const auto& points = curves[0].points;
    return std::clamp(uprightAt((end ? points.back() : points.front()).x()), plotArea().left(),
                      plotArea().right());
  };
  QRectF ground = plotArea();
  ground.setRight(isLater && unit + 1 < units.size() ? place(unit + 1, false) : place(unit, true));
  if (isLater)
    ground.setLeft(std::min(ground.right(), place(unit, false)));
  else if (unit > 0)
    ground.setLeft(std::min(ground.right(), place(unit - 1, true)));
  return ground;
}

/// Its name, and its first and last value for the scale that it has.
QString CurvePlot::wordsOf(const OtherUnit& unit, double room) const {
  const QFontMetricsF metrics(style_.font);
  const auto shown = [&](const QPointF& point) { return canBeShown(point, content_.logarithmic); };
  const auto& points = unit.curves.front().points;
  const auto first = std::find_if(points.begin(), points.end(), shown);
  const auto last = std::find_if(points.rbegin(), points.rend(), shown);
  if (first == points.end() || room < narrowest) return {};
  const QString brief = unit.brief.isEmpty() ? unit.unit : unit.brief;
  const QString ends = CurveChart::tr("%1 → %2").arg(readableNumber(first->y()), readableNumber(last->y()));
  for (const QString& name : {unit.unit, brief})
    if (const QString whole = CurveChart::tr("%1: %2").arg(name, ends);
        metrics.horizontalAdvance(whole) <= room)
      return whole;
  if (metrics.horizontalAdvance(ends) <= room) return ends;  // the seam beside it has the name
  return room > leastWords ? metrics.elidedText(brief, Qt::ElideRight, room) : QString();
}

/// As many as keep to half the height.
std::size_t CurvePlot::topRows() const {
  return static_cast<std::size_t>(
      std::max(1.0, plotArea().height() / 2 / QFontMetricsF(style_.font).height()));
}

/// Of the name of the seam that stands there.
double CurvePlot::seamWidthAt(double x) const {
  for (const Seam& seam : content_.seams)
    if (std::abs(uprightAt(seam.x) - x) <= 1) return QFontMetricsF(style_.font).horizontalAdvance(seam.label);
  return 0;
}

/// In the order of their left ends; a seam before what else begins there.
std::vector<CurvePlot::TopLabel> CurvePlot::topLabels() const {
  const QRectF area = plotArea();
  const QFontMetricsF metrics(style_.font);
  std::vector<TopLabel> labels;
  const auto add = [&](double left, const QString& text) {
    if (!text.isEmpty()) labels.push_back({left, metrics.horizontalAdvance(text), text});
  };
  for (const Seam& seam : content_.seams) {
    if (!xRange_.contains(seam.x)) continue;
    const double x = uprightAt(seam.x), right = area.right() - x - 6, left = x - 6 - area.left();
    const double room = std::max({right, left, 0.0});
    const QString text = metrics.elidedText(seam.label, Qt::ElideRight, room);
    const double width = metrics.horizontalAdvance(text);
    add(width <= right ? x + 6 : x - 6 - width, text);
  }
  const auto units = otherUnits();
  for (std::size_t unit = 0; unit < units.size(); ++unit) {
    if (units[unit]->curves.empty()) continue;
    // The seam that a stretch begins with has its name there: what there is to say comes at its end.
    const QRectF ground = groundOf(unit);
    const bool isFirst = ground.left() <= area.left() + 1;
    const double taken = isFirst || topRows() > 1 ? 0 : seamWidthAt(ground.left()) + 12;
    const QString text = wordsOf(*units[unit], ground.width() - 12 - taken);
    add(isFirst ? ground.left() + 6 : ground.right() - 6 - metrics.horizontalAdvance(text), text);
  }
  std::stable_sort(labels.begin(), labels.end(),
                   [](const TopLabel& one, const TopLabel& other) { return one.left < other.left; });
  return labels;
}

/// In as many rows as keep them off each other, but no more than half the height; what has no room is told
/// where the pointer rests.
void CurvePlot::paintTopLabels(QPainter& painter) const {
  const QRectF area = plotArea();
  const QFontMetricsF metrics(style_.font);
  const std::size_t most = topRows();
  painter.setFont(style_.font);
  std::vector<double> rowEnds;
  for (const TopLabel& label : topLabels()) {
    auto row = std::find_if(rowEnds.begin(), rowEnds.end(), [&](double end) { return end < label.left; });
    if (row == rowEnds.end() && rowEnds.size() == most) continue;
    if (row == rowEnds.end()) row = rowEnds.insert(row, 0);
    *row = label.left + label.width + 6;
    const double down = static_cast<double>(row - rowEnds.begin()) * metrics.height();
    paintOnPaper(painter, {label.left, area.top() + metrics.ascent() + 2 + down}, label.text,
                 style_.mutedText, style_.background);
  }
}

}  // namespace lossarium::ui
