// Surfaces and scenes for the tests of the plots.
#pragma once

#include "ui/plots/surface_scene.h"

#include <functional>
#include <limits>
#include <memory>

namespace lossarium::ui {

using Height = std::function<double(double, double)>;

inline std::shared_ptr<Surface> sampledSurface(Index grid, const Height& height, Range a = {-2, 2},
                                               Range b = {-1, 3}) {
  auto surface = std::make_shared<Surface>();
  surface->slice.a = a;
  surface->slice.b = b;
  surface->a = Vector::LinSpaced(grid, a.minimum, a.maximum);
  surface->b = Vector::LinSpaced(grid, b.minimum, b.maximum);
  surface->values.resize(grid, grid);
  for (Index row = 0; row < grid; ++row)
    for (Index column = 0; column < grid; ++column)
      surface->values(row, column) = height(surface->a[column], surface->b[row]);
  surface->minimum = std::numeric_limits<double>::quiet_NaN();
  surface->maximum = surface->minimum;
  for (const double value : surface->values.reshaped()) {
    if (!std::isfinite(value)) continue;
    surface->minimum = std::fmin(surface->minimum, value);
    surface->maximum = std::fmax(surface->maximum, value);
  }
  return surface;
}

inline double bowl(double a, double b) { return a * a + (b - 1) * (b - 1); }

inline SurfaceScene sampledScene(const Height& height = bowl, Index grid = 61) {
  SurfaceScene scene;
  scene.surface = sampledSurface(grid, height);
  scene.aTitle = QStringLiteral("slope");
  scene.bTitle = QStringLiteral("intercept");
  scene.lossTitle = QStringLiteral("Loss");
  Trail trail;
  trail.color = QColor(255, 0, 0);
  trail.points = {
      {-1.5, -0.5, height(-1.5, -0.5)}, {-0.5, 0.5, height(-0.5, 0.5)}, {0.4, 1.2, height(0.4, 1.2)}};
  scene.trails.push_back(trail);
  scene.minimum = Eigen::Vector3d(0, 1, height(0, 1));
  scene.descent = Eigen::Vector2d(-1, -0.5);
  return scene;
}

}  // namespace lossarium::ui
