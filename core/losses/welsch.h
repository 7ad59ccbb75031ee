// Welsch's (or Leclerc's) loss: 1 − exp(−½(r/c)²). Domain: all r, c > 0. Not convex: beyond |r| = c the
// curvature is negative, and far away value 1 and pull 0. Source: Holland & Welsch 1977, Communications in
// Statistics 6, 813–827; as Barron 2019 writes it (α = −∞).
#pragma once

#include "core/base/vector_math.h"
#include "core/losses/robust_scale.h"

namespace lossarium {

struct Welsch {
  static constexpr ParameterSpec parameters[] = {
      robustScale(1, "Points within about c of the fit are heard; beyond 4c there is silence.")};
  static constexpr LossSpec spec{
      .id = "welsch",
      .title = "Welsch",
      .parameters = parameters,
      .formula = "1 − exp(−½(r/c)²)",
      .domain = "Any prediction, any target.",
      .estimates = "the mode, smoothed to a width c",
      .caption =
          "Counts the points that are far off instead of measuring how far: beyond 4c hardly anybody pulls "
          "any more.",
      .outliers = "Very robust: an outlier costs 1 and does not pull.",
      .labelNoise = "Ignores wrong targets while the right ones are more numerous and lie together.",
      .use = "To polish a fit that is already near, among many gross outliers.",
      .avoid = "From a bad start: away from the data the surface is flat and nothing guides the way.",
      .pytorch = "",
      .keras = "",
      .tensorflow = "",
      .scikitLearn = "",
      .source = "Holland & Welsch 1977; Barron 2019",
      .alsoCalled = "Leclerc, correntropy, robust kernel"};

  explicit Welsch(const Choice& choice) : c(choice.real("c")) {}
  LossTraits traits() const {
    const double steepest = std::exp(-0.5) / c;
    return {.convex = false, .lowestSlope = -steepest, .highestSlope = steepest};
  }
  double value(double r) const {
    const double x = scaledResidual(r, c);
    return -fastExpm1(-0.5 * x * x);
  }
  double slope(double r) const {
    const double x = scaledResidual(r, c);
    return x / c * fastExp(-0.5 * x * x);
  }
  double curvature(double r) const {
    const double x = std::min(std::abs(r) / c, 100.0);  // where the exponential is 0
    return (1 - x * x) * fastExp(-0.5 * x * x) / (c * c);
  }

  double c;
};

}  // namespace lossarium
