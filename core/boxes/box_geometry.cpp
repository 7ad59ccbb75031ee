#include "core/boxes/box_geometry.h"

#include "core/losses/box_loss.h"

#include <algorithm>
#include <cmath>

namespace lossarium {

Eigen::Vector4d upright(const Eigen::Vector4d& corners) {
  const Eigen::Vector4d& b = corners;
  return {std::min(b[0], b[2]), std::min(b[1], b[3]), std::max(b[0], b[2]), std::max(b[1], b[3])};
}

Eigen::Vector4d centreSizeOf(const Eigen::Vector4d& corners) {
  const Eigen::Vector4d& b = corners;
  return {0.5 * b[0] + 0.5 * b[2], 0.5 * b[1] + 0.5 * b[3], std::abs(b[2] - b[0]), std::abs(b[3] - b[1])};
}

Eigen::Vector4d cornersOf(const Eigen::Vector4d& centreSize) {
  const Eigen::Vector4d& b = centreSize;
  const double across = 0.5 * std::abs(b[2]), up = 0.5 * std::abs(b[3]);
  return {b[0] - across, b[1] - up, b[0] + across, b[1] + up};
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
  all.overlap = {std::max(p[0], t[0]), std::max(p[1], t[1]), std::min(p[2], t[2]), std::min(p[3], t[3])};
  all.enclosing = {std::min(p[0], t[0]), std::min(p[1], t[1]), std::max(p[2], t[2]), std::max(p[3], t[3])};
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
