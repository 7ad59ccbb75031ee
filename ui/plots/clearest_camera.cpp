#include "ui/plots/clearest_camera.h"

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr std::size_t placesOfAWay = 24;
constexpr double rises[] = {0, 15, 30};
// To no azimuth at which an axis points at the eye.
constexpr double turns[] = {0, 30, -60, 90, -90, 120, -150, 180};

std::size_t hiddenFrom(const Camera& camera, const SurfaceGeometry& geometry,
                       const std::vector<Eigen::Vector2d>& places, const QRectF& area) {
  constexpr double lift = 0.005;  // as marks are painted
  const View view(camera, area);
  return static_cast<std::size_t>(
      std::count_if(places.begin(), places.end(), [&](const Eigen::Vector2d& place) {
        const Eigen::Vector2d box = geometry.toBox(place);
        if (!box.allFinite() || box.cwiseAbs().maxCoeff() > 1) return false;
        // What lies in a pit of a single cell counts as seen with its brim.
        const double brim = lift + geometry.unevennessAt(box.x(), box.y());
        return !geometry.isVisible(geometry.restingPoint(place) + Eigen::Vector3d(0, 0, brim), view.eye());
      }));
}

}  // namespace

std::vector<Eigen::Vector2d> placesToSee(const SurfaceScene& scene) {
  std::vector<Eigen::Vector2d> places;
  for (const Trail& trail : scene.trails) {
    const std::size_t count = trail.points.size(), stride = std::max<std::size_t>(1, count / placesOfAWay);
    for (std::size_t i = 0; i < count; i += stride) places.push_back(trail.points[i].head<2>());
    if (count > 0) places.push_back(trail.points.back().head<2>());
  }
  if (scene.minimum) places.push_back(scene.minimum->head<2>());
  for (const SceneMark& mark : scene.marks)
    if (mark.look != MarkLook::local) places.push_back(mark.place);
  if (scene.handle) places.push_back(*scene.handle);
  return places;
}

Camera clearestCamera(const SurfaceGeometry& geometry, const std::vector<Eigen::Vector2d>& places,
                      const QRectF& area) {
  Camera best = Camera::home();
  std::size_t least = places.size() + 1;
  for (const double rise : rises)
    for (const double turn : turns) {
      const Camera camera = Camera::home().orbited(turn, rise);
      const std::size_t hidden = hiddenFrom(camera, geometry, places, area);
      if (hidden >= least) continue;
      best = camera;
      least = hidden;
    }
  return best;
}

}  // namespace lossarium::ui
