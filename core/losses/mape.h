// Absolute error in percent of the target: 100·|r| / max(|target|, 10⁻⁷). Domain: all predictions and
// targets; targets near 0 make it huge. At r = 0: slope 0 (the mean of both sides). Source: Makridakis 1993,
// International Journal of Forecasting 9, 527–529; the floor of the denominator as in Keras.
#pragma once

#include "core/losses/pointwise_loss.h"

#include <algorithm>
#include <cmath>

namespace lossarium {

struct Mape {
  static constexpr double smallestTarget = 1e-7;
  static constexpr std::string_view unit = "%";
  static constexpr LossSpec spec{
      .id = "mape",
      .title = "Mean absolute percentage error",
      .shortTitle = "MAPE",
      .formula = "100·|r| / max(|target|, 10⁻⁷)",
      .domain = "Any prediction; targets away from 0.",
      .estimates = "a median weighted by 1/|target|: of positive targets below the median",
      .caption =
          "Errors in percent: missing 10 by 1 costs as much as missing 1000 by 100, so small targets pull "
          "hardest.",
      .outliers = "A large wrong target hardly pulls; a wrong target near 0 rules the fit.",
      .labelNoise = "Leans low: guessing too low can cost 100 %, guessing too high without end.",
      .use = "To report errors over many scales to people who think in percent.",
      .avoid = "When targets come near 0, and for training where the median is meant.",
      .pytorch = "",
      .keras = "MeanAbsolutePercentageError",
      .tensorflow = "tf.keras.losses.MeanAbsolutePercentageError",
      .scikitLearn = "mean_absolute_percentage_error (not × 100)",
      .source = "Makridakis 1993",
      .alsoCalled = "percent error",
      .dividesByTarget = true,
      .byTarget = true};

  static constexpr bool fewOperations = true;

  explicit Mape(const Choice&) {}
  LossTraits traits() const {
    const double steepest = 100 / smallestTarget;
    return {.smoothness = Smoothness::slopeJumps, .lowestSlope = -steepest, .highestSlope = steepest};
  }
  double value(double prediction, double target) const {
    return std::abs(prediction - target) * pull(target);
  }
  double slope(double prediction, double target) const {
    const double r = prediction - target;
    return ((r > 0 ? 1.0 : 0.0) - (r < 0 ? 1.0 : 0.0)) * pull(target);
  }
  double curvature(double, double) const { return 0; }
  std::vector<double> kinks() const { return {0}; }

 private:
  static double pull(double target) { return 100 / std::max(std::abs(target), smallestTarget); }
};

}  // namespace lossarium
