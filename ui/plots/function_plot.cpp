#include "ui/plots/function_plot.h"

#include "ui/plots/clipped_line.h"
#include "ui/plots/plot_marks.h"

#include <QCategoryAxis>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QGraphicsSceneResizeEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

constexpr double towering = 3;     // times the next lower curve: then a curve may leave the chart
constexpr double barShare = 0.22;  // of the chart's height: the highest bar
constexpr double rugHeight = 6;
constexpr double dotRadius = 4.5;
constexpr double farOut = 1e5;  // pixels beyond the chart: further out a line is as steep

struct Span {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

Span spanOf(const FunctionCurve& curve, bool logarithmic) {
  Span span;
  for (const QPointF& point : curve.points)
    if (std::isfinite(point.y()) && (!logarithmic || point.y() > 0)) span.include(point.y());
  return span;
}

// The highest of the ends that does not tower above the next one. Twins count once, and what does not rise
// above 0 at all is no measure.
double cutHigh(std::vector<double> ends) {
  std::erase_if(ends, [](double end) { return !(end > 0); });
  if (ends.empty()) return 0;
  std::sort(ends.begin(), ends.end());
  const auto twins = [](double a, double b) { return b <= 1.01 * a; };
  ends.erase(std::unique(ends.begin(), ends.end(), twins), ends.end());
  while (ends.size() > 1 && ends.back() > towering * ends[ends.size() - 2]) ends.pop_back();
  return ends.back();
}

QPointF withinReach(QPointF pixel, const QRectF& area) {
  return {pixel.x(), std::clamp(pixel.y(), area.top() - farOut, area.bottom() + farOut)};
}

}  // namespace

AxisRange functionRange(const std::vector<FunctionCurve>& curves, bool logarithmic) {
  std::vector<double> highs, lows;
  for (const FunctionCurve& curve : curves) {
    const Span span = spanOf(curve, logarithmic);
    if (!(span.low <= span.high)) continue;
    highs.push_back(span.high);
    lows.push_back(span.low);
  }
  if (highs.empty()) return {0, 1};
  if (logarithmic) {
    const double high = std::log10(*std::max_element(highs.begin(), highs.end()));
    const double low = std::log10(*std::min_element(lows.begin(), lows.end()));
    return sensibleRange(std::max(low, high - 8), high);
  }
  double high = *std::max_element(highs.begin(), highs.end()),
         low = *std::min_element(lows.begin(), lows.end());
  std::vector<double> sizes;
  for (std::size_t i = 0; i < highs.size(); ++i) sizes.push_back(std::max(highs[i], -lows[i]));
  const double size = cutHigh(sizes);
  high = std::min(high, size);
  low = std::max(low, -size);
  low = std::min(low, 0.0);
  high = std::max(high, 0.0);
  const double room = 0.06 * (high - low);
  return sensibleRange(low < 0 ? low - room : low - 0.25 * room, high + room);
}

FunctionPlot::FunctionPlot()
    : QChart(QChart::ChartTypeCartesian, nullptr, {}),
      xAxis_(addLabelledAxis(*this, Qt::AlignBottom)),
      yAxis_(addLabelledAxis(*this, Qt::AlignLeft)),
      layers_{new PaintedLayer<FunctionPlot>(this, &FunctionPlot::paintGround, 1),
              new PaintedLayer<FunctionPlot>(this, &FunctionPlot::paintCurves, 10),
              new PaintedLayer<FunctionPlot>(this, &FunctionPlot::paintMarker, 11)} {
  yAxis_->setLineVisible(false);
  xAxis_->setGridLineVisible(false);
  connect(this, &QChart::plotAreaChanged, this, [this] { updatePieces(); });
  setStyle(style_);
}

void FunctionPlot::setContent(const FunctionScene& content) {
  if (content == content_) return;
  content_ = content;
  arrange();
}

void FunctionPlot::setMarker(double x) {
  content_.marker = x;
  layers_.back()->update();
}

void FunctionPlot::setStyle(const PlotStyle& style) {
  style_ = style;
  styleChart(*this, style);
  arrange();
}

void FunctionPlot::resizeEvent(QGraphicsSceneResizeEvent* event) {
  for (auto* layer : layers_) layer->followSize();
  QChart::resizeEvent(event);
  arrange();
}

