// Huber's loss: ½r² for |r| ≤ δ, δ(|r| − ½δ) beyond. Domain: all r, δ > 0. At |r| = δ value and slope are
// continuous and the curvature falls from 1 to 0 (it is 1 at δ itself). Source: Huber 1964, Annals of
// Mathematical Statistics 35, 73–101. Same as PyTorch's HuberLoss(delta).
#pragma once

#include "core/losses/pointwise_loss.h"

#include <algorithm>
#include <cmath>

namespace lossarium {

struct Huber {
  static constexpr ParameterSpec parameters[] = {
      {.id = "delta",
       .label = "Delta",
       .unit = "target",
       .minimum = 1e-3,
       .maximum = 1e3,
       .initial = 1,
       .scale = ParameterScale::logarithmic,
       .hint = "Residuals up to delta count squared, larger ones only linearly. Large: like MSE. Small: like "
               "MAE times delta."}};
  static constexpr LossSpec spec{
      .id = "huber",
      .title = "Huber",
      .parameters = parameters,
      .formula = "½r² if |r| ≤ δ, else δ(|r| − ½δ)",
      .domain = "Any prediction, any target.",
      .estimates = "a compromise of mean and median",
      .caption =
          "Squared near the fit, linear far away: as precise as MSE on clean points, and an outlier's pull "
          "stops growing at delta.",
      .outliers = "Robust: no point pulls harder than delta, but every outlier keeps that pull.",
      .labelNoise = "Noise smaller than delta averages out as under MSE; larger noise acts as under MAE.",
      .use = "As the first choice when a few targets may be off: smooth, convex, quick to train.",
      .avoid =
          "When outliers all lie on one side and are many; or without a thought for delta, which has the "
          "target's unit.",
      .pytorch = "nn.HuberLoss",
      .keras = "Huber",
      .tensorflow = "tf.keras.losses.Huber",
      .scikitLearn = "SGDRegressor(loss=\"huber\"); HuberRegressor fits a scale besides",
      .source = "Huber 1964",
      .alsoCalled = "robust regression, L1 and L2"};

  static constexpr bool fewOperations = true;

  explicit Huber(const Choice& choice) : delta(choice.real("delta")) {}
  LossTraits traits() const {
    return {.smoothness = Smoothness::curvatureJumps, .lowestSlope = -delta, .highestSlope = delta};
  }
  // With c = min(|r|, δ) both branches are c(|r| − ½c): no branch, and the same rounding on both sides of δ.
  double value(double r) const {
    const double c = std::min(std::abs(r), delta);
    return c * (std::abs(r) - 0.5 * c);
  }
  double slope(double r) const { return std::min(std::max(r, -delta), delta); }
  double curvature(double r) const { return std::abs(r) <= delta ? 1.0 : 0.0; }
  std::vector<double> kinks() const { return {-delta, delta}; }

  double delta;
};

}  // namespace lossarium
