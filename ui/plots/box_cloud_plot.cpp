#include "ui/plots/box_cloud_plot.h"

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
#include <limits>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr std::size_t manyBoxes = 150;  // beyond which starts and ways would be a thicket
constexpr int rightMargin = 20;
constexpr double roomForCorners = 280;  // pixels of the chart, without which a readout has none of them

// Around the same middle.
AxisRange atLeast(AxisRange range, double span) {
  const double middle = (range.minimum + range.maximum) / 2;
  return {std::min(range.minimum, middle - span / 2), std::max(range.maximum, middle + span / 2)};
}

// How far a pixel is from the nearest edge of a rectangle.
double distanceToEdge(const QRectF& box, QPointF pixel) {
  const double outX = std::max({box.left() - pixel.x(), 0.0, pixel.x() - box.right()});
  const double outY = std::max({box.top() - pixel.y(), 0.0, pixel.y() - box.bottom()});
  if (outX > 0 || outY > 0) return std::hypot(outX, outY);
  return std::min(
      {pixel.x() - box.left(), box.right() - pixel.x(), pixel.y() - box.top(), box.bottom() - pixel.y()});
}

// Its ground and its outline, as far as they lie in the plot.
void drawBox(QPainter& painter, const QRectF& box, const QRectF& area) {
  const QPen pen = painter.pen();
  painter.setPen(Qt::NoPen);
  if (painter.brush().style() != Qt::NoBrush) painter.drawRect(box.intersected(area));
  painter.setPen(pen);
  const QVector<QPointF> outline{box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft(),
                                 box.topLeft()};
  for (const QPolygonF& piece : clippedLine(outline, area)) painter.drawPolyline(piece);
}

QString cornersText(const QRectF& box) {
  QStringList corners;
  for (const double each : {box.left(), box.top(), box.right(), box.bottom()})
    corners << readableNumber(each, 3);
  return corners.join(QStringLiteral(", "));
}

}  // namespace

BoxCloudPlot::BoxCloudPlot()
    : xAxis_(addLabelledAxis(*this, Qt::AlignBottom)),
      yAxis_(addLabelledAxis(*this, Qt::AlignLeft)),
      layers_{new PaintedLayer<BoxCloudPlot>(this, &BoxCloudPlot::paintGround, 10),
              new PaintedLayer<BoxCloudPlot>(this, &BoxCloudPlot::paintTargets, 11),
              new PaintedLayer<BoxCloudPlot>(this, &BoxCloudPlot::paintFits, 12),
              new PaintedLayer<BoxCloudPlot>(this, &BoxCloudPlot::paintHover, 13)} {
  yAxis_->setLineVisible(false);
  connect(this, &QChart::plotAreaChanged, this, [this] {
    for (auto* layer : layers_) layer->update();
  });
  setStyle(style_);
}

void BoxCloudPlot::setContent(const BoxCloudScene& content) {
  const bool sameRows = content.rows == content_.rows;
  const bool sameFrame = sameRows && content.range == content_.range && content.xTitle == content_.xTitle &&
                         content.yTitle == content_.yTitle && content.caption == content_.caption;
  content_ = content;
  if (!sameRows) hover_.reset();
  if (!sameFrame) arrange();
  for (auto* layer : layers_) layer->update();
}

void BoxCloudPlot::setStyle(const PlotStyle& style) {
  style_ = style;
  styleChart(*this, style);
  arrange();
}

std::unique_ptr<PointPlot> BoxCloudPlot::copy() const {
  auto plot = std::make_unique<BoxCloudPlot>();
  plot->setStyle(style_);
  plot->setContent(content_);
  return plot;
}

void BoxCloudPlot::setHover(std::optional<qsizetype> index) {
  hover_ = index;
  layers_.back()->update();
}

void BoxCloudPlot::resizeEvent(QGraphicsSceneResizeEvent* event) {
  for (auto* layer : layers_) layer->followSize();
  QChart::resizeEvent(event);
  arrange();
}

// The labels of the ticks decide how much room the plot has, and the room which ticks there are.
void BoxCloudPlot::arrange() {
  constexpr int rounds = 4;
  for (int round = 0; round < rounds; ++round) {
    const QRectF before = plotArea();
    fillArea();
    placeTicks();
    setMargins(titleMargins(titles(), style_, size().width(), rightMargin));
    layout()->invalidate();
    layout()->activate();
    if (round > 0 && plotArea() == before) break;
  }
  fillArea();
  for (auto* layer : layers_) layer->update();
}

