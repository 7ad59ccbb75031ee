#include "ui/plots/class_plot.h"

#include "core/objectives/classification.h"
#include "ui/plots/clipped_line.h"
#include "ui/plots/corner_readout.h"
#include "ui/plots/data_view.h"
#include "ui/plots/plot_marks.h"

#include <QCategoryAxis>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QGraphicsSceneResizeEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lossarium::ui {
namespace {

constexpr Index mostShares = 3;  // in the readout
constexpr int rightMargin = 20;

QString percent(double share) { return readableNumber(100 * share, 3) + QStringLiteral(" %"); }

// Below 0 and above 1 there are points, but no shares.
std::vector<double> sharesOnly(std::vector<double> ticks) {
  std::erase_if(ticks, [](double tick) { return tick < -1e-9 || tick > 1 + 1e-9; });
  return ticks;
}

}  // namespace

ClassPlot::ClassPlot(bool cached)
    : xAxis_(addLabelledAxis(*this, Qt::AlignBottom)),
      yAxis_(addLabelledAxis(*this, Qt::AlignLeft)),
      regions_(new RegionItem(this)),
      cloud_(new ClassCloudItem(this, cached)),
      layers_{new PaintedLayer<ClassPlot>(this, &ClassPlot::paintGround, 10),
              new PaintedLayer<ClassPlot>(this, &ClassPlot::paintCurves, 10.5),
              new PaintedLayer<ClassPlot>(this, &ClassPlot::paintMarks, 12),
              new PaintedLayer<ClassPlot>(this, &ClassPlot::paintHover, 13)} {
  cloud_->setZValue(11);
  yAxis_->setLineVisible(false);
  connect(this, &QChart::plotAreaChanged, this, [this] { rescale(); });
  setStyle(style_);
}

void ClassPlot::setContent(const ClassScene& content) {
  const bool samePoints = content.points == content_.points;
  const bool sameFrame = samePoints && content.range == content_.range && content.xTitle == content_.xTitle &&
                         content.yTitle == content_.yTitle && content.caption == content_.caption &&
                         content.classNames == content_.classNames;
  content_ = content;
  if (!samePoints) {
    hover_.reset();
    cloud_->setPoints(content_.points);
  }
  regions_->setField(content_.field, content_.classNames.size());
  if (!sameFrame) arrange();
  for (auto* layer : layers_) layer->update();
}

void ClassPlot::setStyle(const PlotStyle& style) {
  style_ = style;
  styleChart(*this, style);
  regions_->setStyle(style);
  cloud_->setStyle(style);
  arrange();
}

std::unique_ptr<PointPlot> ClassPlot::copy() const {
  auto plot = std::make_unique<ClassPlot>(false);
  plot->setStyle(style_);
  plot->setContent(content_);
  return plot;
}

std::optional<qsizetype> ClassPlot::pointNear(QPointF pixel, double reach) const {
  return cloud_->pointNear(pixel, reach);
}

// Over one input the height of a point says nothing but its class.
void ClassPlot::movePoint(qsizetype index, QPointF place) {
  ClassPoint& point = content_.points[static_cast<std::size_t>(index)];
  point.place = content_.oneInput ? QPointF(place.x(), point.place.y()) : place;
  cloud_->setPoints(content_.points);
  for (auto* layer : layers_) layer->update();
}

void ClassPlot::holdRange(bool hold) {
  holdsRange_ = hold;
  if (!hold) arrange();
}

void ClassPlot::setHover(std::optional<qsizetype> index) {
  hover_ = index;
  layers_.back()->update();
}

void ClassPlot::resizeEvent(QGraphicsSceneResizeEvent* event) {
  for (auto* layer : layers_) layer->followSize();
  QChart::resizeEvent(event);
  arrange();
}

// They come after the training rows, validation before test.
HeldOut ClassPlot::heldOut() const {
  const auto& points = content_.points;
  if (points.empty() || points.back().training) return HeldOut::none;
  const bool validation = std::any_of(points.begin(), points.end(),
                                      [](const ClassPoint& point) { return !point.training && !point.test; });
  if (!points.back().test) return HeldOut::validation;
  return validation ? HeldOut::both : HeldOut::test;
}

