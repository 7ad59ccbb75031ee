// Where the surface is seen from. The world is a box: x and y (along a and b) in −1 … 1, height z in 0 …
// boxHeight.
#pragma once

#include <QPointF>
#include <QRectF>

#include <Eigen/Core>

namespace lossarium::ui {

/// Half as high as wide: tall enough that a bowl looks like one, and the box fills a picture that is about
/// square.
inline constexpr double boxHeight = 1.05;

/// An orbit around the middle of the box. Angles in degrees.
struct Camera {
  double azimuth = 30;    ///< 0: seen from −y, a to the right; positive turns the eye towards +x
  double elevation = 36;  ///< 90: from straight above
  double zoom = 1;
  QPointF pan;             ///< in units of half a box side on the screen; y downwards
  double perspective = 1;  ///< 0: orthographic

  bool operator==(const Camera&) const = default;

  static Camera home() { return {}; }
  static Camera top() { return {0, 90, 1, {}, 0}; }

  /// `t` in 0 … 1; turns the short way round.
  static Camera between(const Camera& from, const Camera& to, double t);

  /// Turned by so many degrees; straight above, perspective is gone, so that the top view is a map.
  Camera orbited(double azimuthBy, double elevationBy) const;
};

struct SightLine {
  Eigen::Vector3d origin;
  Eigen::Vector3d direction;  ///< away from the eye
};

/// A camera on a rectangle of pixels.
class View {
 public:
  View() : View(Camera{}, QRectF(0, 0, 1, 1)) {}
  View(const Camera& camera, const QRectF& area);

  const Camera& camera() const { return camera_; }
  const QRectF& area() const { return area_; }

  QPointF project(const Eigen::Vector3d& world) const;
  /// The eye; very far away when the view is orthographic.
  const Eigen::Vector3d& eye() const { return eye_; }
  const Eigen::Vector3d& towardsEye() const { return towardsEye_; }
  const Eigen::Vector3d& right() const { return right_; }
  SightLine sightLine(QPointF pixel) const;
  /// Pixels of a unit of length in the middle of the box.
  double scale() const { return scale_ * camera_.zoom; }
  /// The same camera moved by pixels, or zoomed so that `fixed` stays where it is.
  Camera panned(QPointF pixels) const;
  Camera zoomed(double factor, QPointF fixed) const;

 private:
  void fit();

  Camera camera_;
  QRectF area_;
  Eigen::Vector3d right_;
  Eigen::Vector3d up_;
  Eigen::Vector3d towardsEye_;
  Eigen::Vector3d eye_;
  double nearness_ = 0;  ///< 1 / distance of the eye
  double scale_ = 1;
  QPointF centre_;
};

}  // namespace lossarium::ui
