#include "ui/plots/surface_view.h"

#include "ui/plots/clearest_camera.h"
#include "ui/plots/nearest_moment.h"
#include "ui/plots/plot_marks.h"
#include "ui/plots/surface_overlay.h"
#include "ui/plots/surface_text.h"

#include <QApplication>
#include <QEasingCurve>
#include <QLineF>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr int restAfter = 110, animationTime = 300, frameTime = 16;  // milliseconds
constexpr double degreesPerPixel = 0.4;
constexpr double zoomPerStep = 1.0012;  // an eighth of a degree of the wheel

bool sameBase(const SurfaceScene& one, const SurfaceScene& other) {
  return sameHeights(one, other) && one.aTitle == other.aTitle && one.bTitle == other.bTitle &&
         one.lossTitle == other.lossTitle;
}

// The picture was asked for when the run was elsewhere: while the next one is painted, ball and way stay
// where they are.
std::shared_ptr<const SurfacePicture> withWaysOf(const std::shared_ptr<const SurfaceScene>& scene,
                                                 const std::shared_ptr<const SurfacePicture>& picture) {
  if (!picture || !sameBase(*scene, *picture->request.scene)) return picture;
  auto kept = std::make_shared<SurfacePicture>(*picture);
  kept->request.scene = scene;
  return kept;
}

// Where a place is seen; none behind the surface or beside it.
std::optional<QPointF> pixelOnSurface(const SurfaceGeometry& geometry, const View& view,
                                      const Eigen::Vector2d& place) {
  constexpr double lift = 0.005;  // as ways are painted
  const Eigen::Vector2d box = geometry.toBox(place);
  if (!box.allFinite() || box.cwiseAbs().maxCoeff() > 1) return {};
  const Eigen::Vector3d point = geometry.restingPoint(place) + Eigen::Vector3d(0, 0, lift);
  if (!geometry.isVisible(point, view.eye())) return {};
  return view.project(point);
}

}  // namespace

SurfaceView::SurfaceView(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Loss surface"));
  setAccessibleDescription(tr("The loss over two directions of the weights, with the way of each run"));
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  // A right drag moves the picture; a right click that is no drag asks for the menu itself.
  setContextMenuPolicy(Qt::PreventContextMenu);
  style_.font = font();
  connect(&renderer_, &SurfaceRenderer::rendered, this, &SurfaceView::take);
  rest_.setSingleShot(true);
  rest_.setInterval(restAfter);
  connect(&rest_, &QTimer::timeout, this, [this] {
    if (!glide_.isActive()) requestBase(SurfaceQuality::resting);
  });
  clock_.start();
  glide_.setInterval(frameTime);
  glide_.setTimerType(Qt::PreciseTimer);
  connect(&glide_, &QTimer::timeout, this, &SurfaceView::glideOn);
  animation_.setDuration(animationTime);
  animation_.setStartValue(0.0);
  animation_.setEndValue(1.0);
  animation_.setEasingCurve(QEasingCurve::InOutCubic);
  connect(&animation_, &QVariantAnimation::valueChanged, this,
          [this](const QVariant& t) { follow(Camera::between(from_, to_, t.toDouble())); });
}

void SurfaceView::setScene(SurfaceScene scene) {
  const bool newBase = !sameBase(scene, *scene_);
  if (!isVisible()) morph_.jump();
  morph_.aim(shown(), *scene_, scene, clock_.elapsed());
  if (newBase) picture_ = withWaysOf(scene_, picture_);
  scene_ = std::make_shared<const SurfaceScene>(std::move(scene));
  if (newBase) refresh();
  if (isGliding() && !glide_.isActive()) glide_.start();
  updateHover();
  update();
}

void SurfaceView::setPlotStyle(const PlotStyle& style) {
  if (style == style_) return;
  style_ = style;
  refresh();
}

void SurfaceView::setCamera(const Camera& camera) {
  animation_.stop();
  camera_ = camera;
  refresh();
}

std::shared_ptr<const Surface> SurfaceView::shownSurface() const {
  return picture_ ? picture_->request.scene->surface : nullptr;
}

