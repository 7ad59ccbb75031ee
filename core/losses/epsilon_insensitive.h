// The loss of support vector regression: max(0, |r| − ε). Domain: all r, ε ≥ 0. At |r| = ε the slope is ±½
// (the mean of 0 and ±1); at ε = 0 it is |r|. Source: Vapnik 1995, The Nature of Statistical Learning Theory.
#pragma once

#include "core/losses/pointwise_loss.h"

#include <algorithm>
#include <cmath>

namespace lossarium {

struct EpsilonInsensitive {
  static constexpr ParameterSpec parameters[] = {
      {.id = "epsilon",
       .label = "Epsilon",
       .unit = "target",
       .minimum = 0,
       .maximum = 1e3,
       .initial = 0.1,
       .scale = ParameterScale::logarithmic,
       .hint =
           "The half-width of the tube around the fit in which a point costs nothing and does not pull."}};
  static constexpr LossSpec spec{
      .id = "epsilon_insensitive",
      .title = "Epsilon-insensitive",
      .shortTitle = "ε-insensitive",
      .parameters = parameters,
      .formula = "max(0, |r| − ε)",
      .domain = "Any prediction, any target.",
      .estimates = "a median of what lies outside the tube",
      .caption =
          "Good enough is good enough: points within epsilon of the fit cost nothing, so only those outside "
          "decide where it lies.",
      .outliers = "Robust: no point pulls harder than 1.",
      .labelNoise = "Noise smaller than epsilon is not heard at all; larger noise acts as under MAE.",
      .use = "When a known tolerance makes small errors irrelevant, and for sparse kernel machines.",
      .avoid = "With epsilon wider than the residuals: then everything inside the tube is a minimum.",
      .pytorch = "",
      .keras = "",
      .tensorflow = "",
      .scikitLearn = "SVR, SGDRegressor(loss=\"epsilon_insensitive\")",
      .source = "Vapnik 1995",
      .alsoCalled = "SVR, support vector regression, SVM"};

  static constexpr bool fewOperations = true;

  explicit EpsilonInsensitive(const Choice& choice) : epsilon(choice.real("epsilon")) {}
  LossTraits traits() const {
    return {.smoothness = Smoothness::slopeJumps, .lowestSlope = -1, .highestSlope = 1};
  }
  double value(double r) const { return std::max(0.0, std::abs(r) - epsilon); }
  double slope(double r) const { return 0.5 * (step(r - epsilon) - step(-r - epsilon)); }
  double curvature(double) const { return 0; }
  std::vector<double> kinks() const {
    return epsilon > 0 ? std::vector<double>{-epsilon, epsilon} : std::vector<double>{0};
  }

  double epsilon;

 private:
  // 0, 1 or 2: below, at or above the kink.
  static double step(double beyond) { return (beyond > 0 ? 1.0 : 0.0) + (beyond >= 0 ? 1.0 : 0.0); }
};

}  // namespace lossarium
