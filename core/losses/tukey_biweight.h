// Tukey's biweight: (c²/6)(1 − (1 − (r/c)²)³) for |r| ≤ c, c²/6 beyond. Domain: all r, c > 0. Value, slope
// and curvature are continuous at |r| = c; beyond it the slope is exactly 0. Not convex. Source: Beaton &
// Tukey 1974, Technometrics 16, 147–185. With c = 4.685 deviations it is 95 % as precise as the mean on
// Gaussian data.
#pragma once

#include "core/losses/robust_scale.h"

#include <cmath>

namespace lossarium {

struct TukeyBiweight {
  static constexpr ParameterSpec parameters[] = {robustScale(
      4.685,
      "Where a point stops counting: beyond c it has no pull at all. 4.685 deviations of the clean points is "
      "usual.")};
  static constexpr LossSpec spec{
      .id = "tukey_biweight",
      .title = "Tukey biweight",
      .shortTitle = "Tukey",
      .parameters = parameters,
      .formula = "(c²/6)·(1 − (1 − (r/c)²)³) if |r| ≤ c, else c²/6",
      .domain = "Any prediction, any target.",
      .estimates = "a mean of the points within c",
      .caption = "Beyond c a point is as good as deleted: no pull at all, however far it lies.",
      .outliers = "Very robust: what lies beyond c has exactly no influence.",
      .labelNoise = "Ignores wrong targets beyond c; those close to the fit pull nearly as under MSE.",
      .use = "For a fit that drops gross outliers by itself, started from a robust fit (MAE, Huber).",
      .avoid =
          "From a bad start: where all points lie beyond c the surface is exactly flat and nothing moves.",
      .pytorch = "",
      .keras = "",
      .tensorflow = "",
      .scikitLearn = "",
      .source = "Beaton & Tukey 1974",
      .alsoCalled = "bisquare, redescending, robust kernel"};

  explicit TukeyBiweight(const Choice& choice) : c(choice.real("c")) {}
  LossTraits traits() const {
    const double steepest = 16 * c / (25 * std::sqrt(5.0));  // at c/√5
    return {.convex = false, .lowestSlope = -steepest, .highestSlope = steepest};
  }
  // With y = (r/c)², 1 − (1−y)³ = y(3 − y(3 − y)), which loses no digits for small y.
  double value(double r) const {
    const double x = scaledResidual(r, c), y = std::min(x * x, 1.0);
    return c * c / 6 * y * (3 - y * (3 - y));
  }
  double slope(double r) const {
    const double x = std::min(std::max(r / c, -1.0), 1.0), inside = 1 - x * x;
    return c * x * inside * inside;
  }
  double curvature(double r) const {
    const double x = scaledResidual(r, c), y = std::min(x * x, 1.0);
    return (1 - y) * (1 - 5 * y);
  }
  std::vector<double> kinks() const { return {-c, c}; }

  double c;
};

}  // namespace lossarium
