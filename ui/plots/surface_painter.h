// Paints a surface scene with QPainter: into a window, an image, SVG or PDF. The base (box, surface, contour
// lines) is the slow part; the overlay (ways, balls, arrow) is painted anew each frame over the latest base,
// with that base's view.
#pragma once

#include "ui/plots/camera.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/surface_geometry.h"
#include "ui/plots/surface_scene.h"

#include <QImage>
#include <QPainter>
#include <QSize>

#include <memory>
#include <stop_token>

namespace lossarium::ui {

/// moving: once a pixel, for a frame of a drag. resting: twice a pixel, smooth edges. vector: shapes for SVG
/// and PDF.
enum class SurfaceQuality { moving, resting, vector };

/// Null if the scene has no surface that can be drawn.
std::shared_ptr<const SurfaceGeometry> surfaceGeometry(const SurfaceScene& scene);

/// `geometry` may be null: the empty stage. False if `stop` came before the end.
bool paintSurfaceBase(QPainter& painter, const SurfaceScene& scene, const SurfaceGeometry* geometry,
                      const View& view, const PlotStyle& style, SurfaceQuality quality,
                      const std::stop_token& stop = {});

/// The base as pixels, at `ratio` device pixels a pixel of the view's area; null if stopped.
QImage surfaceBaseImage(const SurfaceScene& scene, const SurfaceGeometry* geometry, const View& view,
                        const PlotStyle& style, SurfaceQuality quality, double ratio,
                        const std::stop_token& stop = {});

/// Everything, for an export. With `vector` no pixels and no clipping are used; else the base is a smooth
/// image.
void paintSurface(QPainter& painter, const QRectF& area, const SurfaceScene& scene, const Camera& camera,
                  const PlotStyle& style, SurfaceQuality quality);

}  // namespace lossarium::ui