void ClassPlot::arrange() {
  const QRectF range = content_.range.normalized();
  if (!holdsRange_) {
    xRange_ = sensibleRange(range.left(), range.right());
    yRange_ = sensibleRange(range.top(), range.bottom());
  }
  placeTicks(size());
  setMarginsFor({0, 0});
  if (!content_.oneInput) keepProportion();
  const bool regions = !content_.oneInput;
  for (QCategoryAxis* axis : {xAxis_, yAxis_}) axis->setGridLineVisible(!regions);
  rescale();
}

// A circle is round: what is left over lies at both sides, or the legend takes it.
void ClassPlot::keepProportion() {
  const QSizeF spare = spareRoom(plotArea().size(), xRange_, yRange_);
  if (spare.width() < 1 && spare.height() < 1) return;
  placeTicks(size() - spare);
  setMarginsFor(spare);
}

void ClassPlot::setMarginsFor(const QSizeF& spare) {
  const QFontMetricsF metrics(style_.font);
  const double width = size().width() - rightMargin - 12;
  const double besideTitle = width - metrics.horizontalAdvance(content_.yTitle) - 24;
  legend_ = layOutLegend(content_.classNames, heldOut(), besideTitle, width, style_);
  const Legend column = stackedLegend(content_.classNames, heldOut(), style_);
  legendAside_ = spare.width() > column.width + 8 && column.rows * metrics.height() < plotArea().height();
  if (legendAside_) legend_ = column;
  QMargins wanted = titleMargins(titles(), style_, size().width(), rightMargin);
  if (!legendAside_)
    wanted.setTop(wanted.top() + static_cast<int>(std::ceil((legend_.rows - 1) * metrics.height())));
  const double right =
      legendAside_ ? std::max(spare.width() / 2, column.width + 8 - rightMargin) : spare.width() / 2;
  const int below = static_cast<int>(spare.height() / 2);
  wanted += QMargins(static_cast<int>(spare.width() - right), below, static_cast<int>(right), below);
  if (margins() == wanted) return;
  setMargins(wanted);
  layout()->invalidate();
  layout()->activate();
}

void ClassPlot::placeTicks(const QSizeF& room) {
  const auto [across, up] = tickCounts(room, style_.font);
  const std::vector<double> xTicks = niceTicks(xRange_.minimum, xRange_.maximum, std::max(3, across));
  std::vector<double> yTicks = niceTicks(yRange_.minimum, yRange_.maximum, std::max(3, up));
  if (content_.oneInput) yTicks = sharesOnly(yTicks);
  applyTicks(*xAxis_, xRange_, xTicks, tickLabels(xTicks));
  applyTicks(*yAxis_, yRange_, yTicks, tickLabels(yTicks));
}

void ClassPlot::rescale() {
  regions_->setScale(scale());
  cloud_->setScale(scale());
  for (auto* layer : layers_) layer->update();
}

bool ClassPlot::isWrong(std::size_t point) const {
  return point < content_.guesses.size() && content_.guesses[point] != content_.points[point].label;
}

std::vector<ReadoutRow> ClassPlot::readout() const {
  if (!hover_ || *hover_ >= static_cast<qsizetype>(content_.points.size())) return {};
  const auto index = static_cast<std::size_t>(*hover_);
  const ClassPoint& point = content_.points[index];
  std::vector<ReadoutRow> rows;
  if (heldOut() != HeldOut::none)
    rows.push_back({{},
                    point.training ? DataView::tr("training")
                    : point.test   ? DataView::tr("test")
                                   : DataView::tr("validation"),
                    {}});
  rows.push_back({{}, content_.xTitle, readableNumber(point.place.x())});
  if (!content_.oneInput) rows.push_back({{}, content_.yTitle, readableNumber(point.place.y())});
  rows.push_back({{}, content_.targetName, content_.classNames[point.label]});
  addShares(rows, *hover_);
  if (*hover_ < content_.loss.size()) {
    rows.push_back({{}, DataView::tr("its loss"), readableNumber(content_.loss[*hover_])});
    rows.push_back({{}, DataView::tr("its pull"), readableNumber(content_.pull[*hover_])});
  }
  const QFontMetricsF metrics(style_.font);
  for (ReadoutRow& row : rows)
    for (QString* text : {&row.label, &row.value})
      *text = metrics.elidedText(*text, Qt::ElideRight, 0.4 * plotArea().width());
  return rows;
}

