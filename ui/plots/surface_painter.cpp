#include "ui/plots/surface_painter.h"

#include "ui/plots/surface_cells.h"
#include "ui/plots/surface_overlay.h"
#include "ui/plots/surface_stage.h"

#include <cmath>

namespace lossarium::ui {
namespace {

/// The mean of each two by two pixels.
QImage halved(const QImage& image) {
  QImage half(image.width() / 2, image.height() / 2, image.format());
  constexpr quint32 even = 0x00ff00ff;
  for (int y = 0; y < half.height(); ++y) {
    const auto* upper = reinterpret_cast<const quint32*>(image.constScanLine(2 * y));
    const auto* lower = reinterpret_cast<const quint32*>(image.constScanLine(2 * y + 1));
    auto* out = reinterpret_cast<quint32*>(half.scanLine(y));
    for (int x = 0; x < half.width(); ++x) {
      const quint32 p = upper[2 * x], q = upper[2 * x + 1], r = lower[2 * x], s = lower[2 * x + 1];
      // Two channels at a time: four bytes sum to ten bits, which fit their sixteen.
      const quint32 low = ((p & even) + (q & even) + (r & even) + (s & even) + 0x00020002) >> 2;
      const quint32 high =
          ((p >> 8) & even) + ((q >> 8) & even) + ((r >> 8) & even) + ((s >> 8) & even) + 0x00020002;
      out[x] = (low & even) | ((high << 6) & ~even);
    }
  }
  return half;
}

CellQuality cellQuality(SurfaceQuality quality) {
  switch (quality) {
    case SurfaceQuality::moving:
      return CellQuality::quick;
    case SurfaceQuality::resting:
      return CellQuality::smooth;
    case SurfaceQuality::vector:
      return CellQuality::vector;
  }
  return CellQuality::quick;
}

}  // namespace

std::shared_ptr<const SurfaceGeometry> surfaceGeometry(const SurfaceScene& scene) {
  if (!scene.surface) return {};
  std::vector<std::shared_ptr<const Surface>> overlay;
  for (const SceneContours& each : scene.overlay) overlay.push_back(each.surface);
  auto geometry = std::make_shared<const SurfaceGeometry>(scene.surface, scene.logarithmic, overlay);
  return geometry->isDrawable() ? geometry : nullptr;
}

bool paintSurfaceBase(QPainter& painter, const SurfaceScene& scene, const SurfaceGeometry* geometry,
                      const View& view, const PlotStyle& style, SurfaceQuality quality,
                      const std::stop_token& stop) {
  painter.fillRect(view.area(), style.background);
  const SurfaceStage stage(scene, geometry);
  stage.paintBehind(painter, view, style);
  if (geometry && !paintSurfaceCells(painter, *geometry, view, style, cellQuality(quality), stop))
    return false;
  stage.paintAxes(painter, view, style);
  return true;
}

QImage surfaceBaseImage(const SurfaceScene& scene, const SurfaceGeometry* geometry, const View& view,
                        const PlotStyle& style, SurfaceQuality quality, double ratio,
                        const std::stop_token& stop) {
  const int fineness = quality == SurfaceQuality::moving ? 1 : 2;
  const QSize pixels = (view.area().size() * ratio).toSize().expandedTo(QSize(1, 1));
  QImage image(pixels * fineness, QImage::Format_RGB32);
  image.setDevicePixelRatio(ratio * fineness);
  QPainter painter(&image);
  painter.translate(-view.area().topLeft());
  if (!paintSurfaceBase(painter, scene, geometry, view, style, quality, stop)) return {};
  painter.end();
  if (fineness == 2) image = halved(image);
  image.setDevicePixelRatio(ratio);
  return image;
}

void paintSurface(QPainter& painter, const QRectF& area, const SurfaceScene& scene, const Camera& camera,
                  const PlotStyle& style, SurfaceQuality quality) {
  const auto geometry = surfaceGeometry(scene);
  const View view(camera, area);
  if (quality == SurfaceQuality::vector) {
    paintSurfaceBase(painter, scene, geometry.get(), view, style, quality);
  } else {
    const double ratio = painter.device()->devicePixelRatioF() * std::abs(painter.transform().m11());
    painter.drawImage(area, surfaceBaseImage(scene, geometry.get(), view, style, quality, ratio));
  }
  if (geometry) paintSurfaceOverlay(painter, scene, *geometry, view, style);
}

}  // namespace lossarium::ui
