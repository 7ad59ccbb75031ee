// Crammer and Singer's hinge loss of class scores: max(0, 1 + max over the other classes z_k − z_t). Domain:
// all scores; a class index as target. At the kink the slope is half (the mean of both sides); of classes
// that are the largest together each gets an equal share. Curvature 0. Source: Crammer & Singer 2001, Journal
// of Machine Learning Research 2, 265–292.
#pragma once

#include "core/losses/softmax.h"

namespace lossarium {

class MulticlassHinge final : public Loss {
 public:
  static constexpr LossSpec lossSpec{
      .id = "multiclass_hinge",
      .title = "Multiclass hinge (Crammer–Singer)",
      .shortTitle = "Hinge",
      .task = Task::classes,
      .formula = "max(0, 1 + max z_k − z_t), k ≠ t",
      .domain = "A score for each class, any numbers. Target: the class.",
      .estimates = "the class, if it has more than half of the probability",
      .caption = "Beat the best of the others by 1, and it costs nothing: only the strongest rival pulls.",
      .outliers = "A sample far on the wrong side pulls with 1, no more.",
      .labelNoise = "A wrong label keeps pulling at full strength.",
      .use = "For borders rather than probabilities.",
      .avoid = "When you need probabilities, or no class has a majority anywhere.",
      .pytorch = "nn.MultiMarginLoss (the sum over rivals, over K)",
      .keras = "CategoricalHinge (its rival is at least 0)",
      .tensorflow = "tf.keras.losses.CategoricalHinge (its rival is at least 0)",
      .scikitLearn = "hinge_loss, LinearSVC(multi_class=\"crammer_singer\")",
      .source = "Crammer & Singer 2001",
      .alsoCalled = "SVM, multiclass support vector machine",
      .targets = {.minimum = 0}};

  const LossSpec& spec() const override { return lossSpec; }
  LossTraits traits() const override {
    return {.smoothness = Smoothness::slopeJumps, .lowestSlope = -1, .highestSlope = 1};
  }
  std::vector<double> kinks() const override { return {1}; }
  void evaluate(const LossBlock& whole) const override {
    inSmallBlocks(whole, [](const LossBlock& block) { evaluateSmall(block); });
  }
  static std::unique_ptr<const Loss> make(const Choice&) { return std::make_unique<MulticlassHinge>(); }

 private:
  /// Also where both are −∞.
  static double lead(double rival, double own) { return rival == own ? 0.0 : rival - own; }

  static void evaluateSmall(const LossBlock& block) {
    double rival[Softmax::mostRows], own[Softmax::mostRows], rivals[Softmax::mostRows];
    for (Index i = 0; i < block.rows; ++i) {
      rival[i] = -infinity;
      own[i] = rivals[i] = 0;
    }
    for (Index k = 0; k < block.outputs; ++k) {
      const double* __restrict z = block.prediction + k * block.stride;
      const double index = static_cast<double>(k);
      for (Index i = 0; i < block.rows; ++i) {
        const bool mine = block.target[i] == index;
        const double other = mine ? -infinity : z[i];
        rivals[i] = other > rival[i] ? 1.0 : rivals[i] + (other == rival[i] && !mine ? 1.0 : 0.0);
        rival[i] = std::max(rival[i], other);
        own[i] = mine ? z[i] : own[i];
      }
    }
    if (block.value)
      for (Index i = 0; i < block.rows; ++i) block.value[i] = std::max(0.0, 1 + lead(rival[i], own[i]));
    if (block.slope) fillSlope(block, rival, own, rivals);
    if (block.curvature)
      for (Index k = 0; k < block.outputs; ++k)
        std::fill_n(block.curvature + k * block.stride, block.rows, 0.0);
  }

  static void fillSlope(const LossBlock& block, const double* rival, const double* own,
                        const double* rivals) {
    for (Index k = 0; k < block.outputs; ++k) {
      const double* __restrict z = block.prediction + k * block.stride;
      double* __restrict slope = block.slope + k * block.stride;
      const double index = static_cast<double>(k);
      for (Index i = 0; i < block.rows; ++i) {
        const double beyond = 1 + lead(rival[i], own[i]);
        const double pull = (beyond > 0 ? 0.5 : 0.0) + (beyond >= 0 ? 0.5 : 0.0);
        const double share = z[i] == rival[i] ? pull / rivals[i] : 0.0;
        slope[i] = block.target[i] == index ? -pull : share;
      }
    }
  }
};

}  // namespace lossarium
