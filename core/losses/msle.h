// Squared error of the logarithms: (ln(1 + prediction) − ln(1 + target))². Domain: prediction and target
// above −1; a prediction at or below −1 costs infinity. Not convex: the curvature is negative where
// ln((1+prediction)/(1+target)) > 1. Source: as scikit-learn's mean_squared_log_error.
#pragma once

#include "core/base/vector_math.h"
#include "core/losses/pointwise_loss.h"

namespace lossarium {

struct Msle {
  static constexpr LossSpec spec{
      .id = "msle",
      .title = "Mean squared logarithmic error",
      .shortTitle = "MSLE",
      .formula = "(ln(1 + prediction) − ln(1 + target))²",
      .domain = "Prediction and target above −1; meant for counts and sizes ≥ 0.",
      .estimates = "the geometric mean (of 1 + target)",
      .caption =
          "Counts ratios of 1 + value, not differences: so too low is punished harder than too high by the "
          "same amount.",
      .outliers = "Large targets pull little; targets near −1 pull without bound.",
      .labelNoise = "Noise in percent averages out; noise that adds does not.",
      .use = "For targets ≥ 0 over many scales: prices, counts, populations.",
      .avoid = "When predictions may fall to −1 or below (a linear model does), or when the total matters.",
      .pytorch = "",
      .keras = "MeanSquaredLogarithmicError (predictions cut at 0)",
      .tensorflow = "tf.keras.losses.MeanSquaredLogarithmicError (predictions cut at 0)",
      .scikitLearn = "mean_squared_log_error",
      .source = "as in scikit-learn",
      .alsoCalled = "logarithmic error",
      .predictions = {.minimum = -1, .openBelow = true},
      .targets = {.minimum = -1, .openBelow = true},
      .byTarget = true};

  explicit Msle(const Choice&) {}
  LossTraits traits() const { return {.convex = false}; }
  double value(double prediction, double target) const {
    const double l = logarithm(prediction, target);
    return prediction > -1 ? l * l : infinity;
  }
  double slope(double prediction, double target) const {
    const double slope = 2 * logarithm(prediction, target) / (1 + prediction);
    return prediction > -1 ? slope : -infinity;
  }
  double curvature(double prediction, double target) const {
    const double share = 1 / (1 + prediction);
    return prediction > -1 ? 2 * (1 - logarithm(prediction, target)) * share * share : 0.0;
  }

 private:
  // Where prediction and target are close as one logarithm, so that nothing cancels; else as two, so that
  // nothing is lost in their ratio.
  static double logarithm(double prediction, double target) {
    const double ratio = (prediction - target) / (1 + target);
    const bool close = ratio >= -0.5 && ratio <= 1;
    return fastLog1p(close ? ratio : prediction) - fastLog1p(close ? 0.0 : target);
  }
};

}  // namespace lossarium
