#include "ui/plots/data_hand.h"

#include "ui/plots/arrow_keys.h"
#include "ui/plots/point_plot.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

namespace lossarium::ui {
namespace {

constexpr double reach = 14;                           // pixels from the pointer to a point that it takes
constexpr double scatter = DataHand::brushRadius / 2;  // pixels: the standard deviation of what is sprayed
constexpr int sprayPause = 50;                         // milliseconds
constexpr int sprayedAtOnce = 2;
constexpr int scenesUntilItArrives = 6;
constexpr double keyStep = 0.01;                      // of the axis
constexpr int pullPause = 30;                         // milliseconds
constexpr double fastestPull = 0.02, fullPull = 100;  // of the axis each time; pixels beyond its end

// To the power of ten below a pixel: what the hand cannot tell is not written down.
double rounded(double value, double perPixel) {
  const double digits = -std::floor(std::log10(perPixel));
  if (!std::isfinite(digits)) return value;
  const double scale = std::pow(10, std::abs(digits));
  const double result = digits >= 0 ? std::round(value * scale) / scale : std::round(value / scale) * scale;
  return std::isfinite(result) ? result + 0.0 : value;
}

}  // namespace

DataHand::DataHand(QObject* parent) : QObject(parent) {
  spraying_.setInterval(sprayPause);
  connect(&spraying_, &QTimer::timeout, this, [this] { spray(false); });
  pulling_.setInterval(pullPause);
  connect(&pulling_, &QTimer::timeout, this, &DataHand::pullAxes);
}

void DataHand::setTool(DataTool tool) {
  release();
  tool_ = tool;
  chosen_.reset();
}

void DataHand::setPlot(PointPlot* plot) {
  release();
  plot_ = plot;
  chosen_.reset();
  holds_ = false;
}

QPointF DataHand::placeAt(QPointF pixel) const {
  const QRectF area = plot_->scale().area;
  return placeBeyond(
      {std::clamp(pixel.x(), area.left(), area.right()), std::clamp(pixel.y(), area.top(), area.bottom())});
}

QPointF DataHand::placeBeyond(QPointF pixel) const {
  const PlotScale scale = plot_->scale();
  const QPointF place = scale.toValue(pixel);
  return {rounded(place.x(), scale.x.span() / scale.area.width()),
          rounded(place.y(), scale.y.span() / scale.area.height())};
}

// How far the pointer is beyond the axes, in pixels; y upwards.
QPointF DataHand::overshoot() const {
  const QRectF area = plot_->scale().area;
  const QPointF at = pixel_ - grip_;
  return {at.x() - std::clamp(at.x(), area.left(), area.right()),
          std::clamp(at.y(), area.top(), area.bottom()) - at.y()};
}

// The further beyond, the faster, and slow at first: a little further out can be meant, and an outlier is
// pulled as far as anybody wants.
void DataHand::pullAxes() {
  const auto share = [](double pixels) {
    const double part = std::clamp(pixels / fullPull, -1.0, 1.0);
    return fastestPull * part * std::abs(part);
  };
  const QPointF beyond = overshoot();
  if (busy_ != Busy::dragging || beyond.isNull()) return pulling_.stop();
  plot_->stretch({share(beyond.x()), share(beyond.y())});
  drag(pixel_ - grip_, !moved_);
}

std::optional<qsizetype> DataHand::touchableAt(QPointF pixel) const {
  const auto index = plot_->pointNear(pixel, reach);
  return index && plot_->canTouch(*index) ? index : std::nullopt;
}

// The axes hold still while something is under way: nothing runs away from the pointer.
void DataHand::begin(Busy what) {
  busy_ = what;
  plot_->holdRange(true);
}

bool DataHand::press(QPointF pixel, Qt::MouseButton button) {
  if (!isActive() || isBusy() || !plot_->scale().area.adjusted(-8, -8, 8, 8).contains(pixel)) return false;
  pixel_ = pixel;
  const auto near = plot_->pointNear(pixel, reach);
  if (button == Qt::RightButton) {
    if (near && plot_->canTouch(*near)) emit removed(static_cast<int>(*near));
    chosen_.reset();
    return true;
  }
  if (button != Qt::LeftButton || (near && !plot_->canTouch(*near))) return false;
  if (tool_ == DataTool::brush) {
    begin(Busy::spraying);
    spray(true);
    spraying_.start();
  } else if (near) {
    begin(Busy::dragging);
    chosen_ = near;
    taken_ = *near;
    count_ = plot_->pointCount();
    grip_ = pixel - plot_->scale().toPixel(plot_->place(*near));
    held_ = plot_->place(*near);
    holds_ = moved_ = false;
  } else {
    begin(Busy::adding);
    emit added({placeAt(pixel)}, true);
  }
  return true;
}

bool DataHand::move(QPointF pixel) {
  if (!isBusy()) {
    chosen_.reset();  // the pointer chooses again
    return false;
  }
  if (busy_ == Busy::dragging)
    drag(pixel - grip_, !moved_);
  else if (busy_ == Busy::adding && (pixel - pixel_).manhattanLength() > 0)
    emit addedDragged(placeAt(pixel));
  pixel_ = pixel;
  if (busy_ == Busy::dragging && plot_->canStretch() && !overshoot().isNull() && !pulling_.isActive())
    pulling_.start();
  return true;
}

void DataHand::drag(QPointF pixel, bool begins) {
  const QPointF place = placeAt(pixel);
  if (place == held_) return;
  held_ = place;
  holds_ = moved_ = true;
  plot_->movePoint(taken_, held_);
  emit dragged(static_cast<int>(taken_), held_, begins);
}

void DataHand::release() {
  spraying_.stop();
  pulling_.stop();
  if (!isBusy()) return;
  busy_ = Busy::nothing;
  patience_ = scenesUntilItArrives;
  plot_->holdRange(false);
}

void DataHand::spray(bool begins) {
  QVector<QPointF> places;
  for (int i = 0; i < sprayedAtOnce; ++i) {
    const double across = random_.normal(), up = random_.normal();
    const QPointF pixel = pixel_ + scatter * QPointF(across, up);
    if (plot_->scale().area.contains(pixel)) places.append(placeAt(pixel));
  }
  if (begins || !places.isEmpty()) emit added(places, begins);
}

void DataHand::followScene() {
  if (chosen_ && *chosen_ >= plot_->pointCount()) chosen_.reset();
  if (!holds_) return;
  const bool dragging = busy_ == Busy::dragging;
  if (plot_->pointCount() != count_ || (!dragging && patience_-- == 0)) {
    holds_ = false;
  } else if (plot_->place(taken_) != held_) {
    plot_->movePoint(taken_, held_);
  } else if (!dragging) {
    holds_ = false;
  }
}

void DataHand::letGo() {
  release();
  holds_ = false;
}

bool DataHand::takesKey(const QKeyEvent& event) const {
  if (!isActive()) return false;
  const int key = event.key();
  return !arrowDirection(event).isNull() || key == Qt::Key_Delete || key == Qt::Key_Backspace ||
         key == Qt::Key_Insert || key == Qt::Key_Escape;
}

void DataHand::pressKey(const QKeyEvent& event) {
  const QPointF direction = arrowDirection(event);
  if (event.key() == Qt::Key_Escape) return emit dropped();
  if (event.key() == Qt::Key_Insert) return addBesideChosen();
  if (event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace) {
    if (chosen_) emit removed(static_cast<int>(*chosen_));
    return;
  }
  if (event.modifiers() & Qt::ShiftModifier)
    nudge(direction, !event.isAutoRepeat());
  else
    choose(direction.x() + direction.y() > 0 ? 1 : -1);
}

// From left to right, and at the same place along x upwards.
void DataHand::choose(int direction) {
  std::vector<qsizetype> order;
  for (qsizetype i = 0; i < plot_->pointCount(); ++i)
    if (plot_->canTouch(i)) order.push_back(i);
  if (order.empty()) return;
  std::sort(order.begin(), order.end(), [this](qsizetype one, qsizetype other) {
    const QPointF a = plot_->place(one), b = plot_->place(other);
    return std::tuple(a.x(), a.y(), one) < std::tuple(b.x(), b.y(), other);
  });
  const auto at = chosen_ ? std::find(order.begin(), order.end(), *chosen_) : order.end();
  const auto count = static_cast<std::ptrdiff_t>(order.size());
  const std::ptrdiff_t next =
      at == order.end() ? (direction > 0 ? 0 : count - 1) : (at - order.begin() + direction + count) % count;
  chosen_ = order[static_cast<std::size_t>(next)];
}

void DataHand::nudge(QPointF direction, bool begins) {
  if (!chosen_) return choose(1);
  const PlotScale scale = plot_->scale();
  const QPointF stride(direction.x() * keyStep * scale.area.width(),
                       -direction.y() * keyStep * scale.area.height());
  const QPointF pixel = scale.toPixel(plot_->place(*chosen_)) + stride;
  const QPointF place = plot_->canStretch() ? placeBeyond(pixel) : placeAt(pixel);
  plot_->movePoint(*chosen_, place);
  emit dragged(static_cast<int>(*chosen_), place, begins);
}

void DataHand::addBesideChosen() {
  const PlotScale scale = plot_->scale();
  const QPointF pixel =
      chosen_ ? scale.toPixel(plot_->place(*chosen_)) + QPointF(reach + 2, 0) : scale.area.center();
  emit added({placeAt(pixel)}, true);
}

QCursor DataHand::cursorAt(QPointF pixel) const {
  if (!isActive() || !plot_->scale().area.contains(pixel)) return Qt::ArrowCursor;
  if (busy_ == Busy::dragging) return Qt::ClosedHandCursor;
  const auto near = plot_->pointNear(pixel, reach);
  if (near && !plot_->canTouch(*near)) return Qt::ForbiddenCursor;
  return near && tool_ == DataTool::edit ? Qt::OpenHandCursor : Qt::CrossCursor;
}

}  // namespace lossarium::ui