// Fixed, and not what the numbers leave: charts that lie below each other share one axis. Heights that are
// given may be of any size, and that chart stands alone.
QRectF FunctionPlot::wantedArea() const {
  const QFontMetricsF metrics(style_.font);
  const QString widest = content_.heights ? QStringLiteral("−0.00×10⁻⁰") : QStringLiteral("−0.000");
  const double left = metrics.horizontalAdvance(widest) + 14;
  const double top = content_.yTitle.isEmpty() ? 8 : metrics.height() + 10;
  const double bottom = (content_.xTitle.isEmpty() ? 1.0 : 2.2) * metrics.height() + 12;
  return rect().adjusted(left, top, -std::max(16.0, content_.nameWidth), -bottom);
}

void FunctionPlot::arrange() {
  yRange_ = content_.heights.value_or(functionRange(content_.curves, content_.logarithmic));
  const QRectF area = wantedArea();
  if (area.width() > 1 && area.height() > 1 && area_ != area) {
    area_ = area;
    setPlotArea(area);
    layout()->invalidate();  // or the axes would stay where they were
  }
  placeTicks();
  updatePieces();
}

void FunctionPlot::placeTicks() {
  const auto [across, up] = tickCounts(size(), style_.font);
  const AxisRange xRange{content_.from, content_.to};
  const std::vector<double> places = niceTicks(xRange.minimum, xRange.maximum, across);
  applyTicks(*xAxis_, xRange, places, tickLabels(places));
  const int rows =
      std::clamp(static_cast<int>(plotArea().height() / (2.2 * QFontMetricsF(style_.font).height())), 4,
                 std::max(4, up));
  if (!content_.logarithmic) {
    const std::vector<double> values = niceTicks(yRange_.minimum, yRange_.maximum, rows);
    return applyTicks(*yAxis_, yRange_, values, tickLabels(values));
  }
  std::vector<double> values =
      niceLogTicks(std::pow(10, yRange_.minimum), std::pow(10, yRange_.maximum), rows);
  const QStringList labels = logTickLabels(values);
  for (double& value : values) value = std::log10(value);
  applyTicks(*yAxis_, yRange_, values, labels);
}

double FunctionPlot::heightOf(double value) const {
  if (!content_.logarithmic) return value;
  return value > 0 ? std::log10(value) : -std::numeric_limits<double>::infinity();
}

void FunctionPlot::updatePieces() {
  const PlotScale plotScale = scale();
  pieces_.clear();
  for (const FunctionCurve& curve : content_.curves) {
    auto& pieces = pieces_.emplace_back();
    QVector<QPointF> run;
    const auto finish = [&] {
      pieces += clippedLine(run, plotScale.area.adjusted(0, -1, 0, 1));
      run.clear();
    };
    for (const QPointF& point : curve.points) {
      const double height = heightOf(point.y());
      if (std::isfinite(height))
        run.append(withinReach(plotScale.toPixel({point.x(), height}), plotScale.area));
      else
        finish();
    }
    finish();
  }
  for (auto* layer : layers_) layer->update();
}

void FunctionPlot::paintGround(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(style_.font);
  for (const FunctionZone& zone : content_.zones) paintZone(painter, zone);
  paintBars(painter);
  paintRug(painter);
  paintTitles(painter, rect(), plotArea(), titles(), style_);
}

QRectF FunctionPlot::boxOf(const FunctionZone& zone) const {
  const PlotScale plotScale = scale();
  const QRectF area = plotScale.area;
  const double left = std::max(area.left(), plotScale.toPixel({zone.from, 0}).x());
  const double right = std::min(area.right(), plotScale.toPixel({zone.to, 0}).x());
  return {left, area.top(), std::max(0.0, right - left), area.height()};
}

// Strokes drawn one by one: a hatched brush would be lost in a vector file.
void FunctionPlot::paintZone(QPainter& painter, const FunctionZone& zone) const {
  const QRectF box = boxOf(zone);
  if (box.width() < 2) return;
  painter.fillRect(box, withAlpha(style_.mutedText, zone.flat ? 0.07 : 0.025));
  painter.setPen(QPen(withAlpha(style_.mutedText, zone.flat ? 0.28 : 0.13), 1));
  const double step = zone.flat ? 9 : 18;
  for (double x = box.left() - box.height(); x < box.right(); x += step)
    if (const auto line = clippedSegment({x, box.bottom()}, {x + box.height(), box.top()}, box))
      painter.drawLine(*line);
}

