// Negative log-likelihood of counts, with the prediction p as the logarithm of the rate: e^p − target·p,
// without Stirling's term. Domain: all p (beyond 709 the value is infinite), targets ≥ 0. Slope e^p − target,
// curvature e^p. Source: Nelder & Wedderburn 1972. Same as PyTorch's PoissonNLLLoss(log_input=True,
// full=False).
#pragma once

#include "core/base/vector_math.h"
#include "core/losses/pointwise_loss.h"

namespace lossarium {

struct PoissonNll {
  static constexpr LossSpec spec{
      .id = "poisson_nll",
      .title = "Poisson likelihood",
      .shortTitle = "Poisson",
      .formula = "exp(prediction) − target·prediction",
      .domain = "Prediction: the logarithm of a rate, any number. Target: a count ≥ 0.",
      .estimates = "the logarithm of the mean count",
      .caption =
          "For counts: large rates may vary more, so the same miss costs less where many are expected.",
      .outliers =
          "Not robust: a wild count pulls in proportion; a far too high prediction costs exponentially.",
      .labelNoise =
          "Counting noise is what it expects; more noise than that leaves the fit right and its confidence "
          "wrong.",
      .use =
          "For counts: visits, events, photons. Its value can be negative; only differences mean something.",
      .avoid = "When variance and mean are not alike (over-dispersion), or targets can be negative.",
      .pytorch = "nn.PoissonNLLLoss",
      .keras = "Poisson (of the rate)",
      .tensorflow = "tf.nn.log_poisson_loss",
      .scikitLearn = "PoissonRegressor",
      .source = "Nelder & Wedderburn 1972",
      .alsoCalled = "count regression, Poisson deviance",
      .targets = {.minimum = 0},
      .logarithmOfRate = true,
      .byTarget = true};

  explicit PoissonNll(const Choice&) {}
  LossTraits traits() const { return {}; }
  double value(double prediction, double target) const {
    const double rate = fastExp(prediction);
    return rate < infinity ? rate - target * prediction : infinity;
  }
  double slope(double prediction, double target) const { return fastExp(prediction) - target; }
  double curvature(double prediction, double) const { return fastExp(prediction); }
};

}  // namespace lossarium
