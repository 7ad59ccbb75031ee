#include "ui/plots/field_plot.h"

#include "ui/plots/color_bar.h"
#include "ui/plots/corner_readout.h"
#include "ui/plots/data_view.h"
#include "ui/plots/plot_marks.h"
#include "ui/plots/value_cloud_item.h"
#include "ui/plots/value_field_item.h"

#include <QCategoryAxis>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QGraphicsSceneResizeEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

bool sameScale(const FitField& one, const FitField& other) {
  return one.x == other.x && one.y == other.y && one.low == other.low && one.high == other.high;
}

AxisRange rangeOf(const Vector& places) { return sensibleRange(places[0], places[places.size() - 1]); }

}  // namespace

FieldPlot::FieldPlot(bool cached)
    : xAxis_(addLabelledAxis(*this, Qt::AlignBottom)),
      yAxis_(addLabelledAxis(*this, Qt::AlignLeft)),
      field_(new ValueFieldItem(this)),
      cloud_(new ValueCloudItem(this, cached)),
      bar_(new ColorBar(this)),
      layers_{new PaintedLayer<FieldPlot>(this, &FieldPlot::paintGround, 10),
              new PaintedLayer<FieldPlot>(this, &FieldPlot::paintHover, 13)} {
  cloud_->setZValue(11);
  bar_->setZValue(10);
  yAxis_->setLineVisible(false);
  for (QCategoryAxis* axis : {xAxis_, yAxis_}) axis->setGridLineVisible(false);
  connect(this, &QChart::plotAreaChanged, this, [this] { rescale(); });
  setStyle(style_);
}

void FieldPlot::setContent(const FieldScene& content) {
  const bool samePoints = content.points == content_.points;
  const bool newScale = content.field && (!scaleOf_ || !sameScale(*content.field, *scaleOf_));
  const bool sameTitles = content.xTitle == content_.xTitle && content.yTitle == content_.yTitle &&
                          content.caption == content_.caption && content.targetName == content_.targetName;
  content_ = content;
  if (newScale) scaleOf_ = content_.field;
  if (!samePoints) hover_.reset();
  if (!samePoints || newScale) cloud_->setPoints(content_.points, scaleOf_);
  field_->setField(content_.field);
  if (!samePoints || newScale || !sameTitles) arrange();
  for (auto* layer : layers_) layer->update();
}

void FieldPlot::setStyle(const PlotStyle& style) {
  style_ = style;
  styleChart(*this, style);
  field_->setStyle(style);
  cloud_->setStyle(style);
  bar_->setStyle(style);
  arrange();
}

std::unique_ptr<PointPlot> FieldPlot::copy() const {
  auto plot = std::make_unique<FieldPlot>(false);
  plot->setStyle(style_);
  plot->setContent(content_);
  return plot;
}

std::optional<qsizetype> FieldPlot::pointNear(QPointF pixel, double reach) const {
  return cloud_->pointNear(pixel, reach);
}

void FieldPlot::setHover(std::optional<qsizetype> index) {
  hover_ = index;
  layers_.back()->update();
}

void FieldPlot::resizeEvent(QGraphicsSceneResizeEvent* event) {
  for (auto* layer : layers_) layer->followSize();
  QChart::resizeEvent(event);
  arrange();
}

void FieldPlot::arrange() {
  if (scaleOf_) {
    xRange_ = rangeOf(scaleOf_->x);
    yRange_ = rangeOf(scaleOf_->y);
    bar_->setRange(sensibleRange(scaleOf_->low, scaleOf_->high), content_.targetName);
  }
  const int right = static_cast<int>(std::ceil(bar_->neededWidth()));
  placeTicks(size());
  setMarginsFor({0, 0}, right);
  const QSizeF spare = spareRoom(plotArea().size(), xRange_, yRange_);
  if (spare.width() >= 1 || spare.height() >= 1) {
    placeTicks(size() - spare);
    setMarginsFor(spare, right);
  }
  rescale();
}

