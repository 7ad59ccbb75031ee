#include "ui/plots/function_chart.h"

#include "ui/plots/function_plot.h"

#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double smallStep = 0.01, largeStep = 0.1;  // of the axis, by a key
constexpr double notch = 120, zoomOfANotch = 1.2;

bool movesMarker(const QKeyEvent& event) {
  const bool plain = !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
  return plain && (event.key() == Qt::Key_Left || event.key() == Qt::Key_Right);
}

}  // namespace

FunctionChart::FunctionChart(QWidget* parent)
    : QChartView(new FunctionPlot, parent), plot_(static_cast<FunctionPlot*>(chart())) {
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(160, 90);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

FunctionChart::~FunctionChart() = default;

void FunctionChart::setScene(const FunctionScene& scene) { plot_->setContent(scene); }
void FunctionChart::setMarker(double x) { plot_->setMarker(x); }
const FunctionScene& FunctionChart::scene() const { return plot_->content(); }

void FunctionChart::setPlotStyle(const PlotStyle& style) {
  setBackgroundBrush(style.background);
  plot_->setStyle(style);
}

void FunctionChart::paintTo(QPainter& painter, const QRectF& target) const {
  paintFunctions(painter, target, plot_->content(), plot_->style());
}

PlotScale FunctionChart::plotScale() const { return plot_->scale(); }

// The arrows move the marker here, and are no shortcuts of the window.
bool FunctionChart::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && movesMarker(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return QChartView::event(event);
}

void FunctionChart::moveMarker(const QPoint& position) {
  const PlotScale scale = plotScale();
  const double x = scale.toValue(plot_->mapFromScene(mapToScene(position))).x();
  emit markerMoved(std::clamp(x, scale.x.minimum, scale.x.maximum));
}

void FunctionChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  setFocus(Qt::MouseFocusReason);
  moveMarker(event->position().toPoint());
}

void FunctionChart::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() & Qt::LeftButton)
    moveMarker(event->position().toPoint());
  else
    event->ignore();
}

void FunctionChart::mouseDoubleClickEvent(QMouseEvent* event) { event->ignore(); }

void FunctionChart::keyPressEvent(QKeyEvent* event) {
  if (!movesMarker(*event)) return event->ignore();
  const PlotScale scale = plotScale();
  const double step = (event->modifiers() & Qt::ShiftModifier ? largeStep : smallStep) * scale.x.span();
  const double from = scene().marker.value_or(0.5 * (scale.x.minimum + scale.x.maximum));
  emit markerMoved(
      std::clamp(from + (event->key() == Qt::Key_Left ? -step : step), scale.x.minimum, scale.x.maximum));
}

void FunctionChart::wheelEvent(QWheelEvent* event) {
  const double turns = event->angleDelta().y() / notch;
  if (turns == 0) return event->ignore();
  const double x = plotScale().toValue(plot_->mapFromScene(mapToScene(event->position().toPoint()))).x();
  emit zoomed(x, std::pow(zoomOfANotch, -turns));
  event->accept();
}

void paintFunctions(QPainter& painter, const QRectF& target, const FunctionScene& scene,
                    const PlotStyle& style) {
  auto* plot = new FunctionPlot;
  QGraphicsScene canvas;
  canvas.addItem(plot);
  plot->resize(target.size());
  plot->setStyle(style);
  plot->setContent(scene);
  plot->layout()->activate();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);  // upright and level lines are sharper without
  canvas.render(&painter, target, plot->rect(), Qt::IgnoreAspectRatio);
  painter.restore();
}

}  // namespace lossarium::ui
