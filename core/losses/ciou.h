// Complete IoU loss of boxes: DIoU + αv, v = 4/π²·(atan(wᵗ/hᵗ) − atan(w/h))² and α = v/(1 − IoU + v). From 0
// to 2.5. A point has no shape: v = 0 if either box is one; α = 0 where v is. Domain: any corners. Ties,
// lines and 0/0: see box_loss.h.
//
// The slope is deliberately not the value's derivative: it takes α for a constant, as
// torchvision does. It is the derivative of DIoU + α₀v with α₀ the α of the place. The curvature is that
// function's, too, and so symmetric. No threshold on the IoU. Source: Zheng et al. 2020, AAAI.
#pragma once

#include "core/losses/diou.h"

#include <numbers>

namespace lossarium {

struct Ciou {
  static constexpr LossSpec spec{
      .id = "ciou",
      .title = "CIoU",
      .task = Task::boxes,
      .formula =
          "1 − IoU + ρ²/c² + αv, v = 4/π²·(atan(wᵗ/hᵗ) − atan(w/h))², α = v/(1 − IoU + v); slope with α as a "
          "constant",
      .domain =
          "Corners x1 ≤ x2, y1 ≤ y2. A box that turns inside out on the way counts as what its corners span.",
      .estimates = "the box that overlaps best on average, drawn to the middle and the shape of the targets",
      .caption =
          "DIoU that also compares the shapes, the more so the better the boxes overlap. Its slope takes α "
          "for a constant, so it is not quite the slope of the curve you see.",
      .outliers = "Bounded: a box that misses costs at most 2.5, and pulls less the farther it is.",
      .labelNoise = "A target drawn elsewhere still pulls, weakly; one with a wrong shape bends the fit's.",
      .use = "For detectors in general: the usual choice of YOLO.",
      .avoid =
          "When a box has the right shape and the wrong size: v is 0 there and sees nothing. Nor with a line "
          "search: the slope is not the value's.",
      .pytorch = "torchvision.ops.complete_box_iou_loss",
      .keras = "keras_cv.losses.CIoULoss (its v differs, and α moves)",
      .source = "Zheng et al. 2020",
      .alsoCalled = "complete IoU, object detection, YOLO",
      .partialSlope = true};

  explicit Ciou(const Choice&) {}

  // The difference of the two angles is one angle: that of (hᵗh + wᵗw, wᵗh − hᵗw).
  template <class Scalar, class Share>
  BoxPoint<Scalar> at(const BoxPair<Scalar, Share>& boxes) const {
    BoxPoint<Scalar> point = boxes.missingOverlap();
    Diou::addCentreDistance(boxes, point);
    const auto &x = boxes.x, &y = boxes.y;
    const Scalar turn = fastAngle(x.targetLength * y.length - y.targetLength * x.length,
                                  y.targetLength * y.length + x.targetLength * x.length);
    const Scalar shape = scale * turn * turn;
    const double alpha = weight(plain(shape), boxes.missing);
    point.value += alpha * shape;
    const Scalar perSize = inverseOrZero(x.length * x.length + y.length * y.length, smallestArea);
    const Scalar byTurn = 2 * scale * alpha * turn * perSize;
    x.addLength(point.x, -byTurn * y.length);
    y.addLength(point.y, byTurn * x.length);
    return point;
  }

  /// α of v and 1 − IoU.
  static double weight(double v, double missing) { return v / (v > 0 ? missing + v : 1.0); }

 private:
  static constexpr double scale = 4 / (std::numbers::pi * std::numbers::pi);
};

}  // namespace lossarium
