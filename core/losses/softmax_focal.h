// Focal loss of class logits: −α(1 − p)^γ·ln p with p the softmax probability of the target's class; α is 1
// if absent. Domain: all logits, −∞ included; a class index as target. 1 − p is the sum of the others, so
// nothing is lost next to certainty. Not convex for γ > 0. Source: Lin et al. 2017, ICCV; as Keras'
// CategoricalFocalCrossentropy with one alpha.
#pragma once

#include "core/losses/largest_value.h"
#include "core/losses/likelihood_loss.h"

namespace lossarium {

struct SoftmaxFocal {
  static constexpr ParameterSpec parameters[] = {
      {.id = "gamma",
       .label = "Gamma",
       .minimum = 0,
       .maximum = 10,
       .initial = 2,
       .hint = "How quietly easy samples speak: 0 is cross-entropy; at 2 a sample that already has 90 % "
               "counts a hundredth of its cross-entropy."},
      {.id = "alpha",
       .label = "Alpha",
       .minimum = 0.001,
       .maximum = 0.999,
       .initial = 0.25,
       .mayBeAbsent = true,
       .hint = "A factor on the whole loss. Absent: 1."}};
  static constexpr LossSpec spec{
      .id = "softmax_focal",
      .title = "Softmax focal",
      .task = Task::classes,
      .parameters = parameters,
      .formula = "−α·(1 − p)^γ·ln p, p = softmax(z) of the target",
      .domain = "A logit for each class, any numbers (−∞ for a class that cannot be). Target: the class.",
      .estimates = "the class, with probabilities drawn towards even",
      .caption =
          "Cross-entropy that turns down what is already easy, so that rare and hard classes are heard.",
      .outliers = "Listens hardest to what is far on the wrong side.",
      .labelNoise = "Wrong labels look like hard samples: it follows them more than cross-entropy does.",
      .use = "With a few frequent, easy classes and many rare ones.",
      .avoid = "When probabilities must be honest, or labels are noisy.",
      .pytorch = "",
      .keras = "CategoricalFocalCrossentropy(from_logits=True) (alpha 0.25 unless told)",
      .tensorflow = "tf.keras.losses.CategoricalFocalCrossentropy",
      .scikitLearn = "",
      .source = "Lin et al. 2017",
      .alsoCalled = "class imbalance, multiclass focal",
      .targets = {.minimum = 0}};

  static constexpr double smoothing = 0;

  explicit SoftmaxFocal(const Choice& choice)
      : gamma(choice.real("gamma")), factor(choice.has("alpha") ? choice.real("alpha") : 1) {}

  // Steepest for two classes, by the logit of the target.
  LossTraits traits() const {
    const double steepest = largestValue(
        [this](double z) {
          const double p = 1 / (1 + std::exp(-z));
          return -first(std::log1p(std::exp(-z)), p, 1 - p) * (1 - p);
        },
        -60, 5);
    return {.convex = gamma == 0, .lowestSlope = -steepest, .highestSlope = steepest};
  }
  double value(double surprise, double, double missing) const { return power(missing) * surprise; }
  double first(double surprise, double p, double missing) const {
    return -power(missing) * (gamma * p * share(surprise, missing) + 1);
  }
  double second(double surprise, double p, double missing) const {
    const double odds = p / floored(missing);
    const double bend = (gamma - 1) * p * share(surprise, missing) - std::min(surprise, mostSurprise);
    return gamma * power(missing) * odds * (2 + bend);
  }

  double gamma, factor;

 private:
  static constexpr double mostSurprise = 800;  // by which p has become 0, so that no product with it counts
  // Where 1 − p underflows, the power makes up for it.
  static double floored(double missing) { return std::max(missing, std::numeric_limits<double>::min()); }
  /// −ln p / (1 − p): 1 next to certainty.
  static double share(double surprise, double missing) {
    return std::min(surprise, mostSurprise) / floored(missing);
  }
  double power(double missing) const { return factor * fastExp(gamma * fastLog(floored(missing))); }
};

}  // namespace lossarium
