// Squared hinge loss of the margin m: max(0, 1 − m)². Domain: all m. At m = 1 value and slope are 0 and the
// curvature falls from 2 to 0 (it is 2 at 1 itself). Source: Cortes & Vapnik 1995 (L2 support vector
// machine).
#pragma once

#include "core/losses/pointwise_loss.h"

#include <algorithm>

namespace lossarium {

struct SquaredHinge {
  static constexpr LossSpec spec{
      .id = "squared_hinge",
      .title = "Squared hinge",
      .task = Task::binary,
      .formula = "max(0, 1 − m)²",
      .domain = "A score, any number. Target 1 or 0 (or −1); no soft labels.",
      .estimates = "2p − 1, p the probability of the positive class",
      .caption =
          "Hinge with a soft landing: no kink at the margin, but the far wrong side pulls without bound.",
      .outliers = "Not robust: a point twice as far on the wrong side pulls twice as strongly.",
      .labelNoise = "Wrong labels far inside the other class rule the border.",
      .use = "For support vector machines (SVM) by smooth methods.",
      .avoid = "When labels are wrong or points lie far on the wrong side (see modified Huber).",
      .pytorch = "",
      .keras = "SquaredHinge",
      .tensorflow = "tf.keras.losses.SquaredHinge",
      .scikitLearn = "LinearSVC",
      .source = "Cortes & Vapnik 1995",
      .alsoCalled = "L2-SVM, support vector machine",
      .targets = {.minimum = -1, .maximum = 1}};

  static constexpr bool fewOperations = true;

  explicit SquaredHinge(const Choice&) {}
  LossTraits traits() const { return {.smoothness = Smoothness::curvatureJumps}; }
  double value(double m) const {
    const double h = std::max(0.0, 1 - m);
    return h * h;
  }
  double slope(double m) const { return -2 * std::max(0.0, 1 - m); }
  double curvature(double m) const { return m <= 1 ? 2.0 : 0.0; }
  std::vector<double> kinks() const { return {1}; }
};

}  // namespace lossarium
