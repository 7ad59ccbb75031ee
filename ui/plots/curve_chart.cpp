#include "ui/plots/curve_chart.h"

#include "ui/plots/curve_plot.h"
#include "ui/widgets/wrapped_tips.h"

#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <utility>

namespace lossarium::ui {

CurveChart::CurveChart(QWidget* parent)
    : QChartView(new CurvePlot, parent), plot_(static_cast<CurvePlot*>(chart())) {
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::NoFocus);
  setMouseTracking(true);
  setMinimumSize(160, 120);
  setAccessibleName(tr("Training curves"));
  setAccessibleDescription(
      tr("Loss after each epoch. The pointer shows the values of an epoch, a click goes back to it."));
}

CurveChart::~CurveChart() = default;

void CurveChart::setScene(CurveScene scene) {
  plot_->setContent(std::move(scene));
  // The pointer rests while the curves move under it.
  if (pointer_) hover(plot_->nearestEpoch(plotScale().toValue(*pointer_).x()));
}

void CurveChart::setPlotStyle(const PlotStyle& style) {
  setBackgroundBrush(style.background);
  plot_->setStyle(style);
}

void CurveChart::paintTo(QPainter& painter, const QRectF& target) const {
  auto* plot = new CurvePlot;
  QGraphicsScene canvas;
  canvas.addItem(plot);
  plot->resize(target.size());
  plot->showLike(*plot_);
  plot->layout()->activate();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);  // upright and level lines are sharper without
  canvas.render(&painter, target, plot->rect(), Qt::IgnoreAspectRatio);
  painter.restore();
}

PlotScale CurveChart::plotScale() const { return plot_->scale(); }

QString CurveChart::caption() const { return plot_->caption(); }

QStringList CurveChart::readout() const {
  QStringList lines;
  for (const ReadoutRow& row : plot_->readout()) lines += row.label + QLatin1Char(' ') + row.value;
  return lines;
}

void CurveChart::hover(std::optional<double> epoch) {
  plot_->setHover(epoch);
  if (epoch == hovered_) return;
  hovered_ = epoch;
  emit hovered(epoch);
}

void CurveChart::mousePressEvent(QMouseEvent* event) {
  const QPointF position = plot_->mapFromScene(mapToScene(event->position().toPoint()));
  if (event->button() != Qt::LeftButton || !plot_->plotArea().contains(position)) return event->ignore();
  if (const auto epoch = plot_->nearestEpoch(plotScale().toValue(position).x())) emit picked(*epoch);
}

void CurveChart::mouseMoveEvent(QMouseEvent* event) {
  const QPointF position = plot_->mapFromScene(mapToScene(event->position().toPoint()));
  const bool inside = plot_->plotArea().contains(position);
  pointer_ = inside ? std::optional(position) : std::nullopt;
  hover(inside ? plot_->nearestEpoch(plotScale().toValue(position).x()) : std::nullopt);
  plot_->setToolTip(wrappedTip(plot_->meaningAt(position)));
  event->ignore();
}

void CurveChart::leaveEvent(QEvent* event) {
  pointer_.reset();
  hover(std::nullopt);
  QChartView::leaveEvent(event);
}

void CurveChart::mouseDoubleClickEvent(QMouseEvent* event) { event->ignore(); }

void CurveChart::keyPressEvent(QKeyEvent* event) { event->ignore(); }

void CurveChart::wheelEvent(QWheelEvent* event) { event->ignore(); }

}  // namespace lossarium::ui
