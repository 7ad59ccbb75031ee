// IoU loss of boxes: 1 − IoU, the intersection's area over the union's. From 0 (the same box) to 1 (no common
// area, where the slope is 0 wherever the box lies). Domain: any corners. Ties, lines, points and 0/0: see
// box_loss.h. Source: Yu et al. 2016 (UnitBox), ACM Multimedia, who take −ln IoU; as 1 − IoU in Rezatofighi
// et al. 2019, CVPR.
#pragma once

#include "core/losses/box_loss.h"

namespace lossarium {

struct Iou {
  static constexpr LossSpec spec{
      .id = "iou",
      .title = "IoU",
      .task = Task::boxes,
      .formula = "1 − IoU, IoU = |A ∩ B| / |A ∪ B|",
      .domain =
          "Corners x1 ≤ x2, y1 ≤ y2. A box that turns inside out on the way counts as what its corners span.",
      .estimates = "the box that overlaps best on average",
      .caption =
          "The measure itself as a loss: what counts is the share that both boxes cover. Apart from each "
          "other they feel nothing.",
      .outliers = "Robust: a box that misses its target altogether costs 1 and pulls with nothing.",
      .labelNoise =
          "A target drawn elsewhere is forgotten; one drawn a little too large shifts the fit a little.",
      .use = "When boxes overlap from the start, and as a metric.",
      .avoid = "From a start without overlap: the slope is exactly 0 there and nothing moves.",
      .pytorch = "1 − torchvision.ops.box_iou",
      .keras = "keras_cv.losses.IoULoss(mode=\"linear\")",
      .tensorflow = "tfa.losses.GIoULoss(mode=\"iou\")",
      .source = "Yu et al. 2016",
      .alsoCalled = "Jaccard, UnitBox, object detection"};

  explicit Iou(const Choice&) {}

  template <class Scalar, class Share>
  BoxPoint<Scalar> at(const BoxPair<Scalar, Share>& boxes) const {
    return boxes.missingOverlap();
  }
};

}  // namespace lossarium
