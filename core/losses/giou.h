// Generalized IoU loss of boxes: 1 − IoU + |C ∖ (A ∪ B)|/|C|, with C the smallest box around both. From 0 to
// 2 (infinitely far apart, or two points). Where |C| is 0 (all on one line) the last term is 0. Domain: any
// corners. Ties, lines, points and 0/0: see box_loss.h. Source: Rezatofighi et al. 2019, CVPR.
#pragma once

#include "core/losses/box_loss.h"

namespace lossarium {

struct Giou {
  static constexpr LossSpec spec{
      .id = "giou",
      .title = "GIoU",
      .task = Task::boxes,
      .formula = "1 − IoU + |C ∖ (A ∪ B)| / |C|",
      .domain =
          "Corners x1 ≤ x2, y1 ≤ y2. A box that turns inside out on the way counts as what its corners span.",
      .estimates = "the box that overlaps best on average, and lies near the rest",
      .caption =
          "IoU with a rope: boxes apart are pulled together by the empty part of the box around both; first "
          "it swells, then it fits.",
      .outliers = "Bounded: a box that misses costs at most 2, and pulls less the farther it is.",
      .labelNoise = "A target drawn elsewhere still pulls, weakly.",
      .use = "For detectors whose boxes begin apart from their targets.",
      .avoid = "When boxes lie inside one another: there it is IoU, and slow.",
      .pytorch = "torchvision.ops.generalized_box_iou_loss",
      .keras = "keras_cv.losses.GIoULoss",
      .tensorflow = "tfa.losses.GIoULoss",
      .source = "Rezatofighi et al. 2019",
      .alsoCalled = "generalised IoU, object detection"};

  explicit Giou(const Choice&) {}

  // |C ∖ (A ∪ B)|/|C| = 1 − |A ∪ B|/|C|.
  template <class Scalar, class Share>
  BoxPoint<Scalar> at(const BoxPair<Scalar, Share>& boxes) const {
    BoxPoint<Scalar> point = boxes.missingOverlap();
    const Scalar around = boxes.x.span * boxes.y.span, perArea = inverseOrZero(around, smallestArea);
    const Scalar filled = 1 - (around - boxes.covered) * perArea;
    point.value += boxes.emptyArea() * plain(perArea);
    boxes.addAreas(point, perArea, -perArea);
    boxes.x.addSpan(point.x, filled * perArea * boxes.y.span);
    boxes.y.addSpan(point.y, filled * perArea * boxes.x.span);
    return point;
  }
};

}  // namespace lossarium
