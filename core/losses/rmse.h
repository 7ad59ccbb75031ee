// Root of the mean squared error: a sample's entry is r², the loss of many is √(mean of r²). So its slope by
// one prediction is r / (n·RMSE); where every residual is 0 it is taken as 0. Domain: all r. Source: as for
// the mean squared error.
#pragma once

#include "core/losses/pointwise_loss.h"

namespace lossarium {

struct Rmse {
  static constexpr LossSpec spec{
      .id = "rmse",
      .title = "Root mean squared error",
      .shortTitle = "RMSE",
      .formula = "r², and of all samples the root of the mean",
      .domain = "Any prediction, any target.",
      .estimates = "the mean",
      .caption =
          "The same minimum as MSE, in the target’s own unit. Of one sample it is |r|; towards a perfect fit "
          "of many it is a cone, where MSE is a bowl.",
      .outliers = "Not robust: the same fit as MSE.",
      .labelNoise = "As MSE: symmetric noise averages out, a shifted target shifts the fit.",
      .use = "To report an error that reads in the target's unit.",
      .avoid =
          "To train in small batches: the mean of roots is not the root of the mean, so batches disagree "
          "with the whole.",
      .pytorch = "nn.MSELoss, then torch.sqrt",
      .keras = "metrics.RootMeanSquaredError",
      .tensorflow = "tf.keras.metrics.RootMeanSquaredError",
      .scikitLearn = "root_mean_squared_error (1.4 on)",
      .source = "Legendre 1805; Gauss 1809",
      .alsoCalled = "RMS error",
      .squaredResidual = true,
      .rootOfMean = true};

  explicit Rmse(const Choice&) {}
  LossTraits traits() const { return {}; }
  double value(double r) const { return r * r; }
  double slope(double r) const { return 2 * r; }
  double curvature(double) const { return 2; }
};

}  // namespace lossarium
