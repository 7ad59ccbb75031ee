// Absolute error: |r|. Domain: all r. At 0: value 0, slope 0 (the mean of −1 and 1), curvature 0.
// Source: Boscovich 1757, Laplace 1793. PyTorch's L1Loss also takes the slope 0 at 0.
#pragma once

#include "core/losses/residual_loss.h"

#include <cmath>

namespace lossarium {

struct Mae {
  static constexpr LossSpec spec{.id = "mae",
                                 .title = "Mean absolute error",
                                 .formula = "|r|",
                                 .estimates = "the median",
                                 .caption =
                                     "Every point pulls equally strongly, however far off it is: outliers "
                                     "cannot shout, and the minimum may be a flat edge.",
                                 .smooth = false,
                                 .pytorch = "nn.L1Loss",
                                 .keras = "MeanAbsoluteError",
                                 .scikitLearn = "mean_absolute_error",
                                 .source = "Boscovich 1757; Laplace 1793"};

  explicit Mae(const Choice&) {}
  double value(double r) const { return std::abs(r); }
  double slope(double r) const { return (r > 0 ? 1.0 : 0.0) - (r < 0 ? 1.0 : 0.0); }
  double curvature(double) const { return 0; }
  std::vector<double> kinks() const { return {0}; }
};

}  // namespace lossarium