void SurfaceView::setImmediate(bool immediate) {
  immediate_ = immediate;
  requestBase(SurfaceQuality::resting);
}

void SurfaceView::setAnimated(bool animated) { morph_.setEnabled(animated); }

void SurfaceView::jump() {
  morph_.jump();
  if (glide_.isActive()) glideOn();
}

// The last one at rest follows at once.
void SurfaceView::glideOn() {
  const bool gliding = isGliding();
  if (!gliding) glide_.stop();
  requestBase(gliding ? SurfaceQuality::moving : SurfaceQuality::resting);
}

ShownSurface SurfaceView::shown() const {
  if (!picture_) return {};
  const SurfaceRequest& base = picture_->request;
  // Until the picture of a new surface is there, the old one keeps its own ways.
  const auto& scene = sameBase(*scene_, *base.scene) ? scene_ : base.scene;
  if (!base.step || !picture_->geometry) return {scene, picture_->geometry};
  return {std::make_shared<const SurfaceScene>(
              sceneBetween(*base.step, {scene, base.geometry}, *picture_->geometry)),
          picture_->geometry};
}

void SurfaceView::home() { animateTo(home_); }

void SurfaceView::openAtHome() { opensAtHome_ = true; }

Camera SurfaceView::clearestHome() const {
  const auto geometry = picture_ ? picture_->request.geometry : nullptr;
  return geometry && geometry->isDrawable() ? clearestCamera(*geometry, placesToSee(*scene_), QRectF(rect()))
                                            : Camera::home();
}

void SurfaceView::topView() { animateTo(Camera::top()); }

void SurfaceView::animateTo(const Camera& camera) {
  if (immediate_ || !isVisible()) return setCamera(camera);
  animation_.stop();
  from_ = camera_;
  to_ = camera;
  animation_.start();
}

void SurfaceView::follow(const Camera& camera) {
  camera_ = camera;
  refresh();
  emit cameraChanged();
}

// A quick picture now, a smooth one when nothing has changed for a while: surfaces that follow each other
// under a dragged slider are all seen.
void SurfaceView::refresh() {
  requestBase(SurfaceQuality::moving);
  rest_.start();
}

SurfaceRequest SurfaceView::wish(SurfaceQuality quality) const {
  return {scene_,
          nullptr,
          View(camera_, QRectF(rect())),
          style_,
          quality,
          devicePixelRatioF(),
          immediate_ ? std::nullopt : morph_.at(clock_.elapsed())};
}

void SurfaceView::requestBase(SurfaceQuality quality) {
  if (immediate_) {
    picture_.reset();  // painted when it is looked at
    update();
  } else if (!size().isEmpty()) {
    renderer_.request(wish(quality));
  }
}

void SurfaceView::take(const std::shared_ptr<const SurfacePicture>& picture) {
  if (immediate_) return;
  picture_ = picture;
  if (sameBase(*picture->request.scene, *scene_) && std::exchange(opensAtHome_, false)) {
    home_ = clearestHome();
    setCamera(home_);
    emit cameraChanged();
  }
  updateHover();
  update();
}

void SurfaceView::paintEvent(QPaintEvent*) {
  if (immediate_ && !picture_) {
    picture_ = renderSurface(wish(SurfaceQuality::resting));
    updateHover();
  }
  QPainter painter(this);
  if (!picture_) return painter.fillRect(rect(), style_.background);
  const SurfaceRequest& base = picture_->request;
  if (base.ratio != devicePixelRatioF()) rest_.start();  // moved to another screen
  const QPointF shift = QRectF(rect()).center() - base.view.area().center();
  if (picture_->image.deviceIndependentSize() != QSizeF(size()))
    painter.fillRect(rect(), base.style.background);
  painter.translate(shift);
  painter.drawImage(QPointF(), picture_->image);
  const auto [scene, geometry] = shown();
  if (geometry) paintSurfaceOverlay(painter, *scene, *geometry, base.view, base.style);
  painter.translate(-shift);
  if (hover_ && cursor_ && !press_)
    paintReadout(painter, QRectF(rect()), *cursor_, readoutRows(*scene, *hover_), base.style);
}

void SurfaceView::resizeEvent(QResizeEvent*) { refresh(); }

