// Brier score of a logit z: (σ(z) − y)², the squared error of the probability. Domain: all z; y in [0, 1], −1
// means 0. Not convex: far on the wrong side it is flat. σ(z) − y is computed as (1−y)σ(z) − yσ(−z), which
// loses no digits. Source: Brier 1950, Monthly Weather Review 78, 1–3.
#pragma once

#include "core/losses/logistic.h"
#include "core/losses/pointwise_loss.h"

namespace lossarium {

struct Brier {
  static constexpr LossSpec spec{
      .id = "brier",
      .title = "Brier (squared error of the probability)",
      .shortTitle = "Brier",
      .task = Task::binary,
      .formula = "(σ(z) − y)²",
      .domain = "A logit, any number. Target 1, 0 (or −1), or a soft label between 0 and 1.",
      .estimates = "the probability of the positive class",
      .caption =
          "MSE as a classifier's loss: certain and wrong costs at most 1, and there the curve is flat – so "
          "what is "
          "most wrong learns slowest.",
      .outliers = "Robust: a point far on the wrong side no longer pulls.",
      .labelNoise = "Wrong labels far inside the other class are forgotten.",
      .use = "As a metric: an honest score of probabilities that no single sample can ruin.",
      .avoid =
          "To train from a bad start: where it is confidently wrong its slope vanishes (log loss keeps it).",
      .pytorch = "nn.MSELoss of sigmoid(z)",
      .keras = "MeanSquaredError of sigmoid(z)",
      .tensorflow = "tf.keras.losses.MeanSquaredError of sigmoid(z)",
      .scikitLearn = "brier_score_loss",
      .source = "Brier 1950",
      .alsoCalled = "squared error for classification, probability score",
      .targets = {.minimum = -1, .maximum = 1},
      .softTargets = true};

  explicit Brier(const Choice&) {}
  LossTraits traits() const {
    constexpr double steepest = 8.0 / 27;  // where σ = ⅔
    return {.convex = false, .lowestSlope = -steepest, .highestSlope = steepest};
  }
  double value(double z, double target) const {
    const double d = difference(Logistic(z), target);
    return d * d;
  }
  double slope(double z, double target) const {
    const Logistic l(z);
    return 2 * difference(l, target) * l.up * l.down;
  }
  double curvature(double z, double target) const {
    const Logistic l(z);
    const double rate = l.up * l.down;
    return 2 * rate * (rate + difference(l, target) * (l.down - l.up));
  }

 private:
  static double difference(const Logistic& l, double target) {
    const double y = positiveShare(target);
    return (1 - y) * l.up - y * l.down;
  }
};

}  // namespace lossarium
