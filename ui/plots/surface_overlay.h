// What moves on the surface: ways, balls, the minimum and the direction of steepest descent. Cheap enough for
// each frame.
#pragma once

#include "ui/plots/camera.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/surface_geometry.h"
#include "ui/plots/surface_scene.h"

#include <QPainter>

namespace lossarium::ui {

/// Parts behind the surface are drawn faint. A ball rests on the surface, at the projection of its weights;
/// where its true loss differs from the drawn height, it is at that loss, and a stem leads to the surface; so
/// do stems from the true losses of its way.
void paintSurfaceOverlay(QPainter& painter, const SurfaceScene& scene, const SurfaceGeometry& geometry,
                         const View& view, const PlotStyle& style);

}  // namespace lossarium::ui
