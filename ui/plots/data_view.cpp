#include "ui/plots/data_view.h"

#include "ui/plots/box_cloud_plot.h"
#include "ui/plots/class_plot.h"
#include "ui/plots/data_hand.h"
#include "ui/plots/data_plot.h"
#include "ui/plots/field_plot.h"

#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

namespace lossarium::ui {
namespace {

constexpr double reach = 14;  // pixels from the pointer to a point that it reads

}  // namespace

DataView::DataView(QWidget* parent)
    : QChartView(parent),
      hand_(new DataHand(this)),
      fit_(std::make_unique<DataPlot>(true)),
      classes_(std::make_unique<ClassPlot>(true)),
      field_(std::make_unique<FieldPlot>(true)),
      boxes_(std::make_unique<BoxCloudPlot>()),
      plot_(fit_.get()) {
  setChart(plot_);
  hand_->setPlot(plot_);
  connect(hand_, &DataHand::dragged, this, &DataView::pointDragged);
  connect(hand_, &DataHand::added, this, &DataView::pointsAdded);
  connect(hand_, &DataHand::addedDragged, this, &DataView::addedDragged);
  connect(hand_, &DataHand::removed, this, &DataView::pointRemoved);
  connect(hand_, &DataHand::dropped, this, &DataView::toolDropped);
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::NoFocus);
  setMouseTracking(true);
  setMinimumSize(160, 120);
  setAccessibleName(tr("Data and fit"));
  setAccessibleDescription(description());
}

// The view would delete what it shows, and both charts are this object's own.
DataView::~DataView() { setChart(new QChart); }

void DataView::setScene(const DataScene& scene) {
  present(fit_.get());
  fit_->setContent(scene);
  followHand();
}

void DataView::setScene(const ClassScene& scene) {
  present(classes_.get());
  classes_->setContent(scene);
  followHand();
}

void DataView::setScene(const FieldScene& scene) {
  present(field_.get());
  field_->setContent(scene);
  followHand();
}

void DataView::setScene(const BoxCloudScene& scene) {
  present(boxes_.get());
  boxes_->setContent(scene);
  followHand();
}

void DataView::present(PointPlot* plot) {
  if (plot == plot_) return;
  lit_.reset();
  hover(std::nullopt);
  plot_ = plot;
  setChart(plot_);
  hand_->setPlot(plot_);
}

// New content forgets what the pointer or the keys had chosen, but a point in the hand stays there.
void DataView::followHand() {
  hand_->followScene();
  const bool forgotten = !plot_->hovered();
  hover(hand_->chosen() ? hand_->chosen() : forgotten ? std::nullopt : hovered_);
}

void DataView::setTool(DataTool tool) {
  if (tool == hand_->tool()) return;
  hand_->setTool(tool);
  setAccessibleDescription(description());
  showBrush(std::nullopt);
  setFocusPolicy(hand_->isActive() ? Qt::StrongFocus : Qt::NoFocus);
  if (hand_->isActive())
    setFocus();
  else
    clearFocus();
  viewport()->setCursor(hand_->isActive() ? Qt::CrossCursor : Qt::ArrowCursor);
  hover(std::nullopt);
}

QString DataView::description() const {
  return hand_->isActive()
             ? tr("Left and right choose a point, Shift with an arrow moves it, Delete removes it, Insert "
                  "adds "
                  "one, Escape ends.")
             : tr("The data and what the model makes of them. The pointer shows a point’s values.");
}

bool DataView::isBusy() const { return hand_->isBusy(); }

void DataView::letGo() { hand_->letGo(); }

DataTool DataView::tool() const { return hand_->tool(); }

QPointF DataView::inPlot(QPointF pixel) const { return plot_->mapFromScene(mapToScene(pixel.toPoint())); }

void DataView::setPlotStyle(const PlotStyle& style) {
  setBackgroundBrush(style.background);
  fit_->setStyle(style);
  classes_->setStyle(style);
  field_->setStyle(style);
  boxes_->setStyle(style);
}

void DataView::paintTo(QPainter& painter, const QRectF& target) const {
  PointPlot* plot = plot_->copy().release();
  QGraphicsScene canvas;
  canvas.addItem(plot);
  plot->resize(target.size());
  plot->layout()->activate();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);  // upright and level lines are sharper without
  canvas.render(&painter, target, plot->rect(), Qt::IgnoreAspectRatio);
  painter.restore();
}

