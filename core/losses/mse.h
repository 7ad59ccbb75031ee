// Squared error: r², without a factor ½. Domain: all r. At 0: value 0, slope 0, curvature 2.
// Source: Legendre 1805, Gauss 1809. PyTorch's MSELoss and scikit-learn's mean_squared_error have no ½
// either.
#pragma once

#include "core/losses/pointwise_loss.h"

namespace lossarium {

struct Mse {
  static constexpr LossSpec spec{
      .id = "mse",
      .title = "Mean squared error",
      .shortTitle = "MSE",
      .formula = "r²",
      .domain = "Any prediction, any target.",
      .estimates = "the mean",
      .caption =
          "Large residuals pull hardest: a point twice as far off pulls twice as strongly and costs four "
          "times as much.",
      .outliers = "Not robust: one wild point can move the fit as far as it likes.",
      .labelNoise =
          "Symmetric noise averages out, and for Gaussian noise nothing is more precise; a shifted "
          "target shifts the fit by its share.",
      .use =
          "When errors are roughly Gaussian, or when the mean is what you want: costs, totals, expectations.",
      .avoid = "When some targets may be wrong, or the errors have heavy tails.",
      .pytorch = "nn.MSELoss",
      .keras = "MeanSquaredError",
      .tensorflow = "tf.keras.losses.MeanSquaredError",
      .scikitLearn = "mean_squared_error, LinearRegression",
      .source = "Legendre 1805; Gauss 1809",
      .alsoCalled = "L2 loss, least squares, quadratic loss",
      .squaredResidual = true};

  explicit Mse(const Choice&) {}
  LossTraits traits() const { return {}; }
  double value(double r) const { return r * r; }
  double slope(double r) const { return 2 * r; }
  double curvature(double) const { return 2; }
};

}  // namespace lossarium
