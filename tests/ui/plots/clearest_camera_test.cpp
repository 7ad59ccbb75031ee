#include "ui/plots/clearest_camera.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium::ui {
namespace {

/// A wall along the a axis, higher than all else.
std::shared_ptr<const Surface> wall() {
  auto surface = std::make_shared<Surface>();
  surface->a = surface->b = Vector::LinSpaced(41, -1, 1);
  surface->slice.a = surface->slice.b = {-1, 1};
  surface->values = Matrix(41, 41);
  for (Index j = 0; j < 41; ++j)
    for (Index i = 0; i < 41; ++i) surface->values(j, i) = std::exp(-40 * std::pow(surface->b[j] + 0.5, 2));
  surface->minimum = surface->values.minCoeff();
  surface->maximum = surface->values.maxCoeff();
  return surface;
}

std::size_t hidden(const SurfaceGeometry& geometry, const Camera& camera, const Eigen::Vector2d& place) {
  const View view(camera, QRectF(0, 0, 600, 500));
  return geometry.isVisible(geometry.restingPoint(place) + Eigen::Vector3d(0, 0, 0.005), view.eye()) ? 0 : 1;
}

TEST(ClearestCamera, StaysWhereItIsUsuallyIfNothingIsHidden) {
  const SurfaceGeometry geometry(wall(), false);
  EXPECT_EQ(clearestCamera(geometry, {{0.8, -0.95}, {0.5, 0.9}}, QRectF(0, 0, 600, 500)), Camera::home());
  EXPECT_EQ(clearestCamera(geometry, {}, QRectF(0, 0, 600, 500)), Camera::home());
}

TEST(ClearestCamera, TurnsToSeeWhatLiesBehindAWall) {
  const SurfaceGeometry geometry(wall(), false);
  const Eigen::Vector2d behind(0, -0.15);
  ASSERT_EQ(hidden(geometry, Camera::home(), behind), 1U);
  const Camera camera = clearestCamera(geometry, {behind}, QRectF(0, 0, 600, 500));
  EXPECT_EQ(hidden(geometry, camera, behind), 0U);
  EXPECT_EQ(camera.elevation, Camera::home().elevation);
}

}  // namespace
}  // namespace lossarium::ui
