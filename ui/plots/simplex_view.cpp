#include "ui/plots/simplex_view.h"

#include "ui/plots/arrow_keys.h"
#include "ui/plots/plot_marks.h"

#include <QLineF>
#include <QMouseEvent>
#include <QPainter>

namespace lossarium::ui {
namespace {

constexpr double outsideReach = 14;          // pixels beyond the triangle that still belong to it
constexpr double step = 0.01, stride = 0.1;  // in probability, for a key and with Shift

}  // namespace

SimplexView::SimplexView(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMinimumSize(minimumSizeHint());
  setAccessibleName(tr("Loss over the probabilities of three classes"));
  setAccessibleDescription(
      tr("A triangle: each corner is certainty of one class. The marker is moved by dragging or by the arrow "
         "keys; "
         "an arrow shows where gradient descent on the logits moves the probabilities."));
  setToolTip(
      tr("Drag the marker, or move it with the arrow keys (Shift: further).\n"
         "The arrow: where gradient descent on the logits moves the probabilities."));
}

void SimplexView::setScene(const SimplexScene& scene) {
  plot_.setContent(scene);
  update();
}

void SimplexView::setPlotStyle(const PlotStyle& style) {
  plot_.setStyle(style);
  update();
}

void SimplexView::paintTo(QPainter& painter, const QRectF& target) const {
  plot_.paint(painter, target, false);
}

QPointF SimplexView::toPixel(const Eigen::Vector3d& probabilities) const {
  return triangle().toPixel(probabilities);
}

Eigen::Vector3d SimplexView::toProbabilities(QPointF pixel) const {
  return closestOnSimplex(triangle().toProbabilities(pixel));
}

bool SimplexView::isNearTriangle(QPointF pixel) const {
  return QLineF(pixel, toPixel(toProbabilities(pixel))).length() <= outsideReach;
}

void SimplexView::moveTo(const Eigen::Vector3d& probabilities) {
  if (probabilities == marker()) return;
  plot_.moveMarker(probabilities);
  update();
  emit markerMoved(probabilities);
}

bool SimplexView::event(QEvent* event) {
  if (takesArrowKey(*event)) return true;
  return QWidget::event(event);
}

void SimplexView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  plot_.paint(painter, rect(), hasFocus());
}

void SimplexView::mousePressEvent(QMouseEvent* event) {
  const QPointF pixel = event->position(), ball = toPixel(marker());
  const bool onBall = QLineF(pixel, ball).length() <= ballRadius + 2;
  if (event->button() != Qt::LeftButton || !(onBall || isNearTriangle(pixel))) return event->ignore();
  grip_ = onBall ? ball - pixel : QPointF();
  setCursor(Qt::ClosedHandCursor);
  moveTo(onBall ? marker() : toProbabilities(pixel));
}

void SimplexView::mouseMoveEvent(QMouseEvent* event) {
  if (grip_) return moveTo(toProbabilities(event->position() + *grip_));
  const bool onBall = QLineF(event->position(), toPixel(marker())).length() <= ballRadius + 2;
  setCursor(onBall                              ? Qt::OpenHandCursor
            : isNearTriangle(event->position()) ? Qt::CrossCursor
                                                : Qt::ArrowCursor);
}

void SimplexView::mouseReleaseEvent(QMouseEvent* event) {
  if (!grip_ || event->button() != Qt::LeftButton) return event->ignore();
  grip_.reset();
  mouseMoveEvent(event);
}

void SimplexView::mouseDoubleClickEvent(QMouseEvent* event) { event->ignore(); }

void SimplexView::keyPressEvent(QKeyEvent* event) {
  const QPointF direction = arrowDirection(*event);
  if (direction.isNull()) return event->ignore();
  const double size = event->modifiers().testFlag(Qt::ShiftModifier) ? stride : step;
  const Eigen::Vector3d across(0, -1, 1), up(1, -0.5, -0.5);
  moveTo(closestOnSimplex(marker() + size * (direction.x() * across + direction.y() * up)));
}

}  // namespace lossarium::ui
