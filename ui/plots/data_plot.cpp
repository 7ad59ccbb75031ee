#include "ui/plots/data_plot.h"

#include "ui/plots/clipped_line.h"
#include "ui/plots/corner_readout.h"
#include "ui/plots/plot_marks.h"

#include <QCategoryAxis>
#include <QFontMetricsF>
#include <QGraphicsSceneResizeEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace lossarium::ui {
namespace {

constexpr double margin = 0.06;
constexpr double thinnest = 0.6,
                 thickest = 3.2;  // pixels of a residual that does not pull, and of the one that pulls most

bool isFinite(QPointF point) { return std::isfinite(point.x()) && std::isfinite(point.y()); }

struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  AxisRange padded() const {
    if (!(low <= high)) return {0, 1};
    const AxisRange range = sensibleRange(low, high);
    return sensibleRange(range.minimum - margin * range.span(), range.maximum + margin * range.span());
  }
};

std::pair<AxisRange, AxisRange> rangesOf(const DataScene& scene) {
  if (scene.range) {
    const QRectF range = scene.range->normalized();
    return {sensibleRange(range.left(), range.right()), sensibleRange(range.top(), range.bottom())};
  }
  Extent x, y;
  const auto include = [&](const QVector<QPointF>& points) {
    for (const QPointF& point : points) {
      if (!isFinite(point)) continue;
      x.include(point.x());
      y.include(point.y());
    }
  };
  for (const auto* points : {&scene.training, &scene.validation, &scene.test}) include(*points);
  if (!(x.low <= x.high)) include(scene.fit);
  return {x.padded(), y.padded()};
}

/// Boxes that touch a line without crossing it, above and below, from its right end to its left.
std::vector<QRectF> placesAlong(QLineF line, QSizeF size) {
  if (line.x1() > line.x2()) line.setPoints(line.p2(), line.p1());
  const double slope = line.dx() > 0 ? line.dy() / line.dx() : 0;
  const double rise = std::abs(slope) * size.width() / 2;
  std::vector<QRectF> places;
  for (const double along : {0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0}) {
    const double x = line.x2() - 4 - size.width() - along * std::max(0.0, line.dx() - size.width() - 8);
    const double middle = line.y1() + slope * (x + size.width() / 2 - line.x1());
    places.emplace_back(QPointF(x, middle - rise - size.height() - 1), size);
    places.emplace_back(QPointF(x, middle + rise + 2), size);
  }
  return places;
}

}  // namespace

DataPlot::DataPlot(bool cached)
    : xAxis_(addLabelledAxis(*this, Qt::AlignBottom)),
      yAxis_(addLabelledAxis(*this, Qt::AlignLeft)),
      cloud_(new PointCloudItem(this, cached)),
      layers_{new PaintedLayer<DataPlot>(this, &DataPlot::paintGround, 10),
              new PaintedLayer<DataPlot>(this, &DataPlot::paintFit, 12),
              new PaintedLayer<DataPlot>(this, &DataPlot::paintHover, 13)} {
  cloud_->setZValue(11);
  yAxis_->setLineVisible(false);
  connect(this, &QChart::plotAreaChanged, this, [this] { rescale(); });
  setStyle(style_);
}

void DataPlot::setContent(const DataScene& content) {
  // Shared vectors compare at once; while a model trains only its fit is new.
  const bool samePoints = content.training == content_.training &&
                          content.validation == content_.validation && content.test == content_.test;
  const bool sameFrame = samePoints && content.range == content_.range && content.xTitle == content_.xTitle &&
                         content.yTitle == content_.yTitle && content.caption == content_.caption &&
                         content.fits.empty() == content_.fits.empty() &&
                         (content.range || cloud_->count() > 0);
  const bool sameReferences = content.references == content_.references;
  content_ = content;
  if (!samePoints) {
    hover_.reset();
    cloud_->setPoints({content_.training, content_.validation, content_.test});
  }
  if (!sameFrame)
    arrange();
  else if (!sameReferences)
    placeReferences();
  for (auto* layer : layers_) layer->update();
}

void DataPlot::setStyle(const PlotStyle& style) {
  style_ = style;
  styleChart(*this, style);
  cloud_->setStyle(style);
  arrange();
}

std::unique_ptr<PointPlot> DataPlot::copy() const {
  auto plot = std::make_unique<DataPlot>(false);
  plot->setStyle(style_);
  plot->setContent(content_);
  return plot;
}

std::optional<qsizetype> DataPlot::pointNear(QPointF pixel, double reach) const {
  return cloud_->pointNear(pixel, reach);
}

void DataPlot::movePoint(qsizetype index, QPointF place) {
  for (auto* points : {&content_.training, &content_.validation}) {
    if (index < points->size()) {
      (*points)[index] = place;
      break;
    }
    index -= points->size();
  }
  cloud_->setPoints({content_.training, content_.validation, content_.test});
  for (auto* layer : layers_) layer->update();
}

