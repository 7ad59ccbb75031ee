// Brier score of class logits: Σ (p_k − [k = t])² with p = softmax(z); from 0 to 2. Domain: all logits, −∞
// included; a class index as target. With g = p − (the target's unit vector): slope 2p_k(g_k − p·g). Not
// convex. Source: Brier 1950, Monthly Weather Review 78, 1–3.
#pragma once

#include "core/losses/softmax.h"

namespace lossarium {

class MulticlassBrier final : public Loss {
 public:
  static constexpr LossSpec lossSpec{
      .id = "multiclass_brier",
      .title = "Multiclass Brier",
      .shortTitle = "Brier",
      .task = Task::classes,
      .formula = "Σ (p_k − [k = t])², p = softmax(z)",
      .domain = "A logit for each class, any numbers (−∞ for a class that cannot be). Target: the class.",
      .estimates = "the probability of each class",
      .caption =
          "The squared distance from the probabilities to the truth, at most 2: an honest score, and a flat "
          "one where "
          "it is most wrong.",
      .outliers = "Robust: a sample far on the wrong side no longer pulls.",
      .labelNoise = "Wrong labels far inside another class are forgotten.",
      .use = "As a metric: an honest score of probabilities that no single sample can ruin.",
      .avoid = "To train from a bad start: what is confidently wrong learns slowest.",
      .pytorch = "nn.MSELoss of softmax(z) × K",
      .keras = "MeanSquaredError of softmax(z) × K",
      .tensorflow = "tf.keras.losses.MeanSquaredError of softmax(z) × K",
      .scikitLearn = "brier_score_loss",
      .source = "Brier 1950",
      .targets = {.minimum = 0}};

  const LossSpec& spec() const override { return lossSpec; }
  LossTraits traits() const override {
    constexpr double steepest = 16.0 / 27;  // two classes, where p = ⅓
    return {.convex = false, .lowestSlope = -steepest, .highestSlope = steepest};
  }
  void evaluate(const LossBlock& whole) const override {
    inSmallBlocks(whole, [](const LossBlock& block) {
      const Softmax softmax(block);
      if (block.value) fillValue(block, softmax);
      if (block.curvature) fillCurvature(block, softmax);
      if (block.slope) fillSlope(block, softmax);
    });
  }
  static std::unique_ptr<const Loss> make(const Choice&) { return std::make_unique<MulticlassBrier>(); }

 private:
  /// p_k − [k = t].
  static double difference(const Softmax& s, Index k, Index i) {
    const double other = s.probability(k, i);
    return s.isTarget(k, i) ? -s.missing(i) : other;
  }

  [[gnu::flatten]] static void fillValue(const LossBlock& block, const Softmax& s) {
    std::fill_n(block.value, s.rows(), 0.0);
    for (Index k = 0; k < s.classes(); ++k)
      for (Index i = 0; i < s.rows(); ++i) {
        const double g = difference(s, k, i);
        block.value[i] += g * g;
      }
  }

  [[gnu::flatten]] static void fillSlope(const LossBlock& block, const Softmax& s) {
    double mean[Softmax::mostRows] = {};
    for (Index k = 0; k < s.classes(); ++k)
      for (Index i = 0; i < s.rows(); ++i) {
        const double p = s.keptProbability(k, i);
        mean[i] += p * (s.isTarget(k, i) ? -s.missing(i) : p);
      }
    for (Index k = 0; k < s.classes(); ++k) {
      double* __restrict slope = block.slope + k * block.stride;
      for (Index i = 0; i < s.rows(); ++i) {
        const double p = s.keptProbability(k, i), g = s.isTarget(k, i) ? -s.missing(i) : p;
        slope[i] = 2 * p * (g - mean[i]);
      }
    }
  }

  // With dots for the change along the direction: ṗ_k = p_k(d_k − p·d), and the slope's is 2(ṗ_k(g_k − s) +
  // p_k(ṗ_k − ṡ)).
  static void fillCurvature(const LossBlock& block, const Softmax& s) {
    for (Index i = 0; i < s.rows(); ++i) {
      double drift = 0, mean = 0, meanChange = 0;
      for (Index k = 0; k < s.classes(); ++k) {
        drift += s.probability(k, i) * block.direction[k * block.stride + i];
        mean += s.probability(k, i) * difference(s, k, i);
      }
      const auto change = [&](Index k) {
        return s.probability(k, i) * (block.direction[k * block.stride + i] - drift);
      };
      for (Index k = 0; k < s.classes(); ++k)
        meanChange += change(k) * (difference(s, k, i) + s.probability(k, i));
      for (Index k = 0; k < s.classes(); ++k)
        block.curvature[k * block.stride + i] =
            2 * (change(k) * (difference(s, k, i) - mean) + s.probability(k, i) * (change(k) - meanChange));
    }
  }
};

}  // namespace lossarium
