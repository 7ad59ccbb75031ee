// Smooth L1: r²/(2β) for |r| ≤ β, |r| − ½β beyond: Huber's loss with δ = β, divided by β. Domain: all r, β >
// 0. At |r| = β value and slope are continuous and the curvature falls from 1/β to 0 (it is 1/β at β itself).
// Source: Girshick 2015, Fast R-CNN. Same as PyTorch's SmoothL1Loss(beta).
#pragma once

#include "core/losses/pointwise_loss.h"

#include <algorithm>
#include <cmath>

namespace lossarium {

struct SmoothL1 {
  static constexpr ParameterSpec parameters[] = {
      {.id = "beta",
       .label = "Beta",
       .unit = "target",
       .minimum = 1e-3,
       .maximum = 1e3,
       .initial = 1,
       .scale = ParameterScale::logarithmic,
       .hint = "How wide the rounded tip is. Beyond it the slope is 1, whatever beta: small is MAE with a "
               "rounded corner."}};
  static constexpr LossSpec spec{
      .id = "smooth_l1",
      .title = "Smooth L1",
      .parameters = parameters,
      .formula = "r²/(2β) if |r| ≤ β, else |r| − ½β",
      .domain = "Any prediction, any target.",
      .estimates = "a compromise of mean and median",
      .caption =
          "MAE with its corner rounded off: the steps fade near the minimum, so that it can be reached.",
      .outliers = "Robust: no point pulls harder than 1.",
      .labelNoise = "Noise smaller than beta averages out; larger noise acts as under MAE.",
      .use = "For box corners in detectors, and wherever MAE is meant but must settle.",
      .avoid =
          "When the scale of the small residuals matters: with beta their curvature 1/β changes, under Huber "
          "it stays 1.",
      .pytorch = "nn.SmoothL1Loss",
      .keras = "Huber(delta) / delta",
      .tensorflow = "tf.keras.losses.Huber(delta) / delta",
      .scikitLearn = "",
      .source = "Girshick 2015",
      .alsoCalled = "rounded L1, Fast R-CNN"};

  static constexpr bool fewOperations = true;

  explicit SmoothL1(const Choice& choice) : beta(choice.real("beta")) {}
  LossTraits traits() const {
    return {.smoothness = Smoothness::curvatureJumps, .lowestSlope = -1, .highestSlope = 1};
  }
  double value(double r) const {
    const double c = std::min(std::abs(r), beta);
    return c / beta * (std::abs(r) - 0.5 * c);
  }
  double slope(double r) const { return std::min(std::max(r / beta, -1.0), 1.0); }
  double curvature(double r) const { return std::abs(r) <= beta ? 1 / beta : 0.0; }
  std::vector<double> kinks() const { return {-beta, beta}; }

  double beta;
};

}  // namespace lossarium
