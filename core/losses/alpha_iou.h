// α-IoU loss of boxes: 1 − IoU^α, α the parameter power. From 0 to 1. At IoU = 0 the slope is 0 unless power
// is 1 (below 1 it has no bound on the side that overlaps). Domain: any corners; 0.5 ≤ power ≤ 10. Ties,
// lines, points and 0/0: see box_loss.h. Source: He et al. 2021, NeurIPS.
#pragma once

#include "core/losses/box_loss.h"

namespace lossarium {

struct AlphaIou {
  static constexpr ParameterSpec parameters[] = {
      {.id = "power",
       .label = "Power",
       .minimum = 0.5,
       .maximum = 10,
       .initial = 3,
       .hint = "1 is IoU; above, boxes that already fit well are pulled harder and poor ones less; below, "
               "the other way."}};
  static constexpr LossSpec spec{
      .id = "alpha_iou",
      .title = "α-IoU",
      .task = Task::boxes,
      .parameters = parameters,
      .formula = "1 − IoU^α",
      .domain =
          "Corners x1 ≤ x2, y1 ≤ y2. A box that turns inside out on the way counts as what its corners span.",
      .estimates = "the box that overlaps best on average, by its best fits the more so the larger the power",
      .caption =
          "IoU with a dial: at 3 what already fits well is polished hard and what hardly overlaps is left "
          "alone.",
      .outliers =
          "Robust, the more so the larger the power: a box that hardly overlaps pulls with next to nothing.",
      .labelNoise = "Above 1 it trusts the targets that it already fits: robust to badly drawn ones.",
      .use = "When the last per cents of overlap count, or targets are drawn carelessly.",
      .avoid = "From a start with little or no overlap: there is nearly no slope, or none.",
      .source = "He et al. 2021",
      .alsoCalled = "power IoU, object detection"};

  explicit AlphaIou(const Choice& choice) : power(choice.real("power")) {}

  template <class Scalar, class Share>
  BoxPoint<Scalar> at(const BoxPair<Scalar, Share>& boxes) const {
    const bool some = plain(boxes.iou) > std::numeric_limits<double>::min();
    const Scalar above = fastExp((power - 1) * fastLog(some ? boxes.iou : Scalar(1)));
    return withRatio(boxes, some ? above : Scalar(power == 1 ? 1.0 : 0.0));
  }

  double power;

 protected:
  /// `ratio` is IoU to the power − 1.
  template <class Scalar, class Share>
  BoxPoint<Scalar> withRatio(const BoxPair<Scalar, Share>& boxes, const Scalar& ratio) const {
    BoxPoint<Scalar> point;
    const bool near = boxes.missing < 0.5;
    const double small = -fastExpm1(power * fastLog1p(near ? -boxes.missing : 0.0));
    point.value = near ? small : 1 - plain(boxes.iou * ratio);
    boxes.addIou(point, -power * ratio);
    return point;
  }
};

/// The same for a whole power: a few products in the place of an exponential and a logarithm.
struct WholeAlphaIou : AlphaIou {
  explicit WholeAlphaIou(const Choice& choice) : AlphaIou(choice) {
    const int digits = static_cast<int>(power) - 1;
    one = digits & 1, two = digits & 2, four = digits & 4, eight = digits & 8;
  }
  static bool suits(const Choice& choice) {
    const double power = choice.real("power");
    return power >= 1 && power == static_cast<int>(power);
  }

  template <class Scalar, class Share>
  BoxPoint<Scalar> at(const BoxPair<Scalar, Share>& boxes) const {
    const Scalar second = boxes.iou * boxes.iou, fourth = second * second, eighth = fourth * fourth;
    const Scalar low = (one > 0 ? boxes.iou : Scalar(1)) * (two > 0 ? second : Scalar(1));
    const Scalar high = (four > 0 ? fourth : Scalar(1)) * (eight > 0 ? eighth : Scalar(1));
    return withRatio(boxes, Scalar(low * high));
  }

  double one, two, four, eight;  ///< the binary digits of power − 1, 0 or more
};

}  // namespace lossarium
