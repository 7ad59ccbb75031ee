#include "ui/plots/contour_map.h"

#include "ui/plots/nearest_moment.h"
#include "ui/plots/plot_marks.h"
#include "ui/plots/surface_painter.h"
#include "ui/plots/surface_text.h"

#include <QApplication>
#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsLayout>
#include <QGraphicsSimpleTextItem>
#include <QMouseEvent>
#include <QScatterSeries>
#include <QWheelEvent>
#include <QtConcurrent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double zoomPerStep = 1.0012;  // an eighth of a degree of the wheel
constexpr double mostZoom = 200;
constexpr int tickCount = 6;
constexpr int frameTime = 16;  // milliseconds

/// `part` moved, and made smaller if it must, so that it lies in `whole`.
AxisRange within(AxisRange part, AxisRange whole) {
  const double span = std::clamp(part.span(), whole.span() / mostZoom, whole.span());
  const double start = std::clamp(part.minimum, whole.minimum, whole.maximum - span);
  return {start, start + span};
}

AxisRange zoomedAround(AxisRange range, double fixed, double factor) {
  return {fixed + (range.minimum - fixed) / factor, fixed + (range.maximum - fixed) / factor};
}

/// The largest area inside `room` on which a length along a is as long as the same length along b: there a
/// round bowl is round, and descent crosses contour lines at right angles.
QRectF inProportion(QRectF room, AxisRange a, AxisRange b) {
  const double wanted = a.span() / b.span();
  if (!(wanted > 0.2 && wanted < 5)) return room;
  const QPointF centre = room.center();
  if (room.width() > wanted * room.height())
    room.setWidth(wanted * room.height());
  else
    room.setHeight(room.width() / wanted);
  room.moveCenter(centre);
  return room;
}

std::vector<Eigen::Vector2d> ballsAndWays(const SurfaceScene& scene) {
  std::vector<Eigen::Vector2d> places;
  for (const Trail& trail : scene.trails)
    for (const Eigen::Vector3d& point : trail.points) places.push_back(point.head<2>());
  return places;
}

AxisRange rangeOf(const Vector& grid) { return {grid[0], grid[grid.size() - 1]}; }

}  // namespace

ContourMap::ContourMap(QWidget* parent)
    : QChartView(new QChart, parent),
      a_(addLabelledAxis(*chart(), Qt::AlignBottom)),
      b_(addLabelledAxis(*chart(), Qt::AlignLeft)) {
  setAccessibleName(tr("Loss contour map"));
  setAccessibleDescription(
      tr("The loss over two directions of the weights as a map, with the way of each run"));
  auto* empty = new QScatterSeries;  // axes take their place from a series
  chart()->addSeries(empty);
  empty->attachAxis(a_);
  empty->attachAxis(b_);
  a_->setGridLineVisible(false);
  b_->setGridLineVisible(false);
  field_ = new FieldItem(chart());
  slopes_ = new SlopeFieldItem(chart());
  overlay_ = new OverlayItem(*field_, chart());
  trails_ = new TrailItem(chart());
  bar_ = new ColorBar(chart());
  note_ = new QGraphicsSimpleTextItem(chart());
  connect(chart(), &QChart::plotAreaChanged, this, &ContourMap::layOut);
  connect(a_, &QCategoryAxis::rangeChanged, this, &ContourMap::layOut);
  connect(b_, &QCategoryAxis::rangeChanged, this, &ContourMap::layOut);
  connect(&worker_, &QFutureWatcherBase::finished, this, &ContourMap::takePrepared);
  clock_.start();
  glide_.setSingleShot(true);
  glide_.setInterval(frameTime);
  glide_.setTimerType(Qt::PreciseTimer);
  connect(&glide_, &QTimer::timeout, this, [this] {
    if (!worker_.isRunning()) prepare();
  });
  setRubberBand(QChartView::NoRubberBand);
  setRenderHint(QPainter::Antialiasing);
  setFrameShape(QFrame::NoFrame);
  setMouseTracking(true);
  viewport()->setMouseTracking(true);
  setContextMenuPolicy(Qt::PreventContextMenu);
  setFocusPolicy(Qt::StrongFocus);
  style_.font = font();
  applyStyle();
}

void ContourMap::setScene(SurfaceScene scene) {
  auto next = std::make_shared<const SurfaceScene>(std::move(scene));
  if (!isVisible()) morph_.jump();
  morph_.aim({shownScene(), geometry_}, wanted_ ? *wanted_ : *scene_, *next, clock_.elapsed());
  if (sameHeights(*next, *scene_)) {
    wanted_.reset();
    return showWays(std::move(next));
  }
  if (immediate_) return showSurface(next, prepared(next, nullptr, {}));
  wanted_ = std::move(next);
  if (!worker_.isRunning()) prepare();
}

