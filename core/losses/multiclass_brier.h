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
      .scikitLearn = "brier_score_loss (several classes from 1.7 on)",
      .source = "Brier 1950",
      .alsoCalled = "quadratic score",
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

  // With t the target and w the class of the largest logit, sums of squares leave both out: next to certainty
  // all that remains is far smaller than their p. Slope of t: −2p_t((1 − p_t)² + Σ p_j²), j ≠ t; of another
  // class k: 2p_k(p_k(1 − p_k) + p_t(1 − p_t) − Σ p_j²), j ≠ k, t.
  struct Sums {
    double others = 0;   ///< of squares, or of products, over all but t and w
    double largest = 0;  ///< that of w; 0 if w is t
    double without(bool isLargest, double own) const { return isLargest ? others : (others - own) + largest; }
  };

  [[gnu::flatten]] static void fillSlope(const LossBlock& block, const Softmax& s) {
    double others[Softmax::mostRows] = {}, largest[Softmax::mostRows] = {};
    for (Index k = 0; k < s.classes(); ++k)
      for (Index i = 0; i < s.rows(); ++i) {
        const double p = s.keptProbability(k, i), square = s.isTarget(k, i) ? 0.0 : p * p;
        others[i] += s.isLargest(k, i) ? 0.0 : square;
        largest[i] = s.isLargest(k, i) ? square : largest[i];
      }
    for (Index k = 0; k < s.classes(); ++k) {
      double* __restrict slope = block.slope + k * block.stride;
      for (Index i = 0; i < s.rows(); ++i) {
        const double p = s.keptProbability(k, i), missing = s.missing(i);
        const double spread = s.targetProbability(i) * missing;
        const double rest = Sums{others[i], largest[i]}.without(s.isLargest(k, i), p * p);
        const double other = p * s.keptComplement(k, i) + spread - rest;
        slope[i] = 2 * p * (s.isTarget(k, i) ? -(missing * missing + (others[i] + largest[i])) : other);
      }
    }
  }

  // The same with its change along the direction d. With e = d − d_w and a dot for the change: ṗ_k = p_k(e_k
  // − p·e).
  static void fillCurvature(const LossBlock& block, const Softmax& s) {
    for (Index i = 0; i < s.rows(); ++i) {
      const RowCurvature row(block, s, i);
      for (Index k = 0; k < s.classes(); ++k) block.curvature[k * block.stride + i] = row.at(k);
    }
  }

  struct RowCurvature {
    const LossBlock& block;
    const Softmax& s;
    Index i;
    double base = 0, drift = 0, targetChange = 0;
    Sums squares, products;

    RowCurvature(const LossBlock& b, const Softmax& softmax, Index row) : block(b), s(softmax), i(row) {
      for (Index k = 0; k < s.classes(); ++k)
        if (s.isLargest(k, i)) base = direction(k);
      for (Index k = 0; k < s.classes(); ++k) drift += s.probability(k, i) * (direction(k) - base);
      for (Index k = 0; k < s.classes(); ++k) {
        const double p = s.probability(k, i);
        if (s.isTarget(k, i))
          targetChange = change(k);
        else if (s.isLargest(k, i))
          squares.largest = p * p, products.largest = p * change(k);
        else
          squares.others += p * p, products.others += p * change(k);
      }
    }
    double direction(Index k) const { return block.direction[k * block.stride + i]; }
    double change(Index k) const { return s.probability(k, i) * (direction(k) - base - drift); }
    double at(Index k) const {
      const double p = s.probability(k, i), moved = change(k), missing = s.missing(i),
                   own = s.targetProbability(i);
      if (s.isTarget(k, i)) {
        const double size = missing * missing + (squares.others + squares.largest);
        const double bend = 2 * (products.others + products.largest) - 2 * missing * moved;
        return -2 * (moved * size + p * bend);
      }
      const bool largest = s.isLargest(k, i);
      const double complement = s.complement(k, i);
      const double size = p * complement + own * missing - squares.without(largest, p * p);
      const double bend = moved * (complement - p) + targetChange * (missing - own) -
                          2 * products.without(largest, p * moved);
      return 2 * (moved * size + p * bend);
    }
  };
};

}  // namespace lossarium
