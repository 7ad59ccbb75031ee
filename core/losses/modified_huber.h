// Modified Huber loss of the margin m: max(0, 1 − m)² for m ≥ −1, −4m below. Domain: all m. Value and slope
// are continuous; the curvature is 2 between −1 and 1 (and at both) and 0 elsewhere. Source: Zhang 2004,
// Annals of Statistics 32, 56–85.
#pragma once

#include "core/losses/pointwise_loss.h"

#include <algorithm>

namespace lossarium {

struct ModifiedHuber {
  static constexpr LossSpec spec{
      .id = "modified_huber",
      .title = "Modified Huber",
      .task = Task::binary,
      .formula = "max(0, 1 − m)² if m ≥ −1, else −4m",
      .domain = "A score, any number. Target 1 or 0 (or −1); no soft labels.",
      .estimates = "2p − 1, p the probability of the positive class",
      .caption =
          "Squared hinge near the border, linear far on the wrong side: smooth, sparse and with a bounded "
          "pull.",
      .outliers = "Fairly robust: a point far on the wrong side pulls with 4, no more.",
      .labelNoise = "A wrong label pulls with at most 4.",
      .use = "When you want hinge's sparseness, a smooth slope, and probabilities from (score + 1)/2.",
      .avoid = "When many labels are wrong: bounded is not forgotten.",
      .pytorch = "",
      .keras = "",
      .tensorflow = "",
      .scikitLearn = "SGDClassifier(loss=\"modified_huber\")",
      .source = "Zhang 2004",
      .alsoCalled = "smooth hinge, Huber for classification",
      .targets = {.minimum = -1, .maximum = 1}};

  static constexpr bool fewOperations = true;

  explicit ModifiedHuber(const Choice&) {}
  LossTraits traits() const {
    return {.smoothness = Smoothness::curvatureJumps, .lowestSlope = -4, .highestSlope = 4};
  }
  double value(double m) const {
    const double h = std::max(0.0, 1 - m);
    return m >= -1 ? h * h : -4 * m;
  }
  double slope(double m) const { return -2 * std::min(std::max(0.0, 1 - m), 2.0); }
  double curvature(double m) const { return std::abs(m) <= 1 ? 2.0 : 0.0; }
  std::vector<double> kinks() const { return {-1, 1}; }
};

}  // namespace lossarium
