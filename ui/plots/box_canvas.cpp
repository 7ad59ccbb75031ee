#include "ui/plots/box_canvas.h"

#include "ui/plots/arrow_keys.h"
#include "ui/plots/box_snap.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double step = 0.1, stride = 0.5;  // of the grid, for a key and with Shift
constexpr double snapReach = 7;             // pixels
constexpr double zoomOfNotch = 1.25;

PairBox otherOf(PairBox which) { return which == PairBox::target ? PairBox::prediction : PairBox::target; }

/// An arrow key with the modifiers that resize.
QPointF resizeDirection(const QKeyEvent& event) {
  const auto resizing = event.modifiers() & (Qt::AltModifier | Qt::ControlModifier);
  if (!resizing) return {};
  return arrowDirection(QKeyEvent(event.type(), event.key(), event.modifiers() & ~resizing));
}

bool isPlain(const QKeyEvent& event) {
  return !(event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
}

bool zoomsIn(int key) { return key == Qt::Key_Plus || key == Qt::Key_Equal; }
bool zoomsOut(int key) { return key == Qt::Key_Minus; }

}  // namespace

BoxCanvas::BoxCanvas(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMinimumSize(minimumSizeHint());
  setAccessibleName(tr("Target and predicted box"));
  setAccessibleDescription(
      tr("Two boxes on a plane. Arrow keys move the one that has the keys, with Shift further; with Alt they "
         "resize it. T passes the keys to the other box, plus and minus zoom, H shows all."));
  setToolTip(
      tr("Drag a box, or its edges and corners. Shift keeps the proportions, Ctrl snaps to the grid and the "
         "other box.\n"
         "Arrow keys move it (Shift: further), Alt and arrow keys resize it, T takes the other box.\n"
         "The wheel zooms, dragging the ground moves the view, H or a double click shows all."));
  plot_.showAll();
}

void BoxCanvas::setScene(const BoxCanvasScene& scene) {
  plot_.setContent(scene, drag_.has_value());
  update();
}

void BoxCanvas::setPlotStyle(const PlotStyle& style) {
  plot_.setStyle(style);
  update();
}

void BoxCanvas::paintTo(QPainter& painter, const QRectF& target) const { plot_.paint(painter, target, {}); }

void BoxCanvas::hold(PairBox which) {
  if (which == held_) return;
  held_ = which;
  showHandles();
  emit heldChanged(which);
}

void BoxCanvas::showAll() {
  plot_.showAll();
  update();
}

/// Of the box under the pointer, or else of the one that has the keys.
void BoxCanvas::showHandles() {
  hand_.focused = hasFocus();
  hand_.handled = under_ ? under_ : hasFocus() ? std::optional(held_) : std::nullopt;
  hand_.focused = hasFocus() && hand_.handled == held_;
  update();
}

void BoxCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  plot_.paint(painter, rect(), hand_);
}

/// Sides before insides, the box that has the keys before the other.
std::optional<BoxCanvas::Hold> BoxCanvas::holdAt(QPointF pixel) const {
  if (!plotScale().area.contains(pixel)) return {};
  for (const PairBox which : {held_, otherOf(held_)})
    if (const auto grip = sidesAt(plot_.pixelBox(which, rect()), pixel)) return Hold{which, *grip};
  for (const PairBox which : {held_, otherOf(held_)})
    if (plot_.pixelBox(which, rect()).contains(pixel)) return Hold{which, {}};
  return {};
}

void BoxCanvas::hover(QPointF pixel) {
  const auto held = holdAt(pixel);
  setCursor(held ? cursorOf(held->grip) : Qt::ArrowCursor);
  const PlotScale scale = plotScale();
  emit hovered(scale.area.contains(pixel) ? std::optional(scale.toValue(pixel)) : std::nullopt);
  const auto which = held ? std::optional(held->which) : std::nullopt;
  if (which == under_) return;
  under_ = which;
  showHandles();
}

void BoxCanvas::moveBox(PairBox which, const Eigen::Vector4d& box) {
  if (box == plot_.box(which) || !box.allFinite()) return;
  plot_.moveBox(which, box);
  if (!drag_) plot_.adaptRange();
  update();
  which == PairBox::target ? emit targetMoved(box) : emit predictionMoved(box);
}

void BoxCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || drag_) return event->ignore();
  const PlotScale scale = plotScale();
  if (!scale.area.contains(event->position())) return event->ignore();
  const auto held = holdAt(event->position());
  drag_ = Drag{held, scale.toValue(event->position()), scale, Eigen::Vector4d::Zero()};
  if (held) {
    drag_->box = upright(plot_.box(held->which));
    hold(held->which);
    emit dragStarted();
  }
  if (!held || held->grip.isWhole()) setCursor(Qt::ClosedHandCursor);
}

void BoxCanvas::mouseMoveEvent(QMouseEvent* event) {
  if (!drag_) return hover(event->position());
  if (drag_->hold) return dragTo(event->position(), event->modifiers());
  panTo(event->position());
}

// Twice, because the numbers beside the plane may get another width.
void BoxCanvas::panTo(QPointF pixel) {
  for (int i = 0; i < 2; ++i) plot_.pan(drag_->start - plotScale().toValue(pixel));
  update();
}

