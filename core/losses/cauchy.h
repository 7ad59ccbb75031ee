// Cauchy's (or Lorentz') loss: ln(1 + ½(r/c)²). Domain: all r, c > 0. Not convex: beyond |r| = √2·c the
// curvature is negative and the pull fades as 2/r. Source: Black & Anandan 1996, Computer Vision and Image
// Understanding 63, 75–104; as Barron 2019 writes it (α = 0).
#pragma once

#include "core/base/vector_math.h"
#include "core/losses/robust_scale.h"

#include <limits>
#include <numbers>

namespace lossarium {

struct Cauchy {
  static constexpr ParameterSpec parameters[] = {robustScale(
      1, "Residuals up to about c count nearly squared; far beyond it each point's pull fades away.")};
  static constexpr LossSpec spec{
      .id = "cauchy",
      .title = "Cauchy",
      .parameters = parameters,
      .formula = "ln(1 + ½(r/c)²)",
      .domain = "Any prediction, any target.",
      .estimates = "the centre of a Cauchy distribution: near the mode",
      .caption =
          "The further off a point, the less it is believed: its pull fades, but never quite to nothing.",
      .outliers = "Very robust: beyond √2·c a point pulls less the further it is.",
      .labelNoise = "Ignores wrong targets while the right ones are more numerous and lie together.",
      .use = "When gross outliers are certain and a good start is at hand.",
      .avoid = "From a bad start: the surface has several minima, and a fit among outliers can stay there.",
      .pytorch = "",
      .keras = "",
      .tensorflow = "",
      .scikitLearn = "",
      .source = "Black & Anandan 1996; Barron 2019",
      .alsoCalled = "Lorentzian, robust kernel"};

  explicit Cauchy(const Choice& choice) : c(choice.real("c")) {}
  LossTraits traits() const {
    return {.convex = false, .lowestSlope = -steepest / c, .highestSlope = steepest / c};
  }
  double value(double r) const {
    const double x = std::abs(r) / c;
    const bool far = x > 1e100;  // where x² + 2 is x²
    const double logarithm = fastLog1p(far ? std::min(x, std::numeric_limits<double>::max()) : 0.5 * x * x);
    return far ? 2 * logarithm - std::numbers::ln2 : logarithm;
  }
  double slope(double r) const {
    const double x = r / c;
    const double near = x / (1 + 0.5 * x * x), far = 2 / x;
    return (std::abs(x) > 1e100 ? far : near) / c;
  }
  double curvature(double r) const {
    const double x = scaledResidual(r, c), w = 1 / (1 + 0.5 * x * x);
    return (2 * w - 1) * w / (c * c);
  }

  double c;

 private:
  static constexpr double steepest = std::numbers::sqrt2 / 2;
};

}  // namespace lossarium
