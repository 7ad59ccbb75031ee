#include "core/boxes/box_geometry.h"

#include "core/losses/box_loss.h"

#include <cmath>

namespace lossarium {

Eigen::Vector4d upright(const Eigen::Vector4d& corners) {
  Eigen::Vector4d box;
  box << corners.head<2>().cwiseMin(corners.tail<2>()), corners.head<2>().cwiseMax(corners.tail<2>());
  return box;
}

Eigen::Vector4d centreSizeOf(const Eigen::Vector4d& corners) {
  Eigen::Vector4d box;
  box << 0.5 * corners.head<2>() + 0.5 * corners.tail<2>(),
      (corners.tail<2>() - corners.head<2>()).cwiseAbs();
  return box;
}

Eigen::Vector4d cornersOf(const Eigen::Vector4d& centreSize) {
  const Eigen::Vector2d half = 0.5 * centreSize.tail<2>().cwiseAbs();
  Eigen::Vector4d box;
  box << centreSize.head<2>() - half, centreSize.head<2>() + half;
  return box;
}

Eigen::Vector4d byCentreSize(const Eigen::Vector4d& byCorners, const Eigen::Vector4d& corners) {
  Eigen::Vector4d result;
  for (const Eigen::Index axis : {0, 1}) {
    const double grows = corners[axis] <= corners[axis + 2] ? 0.5 : -0.5;
    result[axis] = byCorners[axis] + byCorners[axis + 2];
    result[axis + 2] = grows * (byCorners[axis + 2] - byCorners[axis]);
  }
  return result;
}

BoxGeometry boxGeometry(const Eigen::Vector4d& prediction, const Eigen::Vector4d& target) {
  BoxGeometry all;
  all.prediction = upright(prediction);
  all.target = upright(target);
  const Eigen::Vector4d &p = all.prediction, &t = all.target;
  all.overlap << p.head<2>().cwiseMax(t.head<2>()), p.tail<2>().cwiseMin(t.tail<2>());
  all.enclosing << p.head<2>().cwiseMin(t.head<2>()), p.tail<2>().cwiseMax(t.tail<2>());
  all.apart = all.overlap[0] > all.overlap[2] || all.overlap[1] > all.overlap[3];
  const BoxPair<double> pair(BoxAxis<double>(p[0], p[2], t[0], t[2]),
                             BoxAxis<double>(p[1], p[3], t[1], t[3]));
  all.overlapArea = pair.common;
  all.unionArea = pair.covered;
  all.enclosingArea = pair.x.span * pair.y.span;
  all.emptyArea = std::max(0.0, pair.emptyArea());
  all.iou = pair.iou;
  all.centreDistance = std::hypot(pair.x.offset, pair.y.offset);
  all.diagonal = std::hypot(pair.x.span, pair.y.span);
  all.predictionAngle = std::atan2(pair.x.length, pair.y.length);
  all.targetAngle = std::atan2(pair.x.targetLength, pair.y.targetLength);
  return all;
}

}  // namespace lossarium