void DataPlot::holdRange(bool hold) {
  holdsRange_ = hold;
  if (!hold) arrange();
}

void DataPlot::stretch(QPointF share) {
  const auto grown = [](AxisRange range, double by) {
    (by > 0 ? range.maximum : range.minimum) += by * range.span();
    return sensibleRange(range.minimum, range.maximum);
  };
  xRange_ = grown(xRange_, share.x());
  yRange_ = grown(yRange_, share.y());
  arrange();
}

void DataPlot::setHover(std::optional<qsizetype> index) {
  hover_ = index;
  layers_.back()->update();
}

void DataPlot::resizeEvent(QGraphicsSceneResizeEvent* event) {
  for (auto* layer : layers_) layer->followSize();
  QChart::resizeEvent(event);
  arrange();
}

void DataPlot::arrange() {
  if (!holdsRange_) std::tie(xRange_, yRange_) = rangesOf(content_);
  const auto [across, up] = tickCounts(size(), style_.font);
  const std::vector<double> xTicks = niceTicks(xRange_.minimum, xRange_.maximum, across);
  const std::vector<double> yTicks = niceTicks(yRange_.minimum, yRange_.maximum, up);
  const QStringList labels = tickLabels(xTicks);
  applyTicks(*xAxis_, xRange_, xTicks, labels);
  applyTicks(*yAxis_, yRange_, yTicks, tickLabels(yTicks));
  const double last = labels.isEmpty() ? 0 : QFontMetricsF(style_.font).horizontalAdvance(labels.back());
  const int right =
      std::max(content_.fits.empty() ? 20 : roomForBalls, static_cast<int>(std::ceil(last / 2)) + 6);
  const QMargins wanted = titleMargins(titles(), style_, size().width(), right);
  if (margins() != wanted) setMargins(wanted);
  rescale();
}

void DataPlot::rescale() {
  cloud_->setScale(scale());
  placeReferences();
  for (auto* layer : layers_) layer->update();
}

QString DataPlot::splitName(Marker marker) const {
  switch (marker) {
    case Marker::disc:
      return DataView::tr("training");
    case Marker::ring:
      return DataView::tr("validation");
    case Marker::diamond:
      return DataView::tr("test");
  }
  return {};
}

std::vector<ReadoutRow> DataPlot::readout() const {
  if (!hover_) return {};
  const QPointF point = cloud_->point(*hover_);
  std::vector<ReadoutRow> rows;
  if (cloud_->count() > content_.training.size())
    rows.push_back({{}, splitName(cloud_->marker(*hover_)), {}});
  rows.push_back({{}, content_.xTitle, readableNumber(point.x())});
  rows.push_back({{}, content_.yTitle, readableNumber(point.y())});
  if (*hover_ < content_.training.size() && *hover_ < content_.trainingFit.size()) {
    const double fit = content_.trainingFit[*hover_];
    rows.push_back({style_.accent, DataView::tr("fit"), readableNumber(fit)});
    rows.push_back({style_.residual, DataView::tr("fit − data"), readableNumber(fit - point.y())});
    if (*hover_ < content_.trainingLoss.size() && *hover_ < content_.trainingPull.size()) {
      rows.push_back({{}, DataView::tr("its loss"), readableNumber(content_.trainingLoss[*hover_])});
      rows.push_back(
          {{}, DataView::tr("its pull"), readableNumber(std::abs(content_.trainingPull[*hover_]))});
    }
  }
  const QFontMetricsF metrics(style_.font);
  for (ReadoutRow& row : rows)
    row.label = metrics.elidedText(row.label, Qt::ElideRight, 0.4 * plotArea().width());
  return rows;
}

void DataPlot::paintGround(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  paintTitles(painter, rect(), plotArea(), titles(), style_);
  paintKey(painter);
  paintResiduals(painter);
  paintReferences(painter);
}

void DataPlot::paintResiduals(QPainter& painter) const {
  const PlotScale plotScale = scale();
  paintLossGlyphs(painter, content_.lossGlyphs, plotScale, style_);
  if (content_.residuals == ResidualLines::none) return;
  const qsizetype count = std::min(content_.training.size(), content_.trainingFit.size());
  const bool many = count > 200;
  QColor color = style_.residual;
  if (many) color.setAlphaF(0.4F);
  // Upright lines are as good without smoothing, and many of them much faster.
  painter.setRenderHint(QPainter::Antialiasing, !many);
  const double strongest = many || content_.residuals == ResidualLines::thin ? 0 : strongestPull();
  for (qsizetype i = 0; i < count; ++i) {
    const QPointF point = content_.training[i];
    const QPointF predicted(point.x(), content_.trainingFit[i]);
    const auto line = clippedSegment(plotScale.toPixel(point), plotScale.toPixel(predicted), plotScale.area);
    if (!line) continue;
    const double pull = strongest > 0 ? std::abs(content_.trainingPull[i]) / strongest : 0.2;
    const Qt::PenStyle dash = pull == 0 ? Qt::DotLine : Qt::SolidLine;  // it does not pull at all
    painter.setPen(QPen(color, many ? 1 : thinnest + pull * (thickest - thinnest), dash, Qt::FlatCap));
    painter.drawLine(*line);
  }
  painter.setRenderHint(QPainter::Antialiasing);
}