// A square is square, and the plot as large as there is room: what is too narrow shows more at both sides.
void BoxCloudPlot::fillArea() {
  const QRectF range = content_.range.normalized();
  xRange_ = sensibleRange(range.left(), range.right());
  yRange_ = sensibleRange(range.top(), range.bottom());
  const QSizeF room = plotArea().size();
  if (room.width() < 1 || room.height() < 1) return;
  const double pixel = std::max(xRange_.span() / room.width(), yRange_.span() / room.height());
  xRange_ = atLeast(xRange_, pixel * room.width());
  yRange_ = atLeast(yRange_, pixel * room.height());
}

void BoxCloudPlot::placeTicks() {
  const auto [across, up] = tickCounts(size(), style_.font);
  const std::vector<double> xTicks = niceTicks(xRange_.minimum, xRange_.maximum, std::max(3, across));
  const std::vector<double> yTicks = niceTicks(yRange_.minimum, yRange_.maximum, std::max(3, up));
  applyTicks(*xAxis_, xRange_, xTicks, tickLabels(xTicks));
  applyTicks(*yAxis_, yRange_, yTicks, tickLabels(yTicks));
}

// A run that diverges can be anywhere: pixels stay within what painters take.
QRectF BoxCloudPlot::toPixels(const QRectF& box) const {
  static constexpr double farOff = 1e5;
  const PlotScale plotScale = scale();
  const auto near = [](QPointF pixel) {
    const auto bounded = [](double at) { return std::clamp(at, -farOff, farOff); };
    return QPointF(bounded(pixel.x()), bounded(pixel.y()));
  };
  return QRectF(near(plotScale.toPixel(box.topLeft())), near(plotScale.toPixel(box.bottomRight())))
      .normalized();
}

const BoxFit* BoxCloudPlot::chosenFit() const {
  for (const BoxFit& fit : content_.fits)
    if (fit.chosen) return &fit;
  return content_.fits.empty() ? nullptr : &content_.fits.front();
}

QRectF BoxCloudPlot::shownBox(qsizetype row) const {
  const BoxFit* fit = chosenFit();
  if (fit && row < fit->boxes.size() && isThere(fit->boxes[row])) return fit->boxes[row];
  return content_.rows[static_cast<std::size_t>(row)].detected;
}

QPointF BoxCloudPlot::place(qsizetype index) const { return shownBox(index).center(); }

std::optional<qsizetype> BoxCloudPlot::pointNear(QPointF pixel, double reach) const {
  std::optional<qsizetype> nearest;
  double least = reach;
  for (qsizetype i = 0; i < pointCount(); ++i) {
    const QRectF box = toPixels(shownBox(i)),
                 target = toPixels(content_.rows[static_cast<std::size_t>(i)].target);
    const QPointF toCentre = pixel - box.center();
    const double distance = std::min({distanceToEdge(box, pixel), distanceToEdge(target, pixel) + 1,
                                      std::hypot(toCentre.x(), toCentre.y())});
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}

bool BoxCloudPlot::isDense() const { return content_.rows.size() > manyBoxes; }

std::vector<ReadoutRow> BoxCloudPlot::readout() const {
  if (!hover_ || *hover_ >= pointCount()) return {};
  const Detection& row = content_.rows[static_cast<std::size_t>(*hover_)];
  std::vector<ReadoutRow> rows;
  if (holdsOthers())
    rows.push_back({{},
                    row.training ? DataView::tr("training")
                    : row.test   ? DataView::tr("test")
                                 : DataView::tr("validation"),
                    {}});
  rows.push_back({{}, DataView::tr("object"), row.object});
  if (*hover_ < content_.iou.size())
    rows.push_back({{}, DataView::tr("IoU"), readableNumber(content_.iou[*hover_], 3)});
  if (*hover_ < content_.loss.size() && *hover_ < content_.pull.size()) {
    rows.push_back({{}, DataView::tr("its loss"), readableNumber(content_.loss[*hover_])});
    rows.push_back({{}, DataView::tr("its pull"), readableNumber(content_.pull[*hover_])});
  }
  if (rect().width() < roomForCorners || rect().height() < roomForCorners) return rows;
  rows.push_back({style_.text, DataView::tr("target"), cornersText(row.target)});
  for (const BoxFit& fit : content_.fits)
    if (*hover_ < fit.boxes.size())
      rows.push_back(
          {colorOf(fit),
           fit.letter.isEmpty() ? DataView::tr("prediction") : DataView::tr("prediction %1").arg(fit.letter),
           cornersText(fit.boxes[*hover_])});
  return rows;
}

void BoxCloudPlot::paintGround(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  paintTitles(painter, rect(), plotArea(), titles(), style_);
  paintKey(painter);
}

// What is what, in the room beside the y title.
void BoxCloudPlot::paintKey(QPainter& painter) const {
  const QFontMetricsF metrics(style_.font);
  const BoxFit* fit = chosenFit();
  const QColor color = fit ? colorOf(*fit) : style_.accent;
  const bool several = content_.fits.size() > 1;
  const bool withStarts = !isDense();
  const std::pair<QString, QPen> entries[] = {
      {several ? DataView::tr("prediction of %1").arg(fit->letter) : DataView::tr("prediction"),
       QPen(color, 2)},
      {DataView::tr("detected"), QPen(withAlpha(style_.mutedText, 0.8), 1, Qt::DashLine)},
      {DataView::tr("target"), QPen(style_.text, 1)}};
  constexpr double mark = 12, gap = 6, between = 16;
  const double baseline = rect().top() + 4 + metrics.ascent();
  double right = plotArea().right();
  painter.setFont(style_.font);
  for (const auto& [name, pen] : entries) {
    if (pen.style() == Qt::DashLine && !withStarts) continue;
    right -= metrics.horizontalAdvance(name);
    painter.setPen(style_.mutedText);
    painter.drawText(QPointF(right, baseline), name);
    right -= gap + mark;
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(right, baseline - 9, mark, 9));
    right -= between;
  }
}

