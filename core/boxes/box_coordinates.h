// The numbers by which a box is told and moved: its corners (x1, y1, x2, y2), or its centre and size (x, y,
// w, h). Corners in the wrong order, or a size below 0, tell the box that they span (box_loss.h).
#pragma once

#include "core/boxes/box_geometry.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>

namespace lossarium {

using Box = Eigen::Vector4d;  ///< x1, y1, x2, y2; y grows upwards

enum class BoxCoordinates { corners, centreSize };

/// The size of corners in the wrong order is below 0.
inline Eigen::Vector4d centreAndSize(const Box& box) {
  return {(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0], box[3] - box[1]};
}

inline Box fromCentreAndSize(const Eigen::Vector4d& numbers) {
  const double halfWidth = numbers[2] / 2, halfHeight = numbers[3] / 2;
  return {numbers[0] - halfWidth, numbers[1] - halfHeight, numbers[0] + halfWidth, numbers[1] + halfHeight};
}

inline Eigen::Vector4d numbersOf(const Box& box, BoxCoordinates coordinates) {
  return coordinates == BoxCoordinates::corners ? box : centreAndSize(box);
}
inline Box boxOf(const Eigen::Vector4d& numbers, BoxCoordinates coordinates) {
  return coordinates == BoxCoordinates::corners ? numbers : fromCentreAndSize(numbers);
}

/// A derivative by the corners, as one by the coordinates.
inline Eigen::Vector4d slopeBy(BoxCoordinates coordinates, const Eigen::Vector4d& byCorners) {
  if (coordinates == BoxCoordinates::corners) return byCorners;
  return {byCorners[0] + byCorners[2], byCorners[1] + byCorners[3], (byCorners[2] - byCorners[0]) / 2,
          (byCorners[3] - byCorners[1]) / 2};
}

/// The length in which steps towards a target are measured, so that a learning rate means the same in a
/// picture's pixels as on a plane of a few units: the side of a square of the target's area; of a line half
/// its length, of a point 1.
inline double lengthUnit(const Box& target) {
  const double width = std::abs(target[2] - target[0]), height = std::abs(target[3] - target[1]);
  if (width * height > 0) return std::sqrt(width * height);
  return width + height > 0 ? (width + height) / 2 : 1.0;
}

}  // namespace lossarium