/// 0 where pulls are not known.
double DataPlot::strongestPull() const {
  if (content_.trainingPull.size() != content_.training.size()) return 0;
  double strongest = 0;
  for (const double pull : content_.trainingPull) strongest = std::max(strongest, std::abs(pull));
  return std::isfinite(strongest) ? strongest : 0;
}

void DataPlot::paintFit(QPainter& painter) const {
  const PlotScale plotScale = scale();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const auto draw = [&](const QVector<QPointF>& places, const QPen& pen) {
    QVector<QPointF> line;
    for (const QPointF& point : places) line.append(plotScale.toPixel(point));
    painter.setPen(pen);
    for (const QPolygonF& piece : clippedLine(line, plotScale.area)) painter.drawPolyline(piece);
  };
  draw(content_.ghostFit,
       {mixed(style_.background, style_.accent, 0.6), 1.5, Qt::DashLine, Qt::FlatCap, Qt::BevelJoin});
  draw(content_.fit, {style_.accent, 2.25, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin});
  paintFitLines(painter, content_.fits, plotScale, style_, BallPlace::beside);
}

double DataPlot::obstacles(const QRectF& box) const {
  const PlotScale plotScale = scale();
  if (!plotScale.area.contains(box)) return 1e6;
  double cost = 0;
  const QRectF wide = box.adjusted(-4, -4, 4, 4);
  for (const auto* points : {&content_.training, &content_.validation, &content_.test})
    for (const QPointF& point : *points) cost += wide.contains(plotScale.toPixel(point)) ? 1 : 0;
  for (const PlacedReference& other : references_) {
    if (clippedSegment(other.line.p1(), other.line.p2(), box)) cost += 10;
    if (other.box.intersects(box)) cost += 100;
  }
  return cost;
}

void DataPlot::placeReferences() {
  const PlotScale plotScale = scale();
  references_.clear();
  for (const ReferenceLine& reference : content_.references) {
    const auto line =
        clippedSegment(plotScale.toPixel(reference.from), plotScale.toPixel(reference.to), plotScale.area);
    if (line) references_.push_back({*line, {}, reference.label, reference.color});
  }
  const QFontMetricsF metrics(style_.font);
  for (PlacedReference& reference : references_) {
    const QSizeF size(metrics.horizontalAdvance(reference.label) + 4, metrics.height());
    double least = std::numeric_limits<double>::infinity();
    for (const QRectF& box : placesAlong(reference.line, size)) {
      const double cost = obstacles(box);
      if (cost >= least) continue;
      least = cost;
      reference.box = box;
    }
  }
}

void DataPlot::paintReferences(QPainter& painter) const {
  painter.setFont(style_.font);
  for (const PlacedReference& reference : references_) {
    painter.setPen(QPen(reference.color, 1.25));
    painter.drawLine(reference.line);
  }
  for (const PlacedReference& reference : references_) {
    const QPointF baseline(reference.box.left() + 2,
                           reference.box.top() + QFontMetricsF(style_.font).ascent());
    paintOnPaper(painter, baseline, reference.label, reference.color, style_.background);
  }
}

void DataPlot::paintKey(QPainter& painter) const {
  if (cloud_->count() == content_.training.size()) return;
  const QFontMetricsF metrics(style_.font);
  double right = plotArea().right();
  painter.setFont(style_.font);
  for (const Marker marker : {Marker::diamond, Marker::ring, Marker::disc}) {
    const bool present = marker == Marker::disc   ? !content_.training.isEmpty()
                         : marker == Marker::ring ? !content_.validation.isEmpty()
                                                  : !content_.test.isEmpty();
    if (!present) continue;
    const QString name = splitName(marker);
    const double baseline = rect().top() + 4 + metrics.ascent();
    right -= metrics.horizontalAdvance(name);
    painter.setPen(style_.mutedText);
    painter.drawText(QPointF(right, baseline), name);
    right -= 10;
    paintMark(painter, marker, {right, baseline - metrics.xHeight() / 2}, 4.2, style_);
    right -= 16;
  }
}

void DataPlot::paintHover(QPainter& painter) const {
  if (!hover_ || *hover_ >= cloud_->count()) return;
  const QPointF pixel = scale().toPixel(cloud_->point(*hover_));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style_.text, 1.5));
  painter.drawEllipse(pixel, 7, 7);
  paintCornerReadout(painter, plotArea(), pixel, readout(), style_);
}

}  // namespace lossarium::ui
