#include "ui/plots/box_pair_view.h"

#include "core/boxes/box_geometry.h"
#include "ui/plots/arrow_keys.h"

#include <QMouseEvent>
#include <QPainter>

namespace lossarium::ui {
namespace {

constexpr double step = 0.1, stride = 0.5;  // of the grid, for a key and with Shift

}  // namespace

BoxPairView::BoxPairView(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMinimumSize(minimumSizeHint());
  setAccessibleName(tr("Target and predicted box"));
  setAccessibleDescription(
      tr("Two boxes on a plane. Both are moved by dragging and resized by their edges and corners; the arrow "
         "keys "
         "move the prediction. Arrows on its edges show where gradient descent moves them."));
  setToolTip(
      tr("Drag a box, or its edges and corners. Arrow keys move the prediction (Shift: further).\n"
         "Arrows on its edges: where gradient descent moves them."));
  plot_.adaptRange();
}

void BoxPairView::setScene(const BoxPairScene& scene) {
  plot_.setContent(scene, drag_.has_value());
  update();
}

void BoxPairView::setPlotStyle(const PlotStyle& style) {
  plot_.setStyle(style);
  update();
}

void BoxPairView::paintTo(QPainter& painter, const QRectF& target) const {
  plot_.paint(painter, target, std::nullopt);
}

bool BoxPairView::event(QEvent* event) {
  if (takesArrowKey(*event)) return true;
  return QWidget::event(event);
}

void BoxPairView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto focused = hasFocus() ? std::optional(PairBox::prediction) : std::nullopt;
  plot_.paint(painter, rect(), hovered_ ? hovered_ : focused);
}

/// Sides before insides, the prediction before the target.
std::optional<BoxPairView::Hold> BoxPairView::holdAt(QPointF pixel) const {
  for (const PairBox which : {PairBox::prediction, PairBox::target})
    if (const auto grip = sidesAt(plot_.pixelBox(which, rect()), pixel)) return Hold{which, *grip};
  for (const PairBox which : {PairBox::prediction, PairBox::target})
    if (plot_.pixelBox(which, rect()).contains(pixel)) return Hold{which, {}};
  return {};
}

void BoxPairView::hover(std::optional<Hold> hold) {
  setCursor(hold ? cursorOf(hold->grip) : Qt::ArrowCursor);
  const auto which = hold ? std::optional(hold->which) : std::nullopt;
  if (which == hovered_) return;
  hovered_ = which;
  update();
}

void BoxPairView::moveBox(PairBox which, const Eigen::Vector4d& box) {
  if (box == plot_.box(which)) return;
  plot_.moveBox(which, box);
  if (!drag_) plot_.adaptRange();
  update();
  which == PairBox::target ? emit targetMoved(box) : emit predictionMoved(box);
}

void BoxPairView::mousePressEvent(QMouseEvent* event) {
  const auto hold = holdAt(event->position());
  if (event->button() != Qt::LeftButton || !hold) return event->ignore();
  const PlotScale scale = plotScale();
  drag_ = Drag{*hold, scale.toValue(event->position()), scale, upright(plot_.box(hold->which))};
  if (hold->grip.isWhole()) setCursor(Qt::ClosedHandCursor);
}

void BoxPairView::mouseMoveEvent(QMouseEvent* event) {
  if (!drag_) return hover(holdAt(event->position()));
  const QPointF by = drag_->scale.toValue(event->position()) - drag_->start;
  moveBox(drag_->hold.which, pulled(drag_->box, drag_->hold.grip, by));
}

void BoxPairView::mouseReleaseEvent(QMouseEvent* event) {
  if (!drag_ || event->button() != Qt::LeftButton) return event->ignore();
  drag_.reset();
  plot_.adaptRange();
  hover(holdAt(event->position()));
  update();
}

void BoxPairView::mouseDoubleClickEvent(QMouseEvent* event) { event->ignore(); }

void BoxPairView::leaveEvent(QEvent* event) {
  if (!drag_) hover(std::nullopt);
  QWidget::leaveEvent(event);
}

void BoxPairView::keyPressEvent(QKeyEvent* event) {
  const QPointF direction = arrowDirection(*event);
  if (direction.isNull()) return event->ignore();
  const double share = event->modifiers().testFlag(Qt::ShiftModifier) ? stride : step;
  const QPointF by = share * plot_.gridStep(rect()) * direction;
  moveBox(PairBox::prediction, pulled(upright(plot_.box(PairBox::prediction)), {}, by));
}

}  // namespace lossarium::ui
