// Paints bases of a surface on a thread of the pool, one at a time, the latest wish next.
#pragma once

#include "ui/plots/surface_morph.h"
#include "ui/plots/surface_painter.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <stop_token>

namespace lossarium::ui {

struct SurfaceRequest {
  std::shared_ptr<const SurfaceScene> scene;
  /// Of the scene; filled in from the last picture where it fits.
  std::shared_ptr<const SurfaceGeometry> geometry;
  View view;
  PlotStyle style;
  SurfaceQuality quality = SurfaceQuality::resting;
  double ratio = 1;                    ///< device pixels a pixel
  std::optional<MorphStep> step = {};  ///< on the way to the scene
};

/// A finished base with everything that an overlay needs to match it.
struct SurfacePicture {
  SurfaceRequest request;
  std::shared_ptr<const SurfaceGeometry> geometry;  ///< as it was painted: on the way to that of the scene
  QImage image;
};

/// The picture, in the calling thread; its image is null if stopped.
std::shared_ptr<const SurfacePicture> renderSurface(SurfaceRequest request, const std::stop_token& stop = {});

class SurfaceRenderer : public QObject {
  Q_OBJECT

 public:
  explicit SurfaceRenderer(QObject* parent = nullptr);
  ~SurfaceRenderer() override;

  /// Supersedes what waits, and stops a resting picture that is being painted. A moving one is finished:
  /// dropping it whenever the mouse moves again would show no frame at all.
  void request(SurfaceRequest request);

 signals:
  void rendered(std::shared_ptr<const lossarium::ui::SurfacePicture> picture);

 private:
  struct Mailbox;

  void start(SurfaceRequest request);
  void finish(const std::shared_ptr<const SurfacePicture>& picture);

  std::shared_ptr<Mailbox> mailbox_;
  std::optional<SurfaceRequest> running_;
  std::optional<SurfaceRequest> waiting_;
  std::stop_source stop_;
  QThreadPool pool_;  ///< of one thread; waited for at the end: a picture needs the application's fonts
  std::shared_ptr<const SurfaceScene> lastScene_;
  std::shared_ptr<const SurfaceGeometry> lastGeometry_;
};

}  // namespace lossarium::ui