ContourMap::Prepared ContourMap::prepared(const std::shared_ptr<const SurfaceScene>& scene,
                                          const std::shared_ptr<const SurfaceGeometry>& known,
                                          const std::optional<MorphStep>& step) {
  const auto target = known ? known : surfaceGeometry(*scene);
  return {target, step, morphed(step, {scene, target}).geometry};
}

void ContourMap::prepare() {
  preparing_ = wanted_ ? wanted_ : scene_;
  const auto known = sameHeights(*preparing_, *scene_) ? target_ : nullptr;
  worker_.setFuture(QtConcurrent::run(&ContourMap::prepared, preparing_, known, morph_.at(clock_.elapsed())));
}

void ContourMap::takePrepared() {
  const auto& wanted = wanted_ ? wanted_ : scene_;
  if (!sameHeights(*preparing_, *wanted)) return prepare();  // a newer one has come meanwhile
  showSurface(wanted_ ? std::exchange(wanted_, nullptr) : scene_, worker_.result());
  if (step_) glide_.start();
}

// Until the picture of a new surface is there, the old one keeps its own ways.
std::shared_ptr<const SurfaceScene> ContourMap::shownScene() const {
  if (!step_ || !target_ || !geometry_) return scene_;
  return std::make_shared<const SurfaceScene>(sceneBetween(*step_, {scene_, target_}, *geometry_));
}

void ContourMap::showSurface(std::shared_ptr<const SurfaceScene> scene, Prepared made) {
  target_ = std::move(made.target);
  geometry_ = std::move(made.shown);
  step_ = std::move(made.step);
  field_->setGeometry(geometry_);
  slopes_->setGeometry(geometry_);
  showWays(std::move(scene));
  note_->setText(cutNote(geometry_ ? geometry_->scale() : LossScale()));
  const AxisRange a = geometry_ ? rangeOf(geometry_->surface().a) : AxisRange{};
  const AxisRange b = geometry_ ? rangeOf(geometry_->surface().b) : AxisRange{};
  const bool elsewhere = !(a == wholeA_ && b == wholeB_);
  wholeA_ = a;
  wholeB_ = b;
  if (elsewhere) home();  // first, as titles stand beside its numbers
  fixPlotArea();
}

void ContourMap::showWays(std::shared_ptr<const SurfaceScene> scene) {
  scene_ = std::move(scene);
  const auto shown = shownScene();
  trails_->setScene(shown);
  slopes_->setVisible(shown->namesArrows);
  overlay_->setContents(shown, geometry_);
  field_->setObstacles(ballsAndWays(*shown));
  a_->setTitleText(shown->aTitle);
  b_->setTitleText(shown->bTitle);
  const LossScale scale = geometry_ ? geometry_->scale() : LossScale();
  bar_->setScale(scale, lossAxisTitle(*shown, scale));
  bar_->setPresence(shown->heightPresence);
  updateHover();
  viewport()->update();
}

void ContourMap::setPlotStyle(const PlotStyle& style) {
  if (style == style_) return;
  style_ = style;
  applyStyle();
}

void ContourMap::applyStyle() {
  styleChart(*chart(), style_);
  setBackgroundBrush(style_.background);
  chart()->setMargins(QMargins());
  field_->setStyle(style_);
  slopes_->setStyle(style_);
  overlay_->setStyle(style_);
  trails_->setStyle(style_);
  bar_->setStyle(style_);
  note_->setFont(scaledFont(style_.font, 0.92));
  note_->setBrush(style_.mutedText);
  fixPlotArea();
}

/// Chosen here, with room for longer numbers: a chart's own layout would shift the map while it is zoomed.
void ContourMap::fixPlotArea() {
  const QFontMetricsF metrics(style_.font);
  double widest = metrics.horizontalAdvance(QStringLiteral("−0.000"));
  for (const QString& label : tickLabels(niceTicks(wholeB_.minimum, wholeB_.maximum, tickCount)))
    widest = std::max(widest, metrics.horizontalAdvance(label));
  const double line = metrics.height(), top = note_->text().isEmpty() ? 14 : line + 10;
  QRectF area = QRectF(QPointF(), QSizeF(viewport()->size()))
                    .adjusted(line + widest + 22, top, -bar_->neededWidth(), -(2 * line + 22));
  if (area.width() > 1 && area.height() > 1) area = inProportion(area, wholeA_, wholeB_);
  if (area.width() > 1 && area.height() > 1 && area != chart()->plotArea()) {
    chart()->setPlotArea(area);
    chart()->layout()->invalidate();  // Qt 6.4 moves the series at once, but not the axes
    chart()->layout()->activate();
  }
  layOut();
}

void ContourMap::home() { setRange(wholeA_, wholeB_); }

void ContourMap::setRange(AxisRange a, AxisRange b) {
  a = within(a, wholeA_);
  b = within(b, wholeB_);
  for (const auto& [axis, range] : {std::pair(a_, a), std::pair(b_, b)}) {
    const auto ticks = niceTicks(range.minimum, range.maximum, tickCount);
    applyTicks(*axis, range, ticks, tickLabels(ticks));
  }
  updateHover();
}

