// Quantile or pinball loss: (1−τ)r for r ≥ 0, −τr for r < 0, with r = prediction − target: guessing too low
// costs τ, too high 1 − τ. Domain: all r, 0 < τ < 1. At 0: value 0, slope ½ − τ (the mean of −τ and 1 − τ),
// curvature 0. Source: Koenker & Bassett 1978, Econometrica 46, 33–50.
#pragma once

#include "core/losses/pointwise_loss.h"

#include <algorithm>

namespace lossarium {

struct Quantile {
  static constexpr ParameterSpec parameters[] = {{.id = "tau",
                                                  .label = "Tau",
                                                  .minimum = 0.001,
                                                  .maximum = 0.999,
                                                  .initial = 0.5,
                                                  .hint =
                                                      "Which share of the targets shall lie below the fit: "
                                                      "0.5 is the median, 0.9 a line that nine of ten "
                                                      "points stay under."}};
  static constexpr LossSpec spec{
      .id = "quantile",
      .title = "Quantile (pinball)",
      .shortTitle = "Quantile",
      .parameters = parameters,
      .formula = "(1−τ)·r if r ≥ 0, else −τ·r",
      .domain = "Any prediction, any target.",
      .estimates = "the quantile τ",
      .caption =
          "Too low costs τ, too high 1 − τ: the fit rises until a share τ of the targets lies below it.",
      .outliers = "Robust: no point pulls harder than max(τ, 1 − τ), however far off.",
      .labelNoise = "Stays put while the share of targets above and below is kept.",
      .use = "For a range instead of a single guess: fit τ = 0.1 and τ = 0.9 and read what lies between.",
      .avoid = "For quantiles so far out that only a handful of points lie beyond.",
      .pytorch = "",
      .keras = "",
      .tensorflow = "tfa.losses.PinballLoss",
      .scikitLearn = "mean_pinball_loss, QuantileRegressor",
      .source = "Koenker & Bassett 1978",
      .alsoCalled = "pinball loss, check loss"};

  static constexpr bool fewOperations = true;

  explicit Quantile(const Choice& choice) : tau(choice.real("tau")) {}
  LossTraits traits() const {
    return {.smoothness = Smoothness::slopeJumps, .lowestSlope = -tau, .highestSlope = 1 - tau};
  }
  double value(double r) const { return std::max((1 - tau) * r, -tau * r); }
  double slope(double r) const { return (r > 0 ? 1.0 : 0.0) + (r == 0 ? 0.5 : 0.0) - tau; }
  double curvature(double) const { return 0; }
  std::vector<double> kinks() const { return {0}; }

  double tau;
};

}  // namespace lossarium