std::optional<Eigen::Vector3d> SurfaceView::pointAt(QPointF pixel) const {
  if (!picture_ || !picture_->geometry) return {};
  const SurfaceGeometry& geometry = *picture_->geometry;
  const auto hit = geometry.firstHit(picture_->request.view.sightLine(pixel));
  if (!hit) return {};
  const Eigen::Vector2d at = geometry.fromBox(hit->head<2>());
  return Eigen::Vector3d(at.x(), at.y(), geometry.surface().at(at.x(), at.y()));
}

bool SurfaceView::isOnHandle(QPointF pixel) const {
  if (!scene_->handle || !picture_ || !picture_->geometry) return false;
  const QPointF handle = picture_->request.view.project(picture_->geometry->restingPoint(*scene_->handle));
  return QLineF(handle, pixel).length() < handleReach;
}

std::optional<std::int64_t> SurfaceView::momentAt(QPointF pixel) const {
  if (!picture_ || !picture_->geometry) return {};
  const SurfaceGeometry& geometry = *picture_->geometry;
  const View& view = picture_->request.view;
  return nearestMoment(scene_->moments, pixel,
                       [&](const Eigen::Vector2d& place) { return pixelOnSurface(geometry, view, place); });
}

void SurfaceView::pick(QPointF pixel) {
  if (const auto step = momentAt(pixel)) return emit momentPicked(*step);
  if (const auto point = pointAt(pixel)) emit startPicked(point->x(), point->y());
}

void SurfaceView::updateHover() {
  const auto point = cursor_ && !press_ ? pointAt(*cursor_) : std::nullopt;
  if (point == hover_) return;
  hover_ = point;
  update();
  emit hovered(hover_);
}

void SurfaceView::mousePressEvent(QMouseEvent* event) {
  animation_.stop();
  const bool pans = event->button() != Qt::LeftButton || event->modifiers().testFlag(Qt::ShiftModifier);
  press_ = Press{event->position(), event->position(), event->button(), pans};
  press_->holdsHandle = !pans && isOnHandle(event->position());
  updateHover();
}

void SurfaceView::mouseMoveEvent(QMouseEvent* event) {
  cursor_ = event->position();
  if (!press_) {
    isOnHandle(event->position()) ? setCursor(Qt::OpenHandCursor) : unsetCursor();
    updateHover();
    return update();
  }
  const QPointF total = event->position() - press_->start;
  if (!press_->dragged && total.manhattanLength() < QApplication::startDragDistance()) return;
  if (!press_->dragged) setCursor(Qt::ClosedHandCursor);
  press_->dragged = true;
  if (press_->holdsHandle) {
    if (const auto point = pointAt(event->position())) emit startDragged(point->x(), point->y());
    return;
  }
  const QPointF step = event->position() - press_->last;
  press_->last = event->position();
  const View view(camera_, QRectF(rect()));
  follow(press_->pans ? view.panned(step)
                      : camera_.orbited(-degreesPerPixel * step.x(), degreesPerPixel * step.y()));
}

void SurfaceView::mouseReleaseEvent(QMouseEvent* event) {
  if (!press_ || event->button() != press_->button) return;
  const Press press = *press_;
  press_.reset();
  unsetCursor();
  if (press.dragged && press.holdsHandle) emit startDropped();
  if (!press.dragged && press.button == Qt::RightButton)
    emit customContextMenuRequested(event->position().toPoint());
  if (!press.dragged && press.button == Qt::LeftButton && !press.pans) pick(event->position());
  updateHover();
}

void SurfaceView::mouseDoubleClickEvent(QMouseEvent* event) { event->ignore(); }

void SurfaceView::wheelEvent(QWheelEvent* event) {
  animation_.stop();
  const View view(camera_, QRectF(rect()));
  follow(view.zoomed(std::pow(zoomPerStep, event->angleDelta().y()), event->position()));
  event->accept();
}

void SurfaceView::leaveEvent(QEvent*) {
  cursor_.reset();
  updateHover();
}

void SurfaceView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) setAccessibleName(tr("Loss surface"));
}

}  // namespace lossarium::ui
