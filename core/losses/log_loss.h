// Log loss, or binary cross-entropy, of a logit z: −w·y·ln σ(z) − (1−y)·ln(1 − σ(z)), with w = pos_weight and
// y the target, smoothed to (1−ε)y + ½ε with ε = label_smoothing. Domain: all z; y in [0, 1], and −1 means 0.
// Exact for any z: it is w·y·softplus(−z) + (1−y)·softplus(z). Source: Good 1952; weights as PyTorch's
// BCEWithLogitsLoss, smoothing as Keras.
#pragma once

#include "core/losses/logistic.h"
#include "core/losses/pointwise_loss.h"

namespace lossarium {

struct LogLoss {
  static constexpr ParameterSpec parameters[] = {
      {.id = "label_smoothing",
       .label = "Smoothing",
       .minimum = 0,
       .maximum = 0.999,
       .initial = 0,
       .hint = "How much of each label is shared evenly between both classes: keeps the model from being "
               "certain, and a wrong label from costing without end."},
      {.id = "pos_weight",
       .label = "Positive weight",
       .minimum = 1e-3,
       .maximum = 1e3,
       .initial = 1,
       .scale = ParameterScale::logarithmic,
       .hint = "How many times a positive sample counts: above 1 the rarer class is found more often, with "
               "more false "
               "alarms."}};
  static constexpr LossSpec spec{
      .id = "log_loss",
      .title = "Log loss (binary cross-entropy)",
      .shortTitle = "Log loss",
      .task = Task::binary,
      .parameters = parameters,
      .formula = "−w·y·ln σ(z) − (1−y)·ln(1 − σ(z))",
      .domain = "A logit, any number. Target 1, 0 (or −1), or a soft label between 0 and 1.",
      .estimates = "the probability of the positive class (with a positive weight of 1)",
      .caption =
          "The surprise at the truth: certain and wrong costs without end, certain and right costs almost "
          "nothing – and never quite nothing.",
      .outliers =
          "A point far on the wrong side pulls with nearly its full weight, but with no more than that.",
      .labelNoise = "A wrong label keeps pulling at full strength; smoothing softens that.",
      .use = "As the first choice for two classes: honest probabilities, convex in the logit.",
      .avoid = "When many labels are wrong, or when easy samples drown the rare hard ones (see focal).",
      .pytorch = "nn.BCEWithLogitsLoss",
      .keras = "BinaryCrossentropy(from_logits=True)",
      .tensorflow = "tf.nn.sigmoid_cross_entropy_with_logits",
      .scikitLearn = "log_loss, LogisticRegression",
      .source = "Good 1952",
      .alsoCalled = "BCE, logistic loss, sigmoid cross-entropy, negative log-likelihood",
      .targets = {.minimum = -1, .maximum = 1},
      .softTargets = true};

  explicit LogLoss(const Choice& choice)
      : smoothing(choice.real("label_smoothing")), weight(choice.real("pos_weight")) {}
  LossTraits traits() const {
    const double surest = 1 - 0.5 * smoothing;
    return {.lowestSlope = -weight * surest, .highestSlope = surest};
  }
  double value(double z, double target) const {
    const double y = smoothed(target);
    const Logistic l(z);
    return weight * y * l.softplusDown + (1 - y) * l.softplusUp;
  }
  double slope(double z, double target) const {
    const double y = smoothed(target);
    const Logistic l(z);
    return (1 - y) * l.up - weight * y * l.down;
  }
  double curvature(double z, double target) const {
    const double y = smoothed(target);
    const Logistic l(z);
    return (1 - y + weight * y) * l.up * l.down;
  }

  double smoothing, weight;

 private:
  double smoothed(double target) const { return (1 - smoothing) * positiveShare(target) + 0.5 * smoothing; }
};

}  // namespace lossarium