PlotScale ContourMap::frame() const {
  return {chart()->plotArea(), {a_->min(), a_->max()}, {b_->min(), b_->max()}};
}

void ContourMap::layOut() {
  const PlotScale scale = frame();
  field_->setFrame(scale);
  slopes_->setFrame(scale);
  overlay_->setFrame(scale);
  trails_->setFrame(scale);
  bar_->setPlotArea(scale.area);
  note_->setPos(scale.area.right() - note_->boundingRect().width(),
                scale.area.top() - note_->boundingRect().height() - 4);
}

void ContourMap::resizeEvent(QResizeEvent* event) {
  QChartView::resizeEvent(event);
  fixPlotArea();
}

QPointF ContourMap::toPixel(const Eigen::Vector2d& coordinates) const {
  return frame().toPixel({coordinates.x(), coordinates.y()});
}

Eigen::Vector2d ContourMap::toCoordinates(QPointF pixel) const {
  const QPointF value = frame().toValue(pixel);
  return {value.x(), value.y()};
}

std::optional<Eigen::Vector3d> ContourMap::pointAt(QPointF pixel) const {
  if (!geometry_ || !chart()->plotArea().contains(pixel)) return {};
  const Eigen::Vector2d at = toCoordinates(pixel);
  return Eigen::Vector3d(at.x(), at.y(), geometry_->surface().at(at.x(), at.y()));
}

bool ContourMap::isOnHandle(QPointF pixel) const {
  return scene_->handle && QLineF(toPixel(*scene_->handle), pixel).length() < handleReach;
}

std::optional<std::int64_t> ContourMap::momentAt(QPointF pixel) const {
  return nearestMoment(scene_->moments, pixel,
                       [this](const Eigen::Vector2d& place) { return std::optional(toPixel(place)); });
}

void ContourMap::pick(QPointF pixel) {
  if (const auto step = momentAt(pixel)) return emit momentPicked(*step);
  if (const auto point = pointAt(pixel)) emit startPicked(point->x(), point->y());
}

void ContourMap::updateHover() {
  const auto point = cursor_ && !press_ ? pointAt(*cursor_) : std::nullopt;
  if (point == hover_) return;
  hover_ = point;
  viewport()->update();
  emit hovered(hover_);
}

void ContourMap::drawForeground(QPainter* painter, const QRectF& rect) {
  QChartView::drawForeground(painter, rect);
  if (hover_ && cursor_)
    paintReadout(*painter, sceneRect(), *cursor_, readoutRows(*shownScene(), *hover_), style_);
}

void ContourMap::mousePressEvent(QMouseEvent* event) {
  press_ = Press{event->position(), event->position(), event->button()};
  press_->holdsHandle = event->button() == Qt::LeftButton && isOnHandle(event->position());
  updateHover();
}

void ContourMap::mouseMoveEvent(QMouseEvent* event) {
  cursor_ = event->position();
  if (!press_) {
    isOnHandle(event->position()) ? viewport()->setCursor(Qt::OpenHandCursor) : viewport()->unsetCursor();
    updateHover();
    return viewport()->update();
  }
  const QPointF total = event->position() - press_->start;
  if (!press_->dragged && total.manhattanLength() < QApplication::startDragDistance()) return;
  if (!press_->dragged) viewport()->setCursor(Qt::ClosedHandCursor);
  press_->dragged = true;
  if (press_->holdsHandle) {
    if (const auto point = pointAt(event->position())) emit startDragged(point->x(), point->y());
    return;
  }
  const Eigen::Vector2d step = toCoordinates(press_->last) - toCoordinates(event->position());
  press_->last = event->position();
  setRange({a_->min() + step.x(), a_->max() + step.x()}, {b_->min() + step.y(), b_->max() + step.y()});
}

void ContourMap::mouseReleaseEvent(QMouseEvent* event) {
  if (!press_ || event->button() != press_->button) return;
  const Press press = *press_;
  press_.reset();
  viewport()->unsetCursor();
  if (press.dragged && press.holdsHandle) emit startDropped();
  if (!press.dragged && press.button == Qt::RightButton)
    emit customContextMenuRequested(event->position().toPoint());
  if (!press.dragged && press.button == Qt::LeftButton) pick(event->position());
  updateHover();
}

void ContourMap::mouseDoubleClickEvent(QMouseEvent* event) { event->ignore(); }

void ContourMap::wheelEvent(QWheelEvent* event) {
  const Eigen::Vector2d fixed = toCoordinates(event->position());
  const double factor = std::pow(zoomPerStep, event->angleDelta().y());
  setRange(zoomedAround({a_->min(), a_->max()}, fixed.x(), factor),
           zoomedAround({b_->min(), b_->max()}, fixed.y(), factor));
  event->accept();
}

bool ContourMap::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave) {
    cursor_.reset();
    updateHover();
  }
  return QChartView::viewportEvent(event);
}

}  // namespace lossarium::ui
