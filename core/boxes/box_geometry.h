// What two boxes have to do with each other, as numbers that can be drawn: the parts of which the losses of
// boxes are made. A box is (x1, y1, x2, y2), y upwards, and is what its corners span (losses/box_loss.h); the
// other way to say it is (cx, cy, w, h). Lengths in the boxes' unit, areas in its square, angles in radians.
// No number is NaN for finite corners below 1e75 in size.
#pragma once

#include <Eigen/Core>

namespace lossarium {

/// The same box with x1 ≤ x2 and y1 ≤ y2.
Eigen::Vector4d upright(const Eigen::Vector4d& corners);
/// Centre and size; the size is never negative.
Eigen::Vector4d centreSizeOf(const Eigen::Vector4d& corners);
/// Corners in order. A negative size is turned over: |w|, |h|.
Eigen::Vector4d cornersOf(const Eigen::Vector4d& centreSize);

/// A gradient by x1, y1, x2, y2 told by cx, cy, w, h: ∂/∂cx = ∂/∂x1 + ∂/∂x2, ∂/∂w = (∂/∂x2 − ∂/∂x1)/2. Where
/// corners stand in the other order, ∂/∂w is that of the size there is.
Eigen::Vector4d byCentreSize(const Eigen::Vector4d& byCorners, const Eigen::Vector4d& corners);

struct BoxGeometry {
  Eigen::Vector4d prediction, target;  ///< upright
  Eigen::Vector4d overlap;             ///< where both are; of size 0 where they only touch
  Eigen::Vector4d enclosing;           ///< the smallest box around both
  bool apart = false;                  ///< they do not even touch, and `overlap` says nothing
  double overlapArea = 0, unionArea = 0, enclosingArea = 0;
  double emptyArea = 0;                         ///< of the enclosing box, what neither covers
  double iou = 0;                               ///< 1 for two boxes that are the same, with or without area
  double centreDistance = 0;                    ///< ρ
  double diagonal = 0;                          ///< c, of the enclosing box
  double predictionAngle = 0, targetAngle = 0;  ///< atan(w/h): 0 upright line, π/2 level line; a point: 0
};

BoxGeometry boxGeometry(const Eigen::Vector4d& prediction, const Eigen::Vector4d& target);

}  // namespace lossarium
