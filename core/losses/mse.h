// Squared error: r², without a factor ½. Domain: all r. At 0: value 0, slope 0, curvature 2.
// Source: Legendre 1805, Gauss 1809. PyTorch's MSELoss and scikit-learn's mean_squared_error have no ½
// either.
#pragma once

#include "core/losses/residual_loss.h"

namespace lossarium {

struct Mse {
  static constexpr LossSpec spec{.id = "mse",
                                 .title = "Mean squared error",
                                 .formula = "r²",
                                 .estimates = "the mean",
                                 .caption =
                                     "Large residuals pull hardest: a point twice as far off pulls twice as "
                                     "strongly and costs four times as much.",
                                 .pytorch = "nn.MSELoss",
                                 .keras = "MeanSquaredError",
                                 .scikitLearn = "mean_squared_error",
                                 .source = "Legendre 1805; Gauss 1809"};

  explicit Mse(const Choice&) {}
  double value(double r) const { return r * r; }
  double slope(double r) const { return 2 * r; }
  double curvature(double) const { return 2; }
  std::vector<double> kinks() const { return {}; }
};

}  // namespace lossarium