void FieldPlot::setMarginsFor(const QSizeF& spare, int right) {
  const int beside = static_cast<int>(spare.width() / 2), below = static_cast<int>(spare.height() / 2);
  const QMargins wanted =
      titleMargins(titles(), style_, size().width(), right) + QMargins(beside, below, beside, below);
  if (margins() == wanted) return;
  setMargins(wanted);
  layout()->invalidate();
  layout()->activate();
}

void FieldPlot::placeTicks(const QSizeF& room) {
  const auto [across, up] = tickCounts(room, style_.font);
  const std::vector<double> xTicks = niceTicks(xRange_.minimum, xRange_.maximum, std::max(3, across));
  const std::vector<double> yTicks = niceTicks(yRange_.minimum, yRange_.maximum, std::max(3, up));
  applyTicks(*xAxis_, xRange_, xTicks, tickLabels(xTicks));
  applyTicks(*yAxis_, yRange_, yTicks, tickLabels(yTicks));
}

void FieldPlot::rescale() {
  field_->setScale(scale());
  cloud_->setScale(scale());
  bar_->setPlotArea(plotArea());
  for (auto* layer : layers_) layer->update();
}

QString FieldPlot::splitName(const FieldPoint& point) const {
  if (point.training) return DataView::tr("training");
  return point.test ? DataView::tr("test") : DataView::tr("validation");
}

std::vector<ReadoutRow> FieldPlot::readout() const {
  if (!hover_ || *hover_ >= pointCount()) return {};
  const auto index = static_cast<std::size_t>(*hover_);
  const FieldPoint& point = content_.points[index];
  const auto color = [this](double value) {
    return scaleOf_ ? valueColor(value, *scaleOf_, style_) : QColor();
  };
  std::vector<ReadoutRow> rows;
  if (holdsOthers()) rows.push_back({{}, splitName(point), {}});
  rows.push_back({{}, content_.xTitle, readableNumber(point.place.x())});
  rows.push_back({{}, content_.yTitle, readableNumber(point.place.y())});
  rows.push_back({color(point.target), content_.targetName, readableNumber(point.target)});
  if (index < content_.prediction.size()) {
    const double predicted = content_.prediction[index];
    rows.push_back({color(predicted), DataView::tr("prediction"), readableNumber(predicted)});
  }
  if (*hover_ < content_.loss.size() && *hover_ < content_.pull.size()) {
    rows.push_back({{}, DataView::tr("its loss"), readableNumber(content_.loss[*hover_])});
    rows.push_back({{}, DataView::tr("its pull"), readableNumber(content_.pull[*hover_])});
  }
  const QFontMetricsF metrics(style_.font);
  for (ReadoutRow& row : rows)
    row.label = metrics.elidedText(row.label, Qt::ElideRight, 0.4 * plotArea().width());
  return rows;
}

void FieldPlot::paintGround(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  paintTitles(painter, rect(), plotArea(), titles(), style_);
  paintKey(painter);
}

void FieldPlot::paintKey(QPainter& painter) const {
  if (!holdsOthers()) return;
  const QString words = content_.points.back().test
                            ? DataView::tr("with a dot: validation, with a square: test")
                            : DataView::tr("with a dot: validation");
  const QFontMetricsF metrics(style_.font);
  painter.setFont(style_.font);
  painter.setPen(style_.mutedText);
  painter.drawText(
      QPointF(plotArea().right() - metrics.horizontalAdvance(words), rect().top() + 4 + metrics.ascent()),
      words);
}

void FieldPlot::paintHover(QPainter& painter) const {
  if (!hover_ || *hover_ >= pointCount()) return;
  const QPointF pixel = scale().toPixel(place(*hover_));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style_.background, 4));
  painter.drawEllipse(pixel, 9, 9);
  painter.setPen(QPen(style_.text, 2));
  painter.drawEllipse(pixel, 9, 9);
  paintCornerReadout(painter, plotArea(), pixel, readout(), style_);
}

}  // namespace lossarium::ui
