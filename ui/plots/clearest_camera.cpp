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

namespace {

// Where runs go sooner or later: some of the lowest places, evenly chosen.
std::vector<Eigen::Vector2d> valleysOf(const SurfaceGeometry& geometry) {
  constexpr double lowest = 0.08;  // of all places
  constexpr std::size_t most = 60;
  const Surface& fractions = geometry.fractions();
  std::vector<double> finite;
  for (const double value : fractions.values.reshaped())
    if (std::isfinite(value)) finite.push_back(value);
  if (finite.empty()) return {};
  const auto rank =
      finite.begin() + static_cast<std::ptrdiff_t>(lowest * static_cast<double>(finite.size() - 1));
  std::nth_element(finite.begin(), rank, finite.end());
  std::vector<Eigen::Vector2d> low, some;
  for (Index row = 0; row < geometry.rows(); ++row)
    for (Index column = 0; column < geometry.columns(); ++column)
      if (fractions.values(row, column) <= *rank) low.push_back({fractions.a[column], fractions.b[row]});
  for (std::size_t i = 0; i < most && i < low.size(); ++i)
    some.push_back(low[i * low.size() / std::min(most, low.size())]);
  return some;
}

}  // namespace

Camera clearestCamera(const SurfaceGeometry& geometry, std::vector<Eigen::Vector2d> places,
                      const QRectF& area) {
  const std::vector<Eigen::Vector2d> valleys = valleysOf(geometry);
  places.insert(places.end(), valleys.begin(), valleys.end());
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
