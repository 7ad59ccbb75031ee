// Exponential loss of the margin m: e^−m. Domain: all m (below −709 the value is infinite). Source: Freund &
// Schapire 1997, Journal of Computer and System Sciences 55, 119–139 (AdaBoost).
#pragma once

#include "core/base/vector_math.h"
#include "core/losses/pointwise_loss.h"

namespace lossarium {

struct Exponential {
  static constexpr LossSpec spec{
      .id = "exponential",
      .title = "Exponential (AdaBoost)",
      .shortTitle = "Exponential",
      .task = Task::binary,
      .formula = "exp(−m)",
      .domain = "A score, any number. Target 1 or 0 (or −1); no soft labels.",
      .estimates = "half the log-odds of the positive class",
      .caption =
          "Each step to the wrong side multiplies the cost: boosting's loss, and the one that shouts loudest "
          "at "
          "a wrong label.",
      .outliers = "The least robust of all: the pull grows exponentially.",
      .labelNoise = "A single wrong label can rule the fit.",
      .use = "To understand AdaBoost, which descends it.",
      .avoid = "When any label may be wrong; and with large steps, which overflow.",
      .pytorch = "",
      .keras = "",
      .tensorflow = "",
      .scikitLearn = "GradientBoostingClassifier(loss=\"exponential\")",
      .source = "Freund & Schapire 1997",
      .alsoCalled = "boosting",
      .targets = {.minimum = -1, .maximum = 1}};

  explicit Exponential(const Choice&) {}
  LossTraits traits() const { return {}; }
  double value(double m) const { return fastExp(-m); }
  double slope(double m) const { return -fastExp(-m); }
  double curvature(double m) const { return fastExp(-m); }
};

}  // namespace lossarium