int FunctionPlot::crossings(const QRectF& box) const {
  int count = 0;
  for (const auto& pieces : pieces_)
    for (const QPolygonF& piece : pieces)
      for (qsizetype i = 0; i + 1 < piece.size(); ++i)
        count += clippedSegment(piece[i], piece[i + 1], box) ? 1 : 0;
  return count;
}

// Where the fewest curves pass.
void FunctionPlot::paintZoneName(QPainter& painter, const FunctionZone& zone) const {
  const QFontMetricsF metrics(style_.font);
  const QRectF box = boxOf(zone);
  const QSizeF size(metrics.horizontalAdvance(zone.label), metrics.height());
  if (zone.label.isEmpty() || size.width() + 12 > box.width()) return;
  std::optional<QRectF> best;
  int least = std::numeric_limits<int>::max();
  for (const double down : {0.16, 0.28, 0.4, 0.52, 0.64, 0.04})
    for (const double along : {0.5, 0.1, 0.9}) {
      const QRectF place(
          QPointF(box.left() + 4 + along * (box.width() - size.width() - 8), box.top() + down * box.height()),
          size);
      const int found = crossings(place.adjusted(-6, -2, 6, 2));
      if (found >= least) continue;
      least = found;
      best = place;
    }
  if (best)
    paintOnPaper(painter, {best->left(), best->top() + metrics.ascent()}, zone.label, style_.mutedText,
                 style_.background);
}

void FunctionPlot::paintBars(QPainter& painter) const {
  const FunctionSamples& samples = content_.samples;
  const PlotScale plotScale = scale();
  const double tallest = barShare * plotScale.area.height();
  const auto paint = [&](const QVector<double>& bars, double share, const QColor& fill) {
    const double most = *std::max_element(bars.begin(), bars.end());
    if (!(most > 0)) return;
    for (qsizetype i = 0; i < bars.size(); ++i) {
      const double from = plotScale.toPixel({samples.from + static_cast<double>(i) * samples.width, 0}).x();
      const double to = plotScale.toPixel({samples.from + static_cast<double>(i + 1) * samples.width, 0}).x();
      const double height = tallest * bars[i] / most, inset = 0.5 * (1 - share) * (to - from);
      const QRectF bar(from + inset, plotScale.area.bottom() - height, share * (to - from), height);
      if (height > 0) painter.fillRect(bar.intersected(plotScale.area), fill);
    }
  };
  if (samples.shares.isEmpty()) return;
  paint(samples.shares, 0.92, withAlpha(style_.mutedText, 0.25));
  if (!samples.pulls.isEmpty()) paint(samples.pulls, 0.46, withAlpha(content_.pullColor, 0.6));
}

void FunctionPlot::paintRug(QPainter& painter) const {
  const PlotScale plotScale = scale();
  const qsizetype count = content_.samples.places.size();
  painter.setPen(QPen(withAlpha(style_.text, count > 300 ? 0.15 : 0.5), 1));
  for (const double place : content_.samples.places) {
    const double x = plotScale.toPixel({place, 0}).x();
    if (x < plotScale.area.left() || x > plotScale.area.right()) continue;
    painter.drawLine(QPointF(x, plotScale.area.bottom()), QPointF(x, plotScale.area.bottom() - rugHeight));
  }
}

