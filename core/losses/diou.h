// Distance IoU loss of boxes: 1 − IoU + ρ²/c², with ρ the distance of the centres and c the diagonal of the
// smallest box around both. From 0 to 2. Where c is 0 (twice the same point) the last term is 0. Domain: any
// corners. Ties, lines, points and 0/0: see box_loss.h. Source: Zheng et al. 2020, AAAI.
#pragma once

#include "core/losses/box_loss.h"

namespace lossarium {

struct Diou {
  static constexpr LossSpec spec{
      .id = "diou",
      .title = "DIoU",
      .task = Task::boxes,
      .formula = "1 − IoU + ρ²/c²",
      .domain =
          "Corners x1 ≤ x2, y1 ≤ y2. A box that turns inside out on the way counts as what its corners span.",
      .estimates = "the box that overlaps best on average, drawn to the middle of the targets",
      .caption =
          "IoU that also wants the centres together: boxes apart move straight towards each other, and meet "
          "in few steps.",
      .outliers = "Bounded: a box that misses costs at most 2, and pulls less the farther it is.",
      .labelNoise = "A target drawn elsewhere still pulls, weakly.",
      .use =
          "For detectors in general: it converges in far fewer steps than GIoU, and nested boxes still move.",
      .avoid = "When the shape must be right soon: with the centres together it is IoU.",
      .pytorch = "torchvision.ops.distance_box_iou_loss",
      .source = "Zheng et al. 2020",
      .alsoCalled = "distance IoU, object detection"};

  explicit Diou(const Choice&) {}

  template <class Scalar, class Share>
  BoxPoint<Scalar> at(const BoxPair<Scalar, Share>& boxes) const {
    BoxPoint<Scalar> point = boxes.missingOverlap();
    addCentreDistance(boxes, point);
    return point;
  }

  /// Adds ρ²/c².
  template <class Scalar, class Share>
  static void addCentreDistance(const BoxPair<Scalar, Share>& boxes, BoxPoint<Scalar>& point) {
    const auto &x = boxes.x, &y = boxes.y;
    const Scalar perDiagonal = inverseOrZero(x.span * x.span + y.span * y.span, smallestArea);
    const Scalar distance = (x.offset * x.offset + y.offset * y.offset) * perDiagonal;
    point.value += distance;
    const Scalar byOffset = 2.0 * perDiagonal, bySpan = -2.0 * distance * perDiagonal;
    x.addOffset(point.x, byOffset * x.offset);
    y.addOffset(point.y, byOffset * y.offset);
    x.addSpan(point.x, bySpan * x.span);
    y.addSpan(point.y, bySpan * y.span);
  }
};

}  // namespace lossarium
