// From where most of what matters on a surface can be seen.
#pragma once

#include "ui/plots/camera.h"
#include "ui/plots/surface_geometry.h"
#include "ui/plots/surface_scene.h"

#include <vector>

namespace lossarium::ui {

/// In (a, b): start, balls, some places of each way, the minimum and the marks.
std::vector<Eigen::Vector2d> placesToSee(const SurfaceScene& scene);

/// The usual camera turned around, or raised as well, by the least that leaves as few as can be of the places
/// and of the surface's valleys hidden behind it.
Camera clearestCamera(const SurfaceGeometry& geometry, std::vector<Eigen::Vector2d> places,
                      const QRectF& area);

}  // namespace lossarium::ui
