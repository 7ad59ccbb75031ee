#include "ui/plots/surface_renderer.h"

#include <QMetaObject>

#include <mutex>
#include <utility>

namespace lossarium::ui {

/// Outlives the renderer in the hands of a job, and forgets it when it goes.
struct SurfaceRenderer::Mailbox {
  std::mutex mutex;
  SurfaceRenderer* owner;

  void deliver(std::shared_ptr<const SurfacePicture> picture) {
    const std::scoped_lock lock(mutex);
    if (!owner) return;
    QMetaObject::invokeMethod(
        owner, [to = owner, picture = std::move(picture)] { to->finish(picture); }, Qt::QueuedConnection);
  }
};

std::shared_ptr<const SurfacePicture> renderSurface(SurfaceRequest request, const std::stop_token& stop) {
  auto picture = std::make_shared<SurfacePicture>();
  if (!request.geometry) request.geometry = surfaceGeometry(*request.scene);
  const ShownSurface shown = morphed(request.step, {request.scene, request.geometry});
  picture->geometry = shown.geometry;
  picture->image = surfaceBaseImage(*shown.scene, shown.geometry.get(), request.view, request.style,
                                    request.quality, request.ratio, stop);
  picture->request = std::move(request);
  return picture;
}

SurfaceRenderer::SurfaceRenderer(QObject* parent) : QObject(parent), mailbox_(std::make_shared<Mailbox>()) {
  mailbox_->owner = this;
  pool_.setMaxThreadCount(1);
}

SurfaceRenderer::~SurfaceRenderer() {
  stop_.request_stop();
  {
    const std::scoped_lock lock(mailbox_->mutex);
    mailbox_->owner = nullptr;
  }
  pool_.waitForDone();
}

void SurfaceRenderer::request(SurfaceRequest request) {
  if (!running_) return start(std::move(request));
  if (running_->quality != SurfaceQuality::moving) stop_.request_stop();
  waiting_ = std::move(request);
}

void SurfaceRenderer::start(SurfaceRequest request) {
  if (lastScene_ && sameHeights(*request.scene, *lastScene_)) request.geometry = lastGeometry_;
  stop_ = std::stop_source();
  running_ = request;
  pool_.start([mailbox = mailbox_, stop = stop_.get_token(), request = std::move(request)]() mutable {
    mailbox->deliver(renderSurface(std::move(request), stop));
  });
}

void SurfaceRenderer::finish(const std::shared_ptr<const SurfacePicture>& picture) {
  running_.reset();
  lastScene_ = picture->request.scene;
  lastGeometry_ = picture->request.geometry;
  if (waiting_) start(*std::exchange(waiting_, std::nullopt));
  if (!picture->image.isNull()) emit rendered(picture);
}

}  // namespace lossarium::ui