void BoxCloudPlot::paintTargets(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  if (!isDense()) {
    painter.setPen(QPen(withAlpha(style_.mutedText, 0.45), 1, Qt::DashLine));
    for (const Detection& row : content_.rows) drawBox(painter, toPixels(row.detected), plotArea());
  }
  for (const Detection& row : content_.rows) {
    const double strength = row.training ? 0.75 : 0.45;
    painter.setPen(QPen(withAlpha(style_.text, isDense() ? 0.6 * strength : strength), 1,
                        row.training ? Qt::SolidLine : Qt::DotLine));
    drawBox(painter, toPixels(row.target), plotArea());
  }
}

void BoxCloudPlot::paintFits(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  const BoxFit* chosen = chosenFit();
  for (const BoxFit& fit : content_.fits)
    if (&fit != chosen) paintFit(painter, fit);
  if (chosen) paintFit(painter, *chosen);
}

// Rows of one object may have the same box: it is drawn once.
void BoxCloudPlot::paintFit(QPainter& painter, const BoxFit& fit) const {
  const bool chosen = &fit == chosenFit();
  const QColor color = colorOf(fit);
  std::vector<QRectF> drawn;
  for (qsizetype i = 0; i < std::min(fit.boxes.size(), pointCount()); ++i) {
    const QRectF box = fit.boxes[i];
    if (!isThere(box)) continue;
    const Detection& row = content_.rows[static_cast<std::size_t>(i)];
    if (chosen && !isDense()) {
      painter.setPen(QPen(withAlpha(color, 0.35), 1));
      paintWay(painter, row.detected, box);
    }
    if (!isDense() && std::find(drawn.begin(), drawn.end(), box) != drawn.end()) continue;
    drawn.push_back(box);
    painter.setBrush(chosen ? QBrush(withAlpha(color, isDense() ? 0.04 : 0.1)) : Qt::NoBrush);
    painter.setPen(QPen(withAlpha(color, row.training ? 1 : 0.6), chosen && !isDense() ? 2 : 1.2,
                        row.training ? Qt::SolidLine : Qt::DotLine));
    drawBox(painter, toPixels(box), plotArea());
  }
}

void BoxCloudPlot::paintWay(QPainter& painter, const QRectF& from, const QRectF& to) const {
  if (const auto way = clippedSegment(toPixels(from).center(), toPixels(to).center(), plotArea()))
    painter.drawLine(*way);
}

// The row's boxes above all others, joined by the way from where it began.
void BoxCloudPlot::paintHover(QPainter& painter) const {
  if (!hover_ || *hover_ >= pointCount()) return;
  const Detection& row = content_.rows[static_cast<std::size_t>(*hover_)];
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style_.mutedText, 1.5, Qt::DashLine));
  drawBox(painter, toPixels(row.detected), plotArea());
  painter.setPen(QPen(style_.text, 2.5));
  drawBox(painter, toPixels(row.target), plotArea());
  for (const BoxFit& fit : content_.fits) {
    if (*hover_ >= fit.boxes.size() || !isThere(fit.boxes[*hover_])) continue;
    painter.setPen(QPen(colorOf(fit), 1.5));
    paintWay(painter, row.detected, fit.boxes[*hover_]);
    painter.setPen(QPen(colorOf(fit), 3));
    drawBox(painter, toPixels(fit.boxes[*hover_]), plotArea());
  }
  const QRectF room = rect().adjusted(8, 8, -8, -8);
  paintCornerReadout(painter, room, toPixels(shownBox(*hover_)).center(), readout(), style_);
}

}  // namespace lossarium::ui