void FunctionPlot::paintCurves(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(style_.font);
  for (const FunctionZone& zone : content_.zones) paintZoneName(painter, zone);
  painter.setBrush(Qt::NoBrush);
  // The one that is spoken of lies above the others.
  for (const bool strong : {false, true})
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const FunctionCurve& curve = content_.curves[i];
      if (curve.strong != strong) continue;
      const QColor color = curve.color;
      painter.setPen(QPen(color,
                          curve.pale ? 1.5
                          : strong   ? 2.75
                                     : 1.75,
                          Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
      for (const QPolygonF& piece : pieces_[i]) painter.drawPolyline(piece);
    }
  paintMarks(painter);
  if (!content_.named) return;
  paintNames(painter);
  paintFamilyNames(painter);
}

// Their names lie at the top, each on the side of its line that has room, and below those that it would
// touch.
void FunctionPlot::paintMarks(QPainter& painter) const {
  const QRectF area = plotArea();
  const QFontMetricsF metrics(style_.font);
  std::vector<QRectF> taken;
  for (const FunctionMark& mark : content_.marks) {
    const double x = scale().toPixel({mark.x, 0}).x();
    if (x < area.left() - 0.5 || x > area.right() + 0.5) continue;
    painter.setPen(QPen(withAlpha(style_.mutedText, 0.6), 1));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    paintDots(painter, mark.x);
    const double width = metrics.horizontalAdvance(mark.label);
    const double left = x + 5 + width <= area.right() ? x + 5 : x - 5 - width;
    QRectF box(left, area.top() + 1, width, metrics.height());
    while (std::any_of(taken.begin(), taken.end(), [&](const QRectF& each) { return each.intersects(box); }))
      box.translate(0, metrics.height());
    taken.push_back(box.adjusted(-4, 0, 4, 0));
    paintOnPaper(painter, {box.left(), box.top() + metrics.ascent()}, mark.label, style_.mutedText,
                 style_.background);
  }
}

void FunctionPlot::paintDots(QPainter& painter, double x) const {
  painter.setPen(QPen(style_.background, 1.5));
  for (const FunctionCurve& curve : content_.curves) {
    const auto value = curve.pale ? std::nullopt : valueAt(curve, x);
    if (!value || !yRange_.contains(heightOf(*value))) continue;
    painter.setBrush(curve.color);
    painter.drawEllipse(scale().toPixel({x, heightOf(*value)}), dotRadius - 1, dotRadius - 1);
  }
  painter.setBrush(Qt::NoBrush);
}

// Where the relatives lie furthest apart each has its name on its line.
void FunctionPlot::paintFamilyNames(QPainter& painter) const {
  std::vector<const FunctionCurve*> family;
  for (const FunctionCurve& curve : content_.curves)
    if (curve.pale) family.push_back(&curve);
  if (family.empty()) return;
  const QRectF area = plotArea();
  const PlotScale plotScale = scale();
  const QFontMetricsF metrics(style_.font);
  const auto heightsAt = [&](double x) {
    std::vector<double> heights;
    for (const FunctionCurve* curve : family) {
      const auto value = valueAt(*curve, x);
      const double y = value ? plotScale.toPixel({x, heightOf(*value)}).y() : std::nan("");
      heights.push_back(y >= area.top() + metrics.height() / 2 && y <= area.bottom() - metrics.height() / 2
                            ? y
                            : std::nan(""));
    }
    return heights;
  };
  const auto closest = [](std::vector<double> heights) {
    std::sort(heights.begin(), heights.end());
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < heights.size(); ++i) least = std::min(least, heights[i + 1] - heights[i]);
    return least;
  };
  double best = 0.5 * (content_.from + content_.to), widest = -1;
  for (double share = 0.06; share <= 0.94; share += 0.01) {
    const double x = content_.from + share * (content_.to - content_.from);
    const auto heights = heightsAt(x);
    if (std::any_of(heights.begin(), heights.end(), [](double y) { return std::isnan(y); })) continue;
    if (const double gap = closest(heights); gap > widest) {
      widest = gap;
      best = x;
    }
  }
  // Side by side, so that each has its room.
  double left = plotScale.toPixel({best, 0}).x() - metrics.horizontalAdvance(family.front()->name);
  for (const FunctionCurve* curve : family) {
    const double width = metrics.horizontalAdvance(curve->name);
    const double x = std::clamp(left, area.left() + 4, area.right() - width - 4);
    const auto value = valueAt(*curve, plotScale.toValue({x + width / 2, 0}).x());
    left = x + width + 10;
    if (!value) continue;
    const double y = plotScale.toPixel({0, heightOf(*value)}).y();
    if (y < area.top() + 4 || y > area.bottom() - 4) continue;
    paintOnPaper(painter, {x, y + metrics.capHeight() / 2}, curve->name,
                 mixed(curve->color, style_.text, 0.3), style_.background);
  }
}