// The most probable classes, the first of equals first.
void ClassPlot::addShares(std::vector<ReadoutRow>& rows, Index point) const {
  if (point >= content_.prediction.rows()) return;
  const Matrix shares = classShares(content_.prediction.row(point));
  std::vector<Index> order(static_cast<std::size_t>(shares.cols()));
  std::iota(order.begin(), order.end(), Index{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](Index one, Index other) { return shares(0, one) > shares(0, other); });
  for (Index i = 0; i < std::min(mostShares, shares.cols()); ++i) {
    const Index label = order[static_cast<std::size_t>(i)];
    rows.push_back({classColor(label, style_), content_.classNames[label], percent(shares(0, label))});
  }
}

void ClassPlot::paintGround(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  paintTitles(painter, rect(), plotArea(), titles(), style_);
  if (legendAside_)
    paintLegend(painter, legend_, plotArea().topRight() + QPointF(10, 0), style_);
  else
    paintLegend(painter, legend_, {rect().right() - rightMargin, rect().top() + 4}, style_);
}

void ClassPlot::paintCurves(QPainter& painter) const {
  if (!content_.borders.empty()) return;  // these are painted over the points
  if (!content_.oneInput || !content_.field) return;
  const DecisionField& field = *content_.field;
  const PlotScale plotScale = scale();
  paintChanges(painter);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  for (Index k = field.shares.cols() == 2 ? 1 : 0; k < field.shares.cols(); ++k) {
    QVector<QPointF> line;
    for (Index i = 0; i < field.x.size(); ++i)
      line.append(plotScale.toPixel({field.x[i], field.shares(i, k)}));
    painter.setPen(QPen(classColor(k, style_), 2.25, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    for (const QPolygonF& piece : clippedLine(line, plotScale.area)) painter.drawPolyline(piece);
  }
}

// Upright lines where the prediction goes over to another class.
void ClassPlot::paintChanges(QPainter& painter) const {
  const DecisionField& field = *content_.field;
  const PlotScale plotScale = scale();
  painter.setPen(QPen(mixed(style_.text, style_.background, 0.25), 1.2, Qt::DashLine));
  for (Index i = 0; i + 1 < field.x.size(); ++i) {
    const Index before = field.best[static_cast<std::size_t>(i)],
                after = field.best[static_cast<std::size_t>(i) + 1];
    if (before == after) continue;
    const double lead = field.shares(i, before) - field.shares(i, after);
    const double lag = field.shares(i + 1, after) - field.shares(i + 1, before);
    const double x = std::lerp(field.x[i], field.x[i + 1], lead + lag > 0 ? lead / (lead + lag) : 0.5);
    const double pixel = plotScale.toPixel({x, 0}).x();
    painter.drawLine(QPointF(pixel, plotScale.area.top()), QPointF(pixel, plotScale.area.bottom()));
  }
}

void ClassPlot::paintMarks(QPainter& painter) const {
  paintWrong(painter);
  paintShareBars(painter, content_.bars, cloud_->radius(), scale(), style_);
  paintFitLines(painter, content_.borders, scale(), style_);
}

// An outline around each point whose class is not the predicted one. Over one input the upright lines say as
// much, and strips of points are dense.
void ClassPlot::paintWrong(QPainter& painter) const {
  if (content_.oneInput) return;
  const PlotScale plotScale = scale();
  const double radius = cloud_->radius();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(withAlpha(style_.text, 0.45), radius > 3 ? 1.2 : 0.8, Qt::SolidLine, Qt::SquareCap,
                      Qt::MiterJoin));
  for (std::size_t i = 0; i < content_.points.size(); ++i) {
    const ClassPoint& point = content_.points[i];
    if (isWrong(i) && cloud_->shows(point))
      outlineClassMark(painter, point.label, plotScale.toPixel(point.place), radius);
  }
}

void ClassPlot::paintHover(QPainter& painter) const {
  if (!hover_ || *hover_ >= static_cast<qsizetype>(content_.points.size())) return;
  const QPointF pixel = scale().toPixel(content_.points[static_cast<std::size_t>(*hover_)].place);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style_.text, 2));
  painter.drawEllipse(pixel, 9, 9);
  paintCornerReadout(painter, plotArea(), pixel, readout(), style_);
}

}  // namespace lossarium::ui
