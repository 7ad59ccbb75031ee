// SCYLLA-IoU loss of boxes: 1 − IoU + (Δ + Ω)/2. Distance Δ = 2 − e^(−γρ_x) − e^(−γρ_y), ρ_x = (dx/w_C)²,
// ρ_y = (dy/h_C)² with dx, dy between the centres and w_C × h_C the smallest box around both; γ = 2 − Λ with
// the angle Λ = sin 2a = 2|dx·dy|/(dx² + dy²), a the angle to the nearer axis. Shape Ω = (1 − e^(−ω_w))⁴ +
// (1 − e^(−ω_h))⁴, ω_w = |w − wᵗ|/max(w, wᵗ). From 0 to below 2.03. With the centres together Λ = 0 (its
// limit does not exist; Δ is 0 with slope 0 whatever it is). Where dx or dy is 0, |dx·dy| has the mean of its
// slopes, 0. Where w_C or both widths are 0, ρ_x or ω_w is. Domain: any corners. Ties, lines, points and 0/0:
// see box_loss.h. Source: Gevorgyan 2022, arXiv 2205.12740, in the form of mmyolo's iou_loss.py without its
// eps.
#pragma once

#include "core/losses/box_loss.h"

namespace lossarium {

struct Siou {
  static constexpr LossSpec spec{
      .id = "siou",
      .title = "SIoU",
      .task = Task::boxes,
      .formula = "1 − IoU + (Δ + Ω)/2, Δ = Σ (1 − e^(−γρ)), Ω = Σ (1 − e^(−ω))⁴, γ = 2 − sin 2a",
      .domain =
          "Corners x1 ≤ x2, y1 ≤ y2. A box that turns inside out on the way counts as what its corners span.",
      .estimates = "the box that overlaps best on average, drawn to the middle and the size of the targets",
      .caption =
          "IoU that minds the direction, too: a box first comes onto the nearer axis through its target, "
          "then along it.",
      .outliers = "Bounded: a box that misses costs hardly more than 2, and pulls less the farther it is.",
      .labelNoise =
          "A target drawn elsewhere still pulls, weakly; the shape's fourth power forgives small errors of "
          "size.",
      .use = "For one-stage detectors, where it converges fast.",
      .avoid =
          "When you must explain the loss, or want a smooth one: its slope jumps where the centres are "
          "level.",
      .pytorch = "mmyolo.models.losses.IoULoss(iou_mode=\"siou\")",
      .source = "Gevorgyan 2022",
      .alsoCalled = "SCYLLA-IoU, object detection"};

  explicit Siou(const Choice&) {}

  template <class Scalar, class Share>
  BoxPoint<Scalar> at(const BoxPair<Scalar, Share>& boxes) const {
    BoxPoint<Scalar> point = boxes.missingOverlap();
    addDistance(boxes, point);
    addShape(boxes.x, point.value, point.x);
    addShape(boxes.y, point.value, point.y);
    return point;
  }

 private:
  static double sign(double x) { return (x > 0 ? 1.0 : 0.0) - (x < 0 ? 1.0 : 0.0); }

  /// 1 − e^−x, 0 ≤ x ≤ 50, exact next to 0.
  static double rise(double x) { return -vector_math::exponentialMinusOne(-x); }
  static Dual rise(const Dual& x) {
    const double y = rise(x.value);
    return {y, (1 - y) * x.change};
  }

  template <class Scalar, class Share>
  static void addDistance(const BoxPair<Scalar, Share>& boxes, BoxPoint<Scalar>& point) {
    const Scalar &dx = boxes.x.offset, &dy = boxes.y.offset;
    const Scalar perDistance = inverseOrZero(dx * dx + dy * dy, smallestArea);
    const double signX = sign(plain(dx)), signY = sign(plain(dy));
    const Scalar sizeX = signX * dx, sizeY = signY * dy;
    const Scalar angle = 2.0 * sizeX * sizeY * perDistance, gamma = 2.0 - angle;
    const Scalar byAngle = addDistanceAlong(boxes.x, gamma, point.value, point.x) +
                           addDistanceAlong(boxes.y, gamma, point.value, point.y);
    const Scalar turn = 2.0 * byAngle * perDistance;
    boxes.x.addOffset(point.x, turn * (signX * sizeY - angle * dx));
    boxes.y.addOffset(point.y, turn * (signY * sizeX - angle * dy));
  }

  /// Adds half of 1 − e^(−γρ); returns its derivative by Λ.
  template <class Scalar, class Share>
  static Scalar addDistanceAlong(const BoxAxis<Scalar, Share>& axis, const Scalar& gamma, Scalar& value,
                                 EdgeSlopes<Scalar>& edges) {
    const Scalar perSpan = inverseOrZero(axis.span, smallestLength);
    const Scalar share = axis.offset * perSpan, square = share * share;
    const Scalar half = 0.5 * rise(gamma * square), left = 0.5 - half;
    value += half;
    const Scalar byShare = 2.0 * left * gamma * share * perSpan;
    axis.addOffset(edges, byShare);
    axis.addSpan(edges, -byShare * share);
    return -left * square;
  }

  /// Adds half of (1 − e^(−ω))⁴. Where the lengths are equal |w − wᵗ| has a kink, but its fourth power none.
  template <class Scalar, class Share>
  static void addShape(const BoxAxis<Scalar, Share>& axis, Scalar& value, EdgeSlopes<Scalar>& edges) {
    const bool longer = plain(axis.length) > axis.targetLength;
    const Scalar low = longer ? Scalar(axis.targetLength) : axis.length,
                 high = longer ? axis.length : Scalar(axis.targetLength);
    const Scalar perLength = inverseOrZero(high, smallestLength);
    const Scalar u = rise((high - low) * perLength), cube = u * u * u;
    value += 0.5 * cube * u;
    axis.addLength(edges, 2.0 * cube * (1.0 - u) * perLength * (longer ? low * perLength : Scalar(-1)));
  }
};

}  // namespace lossarium