PlotScale DataView::plotScale() const { return plot_->scale(); }

QStringList DataView::readout() const {
  QStringList lines;
  for (const ReadoutRow& row : plot_->readout())
    lines += row.value.isEmpty() ? row.label : row.label + QLatin1Char(' ') + row.value;
  return lines;
}

void DataView::hover(std::optional<qsizetype> index) {
  const bool same = index == hovered_;
  hovered_ = index;
  mark();
  if (!same) emit pointHovered(index ? static_cast<int>(*index) : -1);
}

void DataView::light(std::optional<int> index) {
  lit_ = index ? std::optional<qsizetype>(*index) : std::nullopt;
  mark();
}

void DataView::mark() {
  const bool drawn = lit_ && *lit_ < plot_->pointCount();
  plot_->setHover(hovered_ || !drawn ? hovered_ : lit_);
}

void DataView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF position = inPlot(event->position());
  if (hand_->move(position))
    hover(hand_->chosen());
  else
    hover(plot_->pointNear(position, reach));
  viewport()->setCursor(hand_->cursorAt(position));
  showBrush(tool() == DataTool::brush ? std::optional(event->position()) : std::nullopt);
  event->setAccepted(hand_->isBusy());
}

// Only where it was and is: the rest need not be painted anew.
void DataView::showBrush(std::optional<QPointF> pixel) {
  const auto around = [](QPointF middle) {
    const double side = DataHand::brushRadius + 3;
    return QRectF(middle - QPointF(side, side), QSizeF(2 * side, 2 * side)).toAlignedRect();
  };
  for (const auto& place : {brush_, pixel})
    if (place) viewport()->update(around(*place));
  brush_ = pixel;
}

void DataView::drawForeground(QPainter* painter, const QRectF&) {
  if (!brush_ || !plot_->scale().area.contains(inPlot(*brush_))) return;
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(palette().color(QPalette::PlaceholderText), 1, Qt::DashLine));
  painter->setBrush(Qt::NoBrush);
  painter->drawEllipse(mapToScene(brush_->toPoint()), DataHand::brushRadius, DataHand::brushRadius);
  painter->restore();
}

void DataView::mousePressEvent(QMouseEvent* event) {
  const QPointF position = inPlot(event->position());
  if (!hand_->isActive() && event->button() == Qt::LeftButton)
    emit pointPicked(static_cast<int>(plot_->pointNear(position, reach).value_or(-1)));
  if (!hand_->press(position, event->button())) return QChartView::mousePressEvent(event);
  viewport()->setCursor(hand_->cursorAt(position));
  event->accept();
}

void DataView::mouseReleaseEvent(QMouseEvent* event) {
  if (!hand_->isBusy() || event->buttons() & Qt::LeftButton) return QChartView::mouseReleaseEvent(event);
  hand_->release();
  viewport()->setCursor(hand_->cursorAt(inPlot(event->position())));
  emit gestureEnded();
}

// The right button removes a point; a menu would be in its way.
void DataView::contextMenuEvent(QContextMenuEvent* event) {
  hand_->isActive() ? event->accept() : QChartView::contextMenuEvent(event);
}

bool DataView::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && hand_->takesKey(static_cast<QKeyEvent&>(*event))) {
    event->accept();
    return true;
  }
  return QChartView::event(event);
}

void DataView::leaveEvent(QEvent* event) {
  if (!hand_->isBusy()) {
    hand_->forgetChosen();
    hover(std::nullopt);
  }
  showBrush(std::nullopt);
  QChartView::leaveEvent(event);
}

// Two quick clicks are two clicks.
void DataView::mouseDoubleClickEvent(QMouseEvent* event) {
  hand_->isActive() ? mousePressEvent(event) : event->ignore();
}

void DataView::keyPressEvent(QKeyEvent* event) {
  if (!hand_->takesKey(*event)) return event->ignore();
  hand_->pressKey(*event);
  hover(hand_->chosen());
}

void DataView::wheelEvent(QWheelEvent* event) { event->ignore(); }

}  // namespace lossarium::ui
