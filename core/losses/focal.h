// Focal loss of a logit z: a·d^γ·B, with B the log loss, d = y·σ(−z) + (1−y)·σ(z) what is missing from the
// target's probability, and a = α·y + (1−α)·(1−y), or 1 without alpha. For a hard label that is
// α_t(1−p_t)^γ·(−ln p_t). Domain: all z; y in [0, 1], −1 means 0. Exact for any z, also for γ < 1 and p_t
// next to 1, where the power's own derivative has no bound. Not convex for γ > 0. Source: Lin et al. 2017,
// ICCV; soft labels as torchvision's sigmoid_focal_loss and Keras' BinaryFocalCrossentropy.
#pragma once

#include "core/losses/largest_value.h"
#include "core/losses/logistic.h"
#include "core/losses/pointwise_loss.h"

namespace lossarium {

struct Focal {
  static constexpr ParameterSpec parameters[] = {
      {.id = "gamma",
       .label = "Gamma",
       .minimum = 0,
       .maximum = 10,
       .initial = 2,
       .hint = "How quietly easy samples speak: 0 is log loss; at 2 a sample that already has 90 % counts a "
               "hundredth of its log loss."},
      {.id = "alpha",
       .label = "Alpha",
       .minimum = 0.001,
       .maximum = 0.999,
       .initial = 0.25,
       .mayBeAbsent = true,
       .hint =
           "The weight of the positive class, the negative one has 1 − alpha. Absent: both count the same."}};
  static constexpr LossSpec spec{
      .id = "focal",
      .title = "Focal",
      .task = Task::binary,
      .parameters = parameters,
      .formula = "α_t·(1 − p_t)^γ·(−ln p_t)",
      .domain = "A logit, any number. Target 1, 0 (or −1), or a soft label between 0 and 1.",
      .estimates = "the class; probabilities drawn towards ½ (gamma above 0)",
      .caption =
          "Log loss that turns down what is already easy: thousands of easy samples together no longer drown "
          "a "
          "few hard ones. Gamma says how far down.",
      .outliers =
          "Listens hardest to what is far on the wrong side, so it finds rare objects and outliers alike.",
      .labelNoise = "Wrong labels look like hard samples: it follows them more than log loss does.",
      .use = "With thousands of easy negatives to a positive: detectors, rare events.",
      .avoid = "When probabilities must be honest, when classes are balanced, or when labels are noisy.",
      .pytorch = "torchvision.ops.sigmoid_focal_loss (alpha 0.25 unless told)",
      .keras = "BinaryFocalCrossentropy(from_logits=True)",
      .tensorflow = "tf.keras.losses.BinaryFocalCrossentropy",
      .scikitLearn = "",
      .source = "Lin et al. 2017",
      .alsoCalled = "RetinaNet, class imbalance, object detection",
      .targets = {.minimum = -1, .maximum = 1},
      .softTargets = true};

  explicit Focal(const Choice& choice)
      : gamma(choice.real("gamma")),
        positive(choice.has("alpha") ? choice.real("alpha") : 1),
        negative(choice.has("alpha") ? 1 - choice.real("alpha") : 1) {}

  // With alpha, a soft label can be steeper than both hard ones: it has some weight of either class.
  LossTraits traits() const {
    const auto steepest = [this](double sign) {
      return largestValue(
          [&](double y) { return largestValue([&](double z) { return sign * slope(z, y); }, -60, 60); }, 0,
          1);
    };
    return {.convex = gamma == 0, .lowestSlope = -steepest(-1), .highestSlope = steepest(1)};
  }

  double value(double z, double target) const {
    const Parts p(*this, z, target);
    return p.weight * p.logLoss;
  }
  double slope(double z, double target) const {
    const Parts p(*this, z, target);
    return p.weight * (gamma * p.ratio * p.logLoss + p.logLossSlope);
  }
  double curvature(double z, double target) const {
    const Parts p(*this, z, target);
    const double bend = (gamma - 1) * p.ratio * p.ratio + p.ratio * (p.down - p.up);
    return p.weight * (gamma * bend * p.logLoss + 2 * gamma * p.ratio * p.logLossSlope + p.up * p.down);
  }

  double gamma, positive, negative;

 private:
  struct Parts {
    double up, down;               ///< σ(z), σ(−z)
    double logLoss, logLossSlope;  ///< B and B'
    double ratio;                  ///< d'/d
    double weight;                 ///< a·d^γ

    Parts(const Focal& f, double z, double target) {
      const double y = positiveShare(target);
      const Logistic l(z);
      up = l.up;
      down = l.down;
      logLoss = y * l.softplusDown + (1 - y) * l.softplusUp;
      logLossSlope = (1 - y) * up - y * down;
      // Where it underflows, log loss and slope are 0, too.
      const double missing = std::max(y * down + (1 - y) * up, std::numeric_limits<double>::min());
      ratio = (1 - 2 * y) * up * down / missing;
      weight = (y * f.positive + (1 - y) * f.negative) * fastExp(f.gamma * fastLog(missing));
    }
  };
};

}  // namespace lossarium