void BoxCanvas::dragTo(QPointF pixel, Qt::KeyboardModifiers modifiers) {
  const auto& [held, start, scale, before] = *drag_;
  Eigen::Vector4d box = pulled(before, held->grip, scale.toValue(pixel) - start);
  hand_.guidesX.clear();
  hand_.guidesY.clear();
  const Eigen::Vector4d other = upright(plot_.box(otherOf(held->which)));
  if (plot_.content().snap != modifiers.testFlag(Qt::ControlModifier)) {
    const double reach = snapReach * scale.x.span() / scale.area.width();
    SnappedBox caught = snapped(box, held->grip, other, snapStep(), reach);
    box = caught.box;
    hand_.guidesX = std::move(caught.guidesX);
    hand_.guidesY = std::move(caught.guidesY);
  }
  if (modifiers.testFlag(Qt::ShiftModifier)) box = keptInShape(before, box, held->grip);
  update();
  moveBox(held->which, box);
}

void BoxCanvas::mouseReleaseEvent(QMouseEvent* event) {
  if (!drag_ || event->button() != Qt::LeftButton) return event->ignore();
  const bool moved = drag_->hold.has_value();
  drag_.reset();
  hand_.guidesX.clear();
  hand_.guidesY.clear();
  plot_.adaptRange();
  hover(event->position());
  update();
  if (moved) emit dragEnded();
}

void BoxCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  showAll();
}

void BoxCanvas::leaveEvent(QEvent* event) {
  if (!drag_) {
    under_.reset();
    showHandles();
    emit hovered(std::nullopt);
  }
  QWidget::leaveEvent(event);
}

void BoxCanvas::wheelEvent(QWheelEvent* event) {
  const PlotScale scale = plotScale();
  const double notches = event->angleDelta().y() / 120.0;
  if (drag_ || notches == 0 || !scale.area.contains(event->position())) return event->ignore();
  const QPointF about = scale.toValue(event->position());
  plot_.zoom(std::pow(zoomOfNotch, -notches), about);
  plot_.pan(about - plotScale().toValue(event->position()));
  hover(event->position());
  update();
  event->accept();
}

bool BoxCanvas::takesKey(const QKeyEvent& event) const {
  if (!arrowDirection(event).isNull() || !resizeDirection(event).isNull()) return true;
  const int key = event.key();
  return isPlain(event) && (key == Qt::Key_T || key == Qt::Key_H || zoomsIn(key) || zoomsOut(key));
}

bool BoxCanvas::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && takesKey(static_cast<QKeyEvent&>(*event))) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

void BoxCanvas::keyPressEvent(QKeyEvent* event) {
  if (!takesKey(*event)) return event->ignore();
  const bool far = event->modifiers().testFlag(Qt::ShiftModifier);
  if (const QPointF by = arrowDirection(*event); !by.isNull()) return moveByKey(by, far);
  if (const QPointF by = resizeDirection(*event); !by.isNull()) return resizeByKey(by, far);
  if (event->key() == Qt::Key_T) return hold(otherOf(held_));
  if (event->key() == Qt::Key_H) return showAll();
  const Eigen::Vector4d centre = centreSizeOf(plot_.box(held_));
  if (!centre.allFinite()) return;
  plot_.zoom(zoomsIn(event->key()) ? 1 / zoomOfNotch : zoomOfNotch, {centre[0], centre[1]});
  update();
}

// Keys that repeat are one gesture.
void BoxCanvas::keyReleaseEvent(QKeyEvent* event) {
  if (!event->isAutoRepeat() && takesKey(*event)) emit dragEnded();
  QWidget::keyReleaseEvent(event);
}

double BoxCanvas::keyStep(bool far) const {
  if (plot_.content().snap) return (far ? 5 : 1) * snapStep();
  return (far ? stride : step) * plot_.gridStep(rect());
}

void BoxCanvas::moveByKey(QPointF direction, bool far) {
  moveBox(held_, pulled(upright(plot_.box(held_)), {}, keyStep(far) * direction));
}

/// The right and the upper side move; right and up make the box larger.
void BoxCanvas::resizeByKey(QPointF direction, bool far) {
  const BoxGrip grip{.left = false, .bottom = false, .right = direction.x() != 0, .top = direction.y() != 0};
  moveBox(held_, pulled(upright(plot_.box(held_)), grip, keyStep(far) * direction));
}

/// Tab takes the target after the prediction, and then goes on.
bool BoxCanvas::focusNextPrevChild(bool next) {
  if (hasFocus() && held_ == (next ? PairBox::prediction : PairBox::target)) {
    hold(otherOf(held_));
    return true;
  }
  return QWidget::focusNextPrevChild(next);
}

void BoxCanvas::focusInEvent(QFocusEvent* event) {
  if (event->reason() == Qt::TabFocusReason) hold(PairBox::prediction);
  if (event->reason() == Qt::BacktabFocusReason) hold(PairBox::target);
  showHandles();
  QWidget::focusInEvent(event);
}

void BoxCanvas::focusOutEvent(QFocusEvent* event) {
  showHandles();
  QWidget::focusOutEvent(event);
}

}  // namespace lossarium::ui
