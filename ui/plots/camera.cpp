#include "ui/plots/camera.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lossarium::ui {
namespace {

constexpr double lowest = 4, highest = 90;  // degrees of elevation
constexpr double leastZoom = 0.4, mostZoom = 8;
constexpr double eyeDistance = 7.5;
constexpr double orthographicDistance = 1e6;
constexpr double fullPerspectiveBelow = 62;  // degrees of elevation
const Eigen::Vector3d target(0, 0, 0.45 * boxHeight);

// Room for numbers and titles around the box, in pixels; a small picture has less to spare, and smaller text.
constexpr double marginX = 66, marginTop = 26, marginBottom = 46, enough = 460, leastShare = 0.55;
// Fitting each azimuth exactly would make the box breathe as it turns; the fit for 45° alone would waste
// room.
constexpr double exactness = 0.45, mapFrom = 60;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

double perspectiveAt(double elevation) {
  return std::clamp((highest - elevation) / (highest - fullPerspectiveBelow), 0.0, 1.0);
}

struct Basis {
  Eigen::Vector3d right;
  Eigen::Vector3d up;
  Eigen::Vector3d towardsEye;
};

Basis basisOf(double azimuthDegrees, double elevationDegrees) {
  const double azimuth = radians(azimuthDegrees), elevation = radians(elevationDegrees);
  const Eigen::Vector3d right(std::cos(azimuth), std::sin(azimuth), 0);
  const Eigen::Vector3d towardsEye(std::cos(elevation) * std::sin(azimuth),
                                   -std::cos(elevation) * std::cos(azimuth), std::sin(elevation));
  return {right, towardsEye.cross(right), towardsEye};
}

/// A point's place right and up of the middle of the box, in units of its middle.
Eigen::Vector2d onScreen(const Eigen::Vector3d& world, const Basis& basis, double nearness) {
  const Eigen::Vector3d offset = world - target;
  const double shrink = 1 / std::max(1 - offset.dot(basis.towardsEye) * nearness, 1e-3);
  return {shrink * offset.dot(basis.right), shrink * offset.dot(basis.up)};
}

/// The reach of the box to the side, down and up.
Eigen::Array3d reachOf(const Basis& basis, double nearness) {
  Eigen::Array3d reach(0, 0, 0);
  for (const double x : {-1.0, 1.0})
    for (const double y : {-1.0, 1.0})
      for (const double z : {0.0, boxHeight}) {
        const Eigen::Vector2d at = onScreen({x, y, z}, basis, nearness);
        reach = reach.max(Eigen::Array3d(std::abs(at.x()), -at.y(), at.y()));
      }
  return reach;
}

}  // namespace

Camera Camera::between(const Camera& from, const Camera& to, double t) {
  const double turn = std::remainder(to.azimuth - from.azimuth, 360.0);
  Camera camera;
  camera.azimuth = from.azimuth + t * turn;
  camera.elevation = std::lerp(from.elevation, to.elevation, t);
  camera.zoom = from.zoom * std::pow(to.zoom / from.zoom, t);
  camera.pan = from.pan + t * (to.pan - from.pan);
  camera.perspective = std::lerp(from.perspective, to.perspective, t);
  if (t >= 1) return to;
  return camera;
}

Camera Camera::orbited(double azimuthBy, double elevationBy) const {
  Camera camera = *this;
  camera.azimuth = std::remainder(azimuth + azimuthBy, 360.0);
  camera.elevation = std::clamp(elevation + elevationBy, lowest, highest);
  camera.perspective = perspectiveAt(camera.elevation);
  return camera;
}

View::View(const Camera& camera, const QRectF& area) : camera_(camera), area_(area) {
  const Basis basis = basisOf(camera.azimuth, camera.elevation);
  right_ = basis.right;
  up_ = basis.up;
  towardsEye_ = basis.towardsEye;
  nearness_ = std::max(0.0, camera.perspective) / eyeDistance;
  eye_ = target + towardsEye_ * (nearness_ > 1 / orthographicDistance ? 1 / nearness_ : orthographicDistance);
  fit();
}

void View::fit() {
  const double asMap = std::clamp((camera_.elevation - mapFrom) / (highest - mapFrom), 0.0, 1.0);
  const double exact = std::lerp(exactness, 1.0, asMap);
  const Eigen::Array3d reach = exact * reachOf({right_, up_, towardsEye_}, nearness_) +
                               (1 - exact) * reachOf(basisOf(45, camera_.elevation), nearness_);
  const double share = std::clamp(area_.width() / enough, leastShare, 1.0);
  const QRectF room =
      area_.adjusted(share * marginX, share * marginTop, -share * marginX, -share * marginBottom);
  const double fitting = std::min(room.width() / (2 * reach[0]), room.height() / (reach[1] + reach[2]));
  scale_ = std::max(fitting, 0.1 * std::min(area_.width(), area_.height()));
  centre_ = room.center() + scale_ * (QPointF(0, (reach[2] - reach[1]) / 2) + camera_.pan);
}

QPointF View::project(const Eigen::Vector3d& world) const {
  const Eigen::Vector2d at = scale() * onScreen(world, {right_, up_, towardsEye_}, nearness_);
  return {centre_.x() + at.x(), centre_.y() - at.y()};
}

SightLine View::sightLine(QPointF pixel) const {
  // Inverts project(): at depth d the offset is (1 + d·nearness) times what it is at depth 0.
  const Eigen::Vector3d across =
      (right_ * (pixel.x() - centre_.x()) - up_ * (pixel.y() - centre_.y())) / scale();
  return {target + across, -towardsEye_ + nearness_ * across};
}

Camera View::panned(QPointF pixels) const {
  Camera camera = camera_;
  const QPointF pan = camera.pan + pixels / scale_;
  const double most = 1.5 * camera.zoom;
  camera.pan = {std::clamp(pan.x(), -most, most), std::clamp(pan.y(), -most, most)};
  return camera;
}

Camera View::zoomed(double factor, QPointF fixed) const {
  Camera camera = camera_;
  camera.zoom = std::clamp(camera.zoom * factor, leastZoom, mostZoom);
  const double applied = camera.zoom / camera_.zoom;
  return View(camera, area_).panned((fixed - centre_) * (1 - applied));
}

}  // namespace lossarium::ui
