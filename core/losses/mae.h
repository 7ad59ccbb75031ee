// Absolute error: |r|. Domain: all r. At 0: value 0, slope 0 (the mean of −1 and 1), curvature 0.
// Source: Boscovich 1757, Laplace 1793. PyTorch's L1Loss also takes the slope 0 at 0.
#pragma once

#include "core/losses/pointwise_loss.h"

#include <cmath>

namespace lossarium {

struct Mae {
  static constexpr LossSpec spec{
      .id = "mae",
      .title = "Mean absolute error",
      .shortTitle = "MAE",
      .formula = "|r|",
      .domain = "Any prediction, any target.",
      .estimates = "the median",
      .caption =
          "Every point pulls equally strongly, however far off it is: outliers cannot shout, and the minimum "
          "may be a flat edge.",
      .outliers = "Robust against wild targets, up to half of them; not against wild inputs (leverage).",
      .labelNoise = "Stays put while fewer than half of the targets near a place are wrong.",
      .use = "When the middle matters more than the total, or when some targets are simply wrong.",
      .avoid =
          "When you need the mean, or a quick finish: its slope is as large next to the minimum as far away, "
          "so fixed steps never settle.",
      .pytorch = "nn.L1Loss",
      .keras = "MeanAbsoluteError",
      .tensorflow = "tf.keras.losses.MeanAbsoluteError",
      .scikitLearn = "mean_absolute_error",
      .source = "Boscovich 1757; Laplace 1793",
      .alsoCalled = "L1 loss, least absolute deviations, LAD"};

  static constexpr bool fewOperations = true;

  explicit Mae(const Choice&) {}
  LossTraits traits() const {
    return {.smoothness = Smoothness::slopeJumps, .lowestSlope = -1, .highestSlope = 1};
  }
  double value(double r) const { return std::abs(r); }
  double slope(double r) const { return (r > 0 ? 1.0 : 0.0) - (r < 0 ? 1.0 : 0.0); }
  double curvature(double) const { return 0; }
  std::vector<double> kinks() const { return {0}; }
};

}  // namespace lossarium
