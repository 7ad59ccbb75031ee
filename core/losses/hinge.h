// Hinge loss of the margin m (the logit, negated for the negative class): max(0, 1 − m). Domain: all m. At m
// = 1: value 0, slope −½ (the mean of −1 and 0), curvature 0. Source: Cortes & Vapnik 1995, Machine Learning
// 20, 273–297.
#pragma once

#include "core/losses/pointwise_loss.h"

#include <algorithm>

namespace lossarium {

struct Hinge {
  static constexpr LossSpec spec{
      .id = "hinge",
      .title = "Hinge",
      .task = Task::binary,
      .formula = "max(0, 1 − m)",
      .domain = "A score, any number. Target 1 or 0 (or −1); no soft labels.",
      .estimates = "the class, not its probability",
      .caption =
          "Right by a margin of 1 is enough: such points cost nothing and do not pull, so a few support "
          "vectors "
          "decide the border.",
      .outliers = "A point far on the wrong side pulls with 1, no more.",
      .labelNoise = "A wrong label keeps pulling at full strength.",
      .use = "For a border rather than probabilities: support vector machines (SVM), rankings.",
      .avoid = "When you need probabilities: its score has no such meaning.",
      .pytorch = "nn.HingeEmbeddingLoss (related)",
      .keras = "Hinge",
      .tensorflow = "tf.keras.losses.Hinge",
      .scikitLearn = "hinge_loss, LinearSVC(loss=\"hinge\")",
      .source = "Cortes & Vapnik 1995",
      .alsoCalled = "SVM, support vector machine, max-margin",
      .targets = {.minimum = -1, .maximum = 1}};

  static constexpr bool fewOperations = true;

  explicit Hinge(const Choice&) {}
  LossTraits traits() const {
    return {.smoothness = Smoothness::slopeJumps, .lowestSlope = -1, .highestSlope = 1};
  }
  double value(double m) const { return std::max(0.0, 1 - m); }
  double slope(double m) const { return -0.5 * ((m < 1 ? 1.0 : 0.0) + (m <= 1 ? 1.0 : 0.0)); }
  double curvature(double) const { return 0; }
  std::vector<double> kinks() const { return {1}; }
};

}  // namespace lossarium
