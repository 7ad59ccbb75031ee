// Efficient IoU loss of boxes: DIoU + (w − wᵗ)²/w_C² + (h − hᵗ)²/h_C², with w_C × h_C the smallest box around
// both. From 0 to below 4. Where w_C or h_C is 0, so is its term. Domain: any corners. Ties, lines, points
// and 0/0: see box_loss.h. Source: Zhang et al. 2022, Neurocomputing 506, 146–157 (without its focal weight).
#pragma once

#include "core/losses/diou.h"

namespace lossarium {

struct Eiou {
  static constexpr LossSpec spec{
      .id = "eiou",
      .title = "EIoU",
      .task = Task::boxes,
      .formula = "1 − IoU + ρ²/c² + (w − wᵗ)²/w_C² + (h − hᵗ)²/h_C²",
      .domain =
          "Corners x1 ≤ x2, y1 ≤ y2. A box that turns inside out on the way counts as what its corners span.",
      .estimates = "the box that overlaps best on average, drawn to the middle and the size of the targets",
      .caption =
          "DIoU that also compares width with width and height with height, instead of one ratio: each side "
          "knows whether to grow or to shrink.",
      .outliers = "Bounded: a box that misses costs less than 4, and pulls less the farther it is.",
      .labelNoise = "A target of a wrong size bends the fit's size more than under DIoU.",
      .use = "When CIoU's ratio is not enough: width and height are each drawn to the target's.",
      .avoid = "When a far start must move first: far away it spends its pull on the size, too.",
      .source = "Zhang et al. 2022",
      .alsoCalled = "efficient IoU, object detection"};

  explicit Eiou(const Choice&) {}

  template <class Scalar, class Share>
  BoxPoint<Scalar> at(const BoxPair<Scalar, Share>& boxes) const {
    BoxPoint<Scalar> point = boxes.missingOverlap();
    Diou::addCentreDistance(boxes, point);
    addSize(boxes.x, point.value, point.x);
    addSize(boxes.y, point.value, point.y);
    return point;
  }

 private:
  template <class Scalar, class Share>
  static void addSize(const BoxAxis<Scalar, Share>& axis, Scalar& value, EdgeSlopes<Scalar>& edges) {
    const Scalar perSpan = inverseOrZero(axis.span, smallestLength);
    const Scalar share = (axis.length - axis.targetLength) * perSpan;
    value += share * share;
    axis.addLength(edges, 2.0 * share * perSpan);
    axis.addSpan(edges, -2.0 * share * share * perSpan);
  }
};

}  // namespace lossarium
