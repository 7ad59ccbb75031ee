// Zero-one loss of the margin m: 1 for m ≤ 0, else 0; its mean is the error rate. Domain: all m. Its slope is
// 0 wherever it has one, so it measures but cannot guide. Source: Bartlett, Jordan & McAuliffe 2006, Journal
// of the American Statistical Association 101, 138–156.
#pragma once

#include "core/losses/pointwise_loss.h"

namespace lossarium {

struct ZeroOne {
  static constexpr LossSpec spec{
      .id = "zero_one",
      .title = "Zero-one (error rate)",
      .shortTitle = "Zero-one",
      .task = Task::binary,
      .formula = "1 if m ≤ 0, else 0",
      .domain = "A score, any number. Target 1 or 0 (or −1); no soft labels.",
      .estimates = "the more frequent class",
      .caption =
          "What one counts in the end: wrong or right. Its slope is 0 everywhere, so no gradient can follow "
          "it – "
          "that is what all the others are for.",
      .outliers = "Robust: a wrong point costs 1, however wrong.",
      .labelNoise = "The same share of wrong labels everywhere does not move the best border.",
      .use = "As a metric: 1 − accuracy, where a score of exactly 0 counts as wrong.",
      .avoid =
          "To train: there is no slope to descend. Choose log loss or hinge and read this one beside it.",
      .pytorch = "",
      .keras = "1 − metrics.BinaryAccuracy(threshold=0)",
      .tensorflow = "1 − tf.keras.metrics.BinaryAccuracy(threshold=0)",
      .scikitLearn = "zero_one_loss",
      .source = "Bartlett, Jordan & McAuliffe 2006",
      .alsoCalled = "error rate, 0-1 loss, misclassification",
      .targets = {.minimum = -1, .maximum = 1},
      .metricOnly = true};

  static constexpr bool fewOperations = true;

  explicit ZeroOne(const Choice&) {}
  LossTraits traits() const {
    return {.convex = false, .smoothness = Smoothness::valueJumps, .lowestSlope = 0, .highestSlope = 0};
  }
  double value(double m) const { return m <= 0 ? 1.0 : 0.0; }
  double slope(double) const { return 0; }
  double curvature(double) const { return 0; }
  std::vector<double> kinks() const { return {0}; }
};

}  // namespace lossarium