// At the end of its curve; where that leaves the chart at the top, beside the place where it does.
void FunctionPlot::paintNames(QPainter& painter) const {
  const QRectF area = plotArea();
  const QFontMetricsF metrics(style_.font);
  std::vector<std::size_t> right, above;
  std::vector<double> heights;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (pieces_[i].isEmpty() || content_.curves[i].name.isEmpty() || content_.curves[i].pale) continue;
    const QPointF end = pieces_[i].back().back();
    if (end.x() < area.right() - 2 && end.y() < area.center().y()) {
      above.push_back(i);
    } else {
      right.push_back(i);
      heights.push_back(std::clamp(end.y(), area.top(), area.bottom()));
    }
  }
  painter.setFont(style_.font);
  const auto write = [&](std::size_t i, QPointF baseline, double room) {
    const FunctionCurve& curve = content_.curves[i];
    const QString name = metrics.elidedText(curve.name, Qt::ElideRight, room);
    paintOnPaper(painter, baseline, name, curve.color, style_.background);
  };
  const auto centres = spreadLabels(heights, metrics.height(), area.top() - 4, area.bottom() + 4);
  for (std::size_t k = 0; k < right.size(); ++k)
    write(right[k], {area.right() + 6, centres[k] + metrics.capHeight() / 2},
          rect().right() - area.right() - 8);
  std::sort(above.begin(), above.end(), [this](std::size_t a, std::size_t b) {
    return pieces_[a].back().back().x() > pieces_[b].back().back().x();
  });
  double free = area.right(), row = 0;
  for (const std::size_t i : above) {
    const double left = pieces_[i].back().back().x() + 6,
                 width = metrics.horizontalAdvance(content_.curves[i].name);
    row = left + width > free ? row + 1 : 0;
    write(i, {left, area.top() + metrics.ascent() + 4 + row * metrics.height()},
          std::max(40.0, rect().right() - left));
    free = left - 4;
  }
}

std::optional<double> FunctionPlot::valueAt(const FunctionCurve& curve, double x) const {
  const auto after = std::lower_bound(curve.points.begin(), curve.points.end(), x,
                                      [](const QPointF& point, double place) { return point.x() < place; });
  if (after == curve.points.begin() || after == curve.points.end()) return std::nullopt;
  const QPointF &a = *(after - 1), &b = *after;
  const double share = b.x() > a.x() ? (x - a.x()) / (b.x() - a.x()) : 1;
  const double value = a.y() + share * (b.y() - a.y());
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

void FunctionPlot::paintMarker(QPainter& painter) const {
  if (!content_.marker) return;
  const PlotScale plotScale = scale();
  const QRectF area = plotScale.area;
  const double x = plotScale.toPixel({*content_.marker, 0}).x();
  if (x < area.left() - 0.5 || x > area.right() + 0.5) return;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(style_.accent, 1.25));
  painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
  painter.setPen(Qt::NoPen);
  painter.setBrush(style_.accent);
  painter.drawPolygon(
      QPolygonF{QPointF(x - 6, area.top() - 9), QPointF(x + 6, area.top() - 9), QPointF(x, area.top())});
  double beyond = 0;
  for (const FunctionCurve& curve : content_.curves)
    if (!curve.pale) paintReading(painter, curve, x, beyond);
}

// A dot; for a value that the chart does not reach an arrow at its edge, beside those before it.
void FunctionPlot::paintReading(QPainter& painter, const FunctionCurve& curve, double x,
                                double& beyond) const {
  const auto value = valueAt(curve, *content_.marker);
  if (!value || std::isnan(heightOf(*value))) return;
  const QRectF area = plotArea();
  const double height = heightOf(*value);
  painter.setPen(QPen(style_.background, 1.5));
  painter.setBrush(curve.color);
  if (yRange_.contains(height)) {
    painter.drawEllipse(scale().toPixel({*content_.marker, height}), dotRadius, dotRadius);
    return;
  }
  const bool above = height > yRange_.maximum;
  const double tip = above ? area.top() + 1 : area.bottom() - 1, foot = above ? tip + 10 : tip - 10;
  const double middle = x + 9 + beyond;
  painter.drawPolygon(QPolygonF{QPointF(middle, tip), QPointF(middle - 6, foot), QPointF(middle + 6, foot)});
  beyond += 14;
}

}  // namespace lossarium::ui
