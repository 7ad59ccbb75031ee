// ln cosh r. Domain: all r; about ½r² near 0 and |r| − ln 2 far away, exact in both. Slope tanh r, curvature
// 1/cosh² r. Source: Green 1990, IEEE Transactions on Medical Imaging 9, 84–93.
#pragma once

#include "core/base/vector_math.h"
#include "core/losses/pointwise_loss.h"

namespace lossarium {

struct LogCosh {
  static constexpr LossSpec spec{
      .id = "log_cosh",
      .title = "Log-cosh",
      .formula = "ln cosh r",
      .domain = "Any prediction, any target.",
      .estimates = "a compromise of mean and median",
      .caption =
          "Huber without a seam: half a square near the fit, an absolute value far away, smooth in between.",
      .outliers = "Robust: no point pulls harder than 1.",
      .labelNoise = "Noise well below 1 averages out; larger noise acts as under MAE.",
      .use = "When a method needs a second derivative everywhere (Newton, boosting).",
      .avoid =
          "When the residuals' unit is far from 1: it has no dial for where the bend is, so scale the "
          "target.",
      .pytorch = "",
      .keras = "LogCosh",
      .tensorflow = "tf.keras.losses.LogCosh",
      .scikitLearn = "",
      .source = "Green 1990",
      .alsoCalled = "smooth absolute error"};

  explicit LogCosh(const Choice&) {}
  LossTraits traits() const { return {.lowestSlope = -1, .highestSlope = 1}; }

  // With q = e^−|r| − 1: cosh r − 1 = ½q²/(1+q), which is exact for small r, and (e^−2|r| − 1)/2 = ½q(q+2).
  double value(double r) const {
    const double a = std::abs(r), q = fastExpm1(-a);
    const bool near = a < 1;
    return (near ? 0.0 : a) + fastLog1p(near ? 0.5 * q * q / (1 + q) : 0.5 * q * (q + 2));
  }
  double slope(double r) const {
    const double q = fastExpm1(-std::abs(r)), twice = q * (q + 2);
    const double size = -twice / (2 + twice);
    return r < 0 ? -size : size;
  }
  double curvature(double r) const {
    const double e = fastExp(-std::abs(r)), root = 2 * e / (1 + e * e);
    return root * root;
  }
};

}  // namespace lossarium
