// Geman and McClure's loss: 2(r/c)²/((r/c)² + 4). Domain: all r, c > 0. Not convex: beyond |r| = 2c/√3 the
// curvature is negative, and far away value 2 and pull 0. Source: Geman & McClure 1985; as Barron 2019 writes
// it (α = −2).
#pragma once

#include "core/losses/robust_scale.h"

#include <numbers>

namespace lossarium {

struct GemanMcclure {
  static constexpr ParameterSpec parameters[] = {robustScale(
      1, "Points within about c of the fit are heard; beyond, each pulls with the cube of its nearness.")};
  static constexpr LossSpec spec{
      .id = "geman_mcclure",
      .title = "Geman–McClure",
      .parameters = parameters,
      .formula = "2(r/c)² / ((r/c)² + 4)",
      .domain = "Any prediction, any target.",
      .estimates = "the mode, smoothed to a width c",
      .caption =
          "Between Cauchy and Welsch: an outlier's cost is bounded by 2 and its pull dies away quickly.",
      .outliers = "Very robust: an outlier costs at most 2 and hardly pulls.",
      .labelNoise = "Ignores wrong targets while the right ones are more numerous and lie together.",
      .use = "In vision and registration, where half of the matches may be wrong and the start is near.",
      .avoid = "From a bad start: several minima, and a nearly flat surface between them.",
      .pytorch = "",
      .keras = "",
      .tensorflow = "",
      .scikitLearn = "",
      .source = "Geman & McClure 1985; Barron 2019",
      .alsoCalled = "robust kernel"};

  explicit GemanMcclure(const Choice& choice) : c(choice.real("c")) {}
  LossTraits traits() const {
    const double steepest = 0.375 * std::numbers::sqrt3 / c;
    return {.convex = false, .lowestSlope = -steepest, .highestSlope = steepest};
  }
  // With t = ¼(r/c)² the value is 2t/(1+t).
  double value(double r) const {
    const double x = scaledResidual(r, c), t = 0.25 * x * x;
    return 2 * t / (1 + t);
  }
  double slope(double r) const {
    const double x = scaledResidual(r, c), w = 1 / (1 + 0.25 * x * x);
    return x / c * w * w;
  }
  double curvature(double r) const {
    const double x = scaledResidual(r, c), w = 1 / (1 + 0.25 * x * x);
    return w * w * (4 * w - 3) / (c * c);
  }

  double c;
};

}  // namespace lossarium
