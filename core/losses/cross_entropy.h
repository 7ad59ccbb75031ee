// Cross-entropy of class logits: −Σ q_k ln p_k with p = softmax(z) and q = (1−ε)·(the target's unit vector) +
// ε/K, ε = label_smoothing. Domain: all logits, −∞ included; a class index as target. Slope p − q, curvature
// diag p − ppᵀ. Source: Good 1952; smoothing Szegedy et al. 2016, as PyTorch's CrossEntropyLoss.
#pragma once

#include "core/losses/likelihood_loss.h"

namespace lossarium {

struct CrossEntropy {
  static constexpr ParameterSpec parameters[] = {
      {.id = "label_smoothing",
       .label = "Smoothing",
       .minimum = 0,
       .maximum = 0.999,
       .initial = 0,
       .hint =
           "How much of each label is shared out among all classes: keeps the model from being certain."}};
  static constexpr LossSpec spec{
      .id = "cross_entropy",
      .title = "Cross-entropy",
      .task = Task::classes,
      .parameters = parameters,
      .formula = "−Σ q_k·ln p_k, p = softmax(z)",
      .domain = "A logit for each class, any numbers (−∞ for a class that cannot be). Target: the class.",
      .estimates = "the probability of each class",
      .caption =
          "The surprise at the true class. Each logit is pulled by how much too large or too small its "
          "probability is – nothing else.",
      .outliers = "A sample far on the wrong side pulls with nearly 1 a logit, but with no more than that.",
      .labelNoise = "A wrong label keeps pulling at full strength; smoothing softens that.",
      .use = "As the first choice for several classes: honest probabilities, convex in the logits.",
      .avoid = "When many labels are wrong, or a few classes drown the rest (see focal).",
      .pytorch = "nn.CrossEntropyLoss",
      .keras = "SparseCategoricalCrossentropy(from_logits=True)",
      .tensorflow = "tf.nn.sparse_softmax_cross_entropy_with_logits",
      .scikitLearn = "log_loss, LogisticRegression",
      .source = "Good 1952; Szegedy et al. 2016",
      .alsoCalled = "softmax loss, NLL, categorical cross-entropy, log loss",
      .targets = {.minimum = 0}};

  explicit CrossEntropy(const Choice& choice) : smoothing(choice.real("label_smoothing")) {}
  // Closest for two classes below, for many above.
  LossTraits traits() const { return {.lowestSlope = -(1 - 0.5 * smoothing), .highestSlope = 1}; }
  double value(double surprise, double, double) const { return surprise; }
  double first(double, double, double) const { return -1; }
  double second(double, double, double) const { return 0; }

  double smoothing;
};

}  // namespace lossarium
