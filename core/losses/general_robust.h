// Barron's general robust loss: |α−2|/α·(((r/c)²/|α−2| + 1)^(α/2) − 1), and its limits: α = 2: ½(r/c)²; α =
// 0: ln(1 + ½(r/c)²); α = −∞: 1 − exp(−½(r/c)²). Domain: all r, α from −∞ to 4, c > 0. Convex for α ≥ 1. Its
// value is (b/α)·expm1(½α·L) with b = |α−2|, L = ln(1 + (r/c)²/b), which loses no digits next to the limits.
// Source: Barron 2019, CVPR, equations 8 and 13.
#pragma once

#include "core/base/vector_math.h"
#include "core/losses/robust_scale.h"

#include <cmath>

namespace lossarium {

struct GeneralRobust {
  static constexpr ParameterSpec parameters[] = {
      {.id = "alpha",
       .label = "Alpha",
       .minimum = -infinity,
       .maximum = 4,
       .initial = 1,
       .scale = ParameterScale::openBelow,
       .hint =
           "How far points are believed: 2 is squared error, 1 a smooth MAE, 0 Cauchy, −2 Geman–McClure, −∞ "
           "Welsch."},
      robustScale(1, "The width of the quadratic bowl in the middle, the same for every alpha.")};
  static constexpr LossSpec spec{
      .id = "general_robust",
      .title = "General robust (Barron)",
      .shortTitle = "General robust",
      .parameters = parameters,
      .formula = "|α−2|/α · (((r/c)²/|α−2| + 1)^(α/2) − 1)",
      .domain = "Any prediction, any target.",
      .estimates = "from the mean (α = 2) to the mode (α = −∞)",
      .caption = "One dial from MSE to Welsch: turn alpha down and watch the outliers lose their pull.",
      .outliers = "As robust as alpha says: none at 2, bounded pull at 1, fading pull below.",
      .labelNoise = "At alpha 1 and above every wrong target is heard; below, wrong targets are forgotten.",
      .use =
          "To find out how robust a loss must be, or to anneal: begin convex at 1 or 2, then turn alpha "
          "down.",
      .avoid = "At alpha below 1 from a bad start: it is not convex there.",
      .pytorch = "",
      .keras = "",
      .tensorflow = "",
      .scikitLearn = "",
      .source = "Barron 2019",
      .alsoCalled = "Barron loss, adaptive robust loss"};

  /// Neither of the two limits; 0 needs none: expm1(u)/u is 1 there.
  enum class Limit { none, square, welsch };

  template <Limit limit>
  struct Of {
    static constexpr const LossSpec& spec = GeneralRobust::spec;

    explicit Of(const Choice& choice)
        : alpha(choice.real("alpha")), c(choice.real("c")), b(std::abs(alpha - 2)), logB(std::log(b)) {}

    LossTraits traits() const {
      if (limit == Limit::square || alpha > 1) return {};
      const double steepest = GeneralRobust::steepest(alpha) / c;
      return {.convex = alpha >= 1, .lowestSlope = -steepest, .highestSlope = steepest};
    }
    double value(double r) const {
      const double x = scaled(r);
      if constexpr (limit == Limit::square) return 0.5 * x * x;
      if constexpr (limit == Limit::welsch) return -fastExpm1(-0.5 * x * x);
      const double l = logarithm(x), u = 0.5 * alpha * l;
      return 0.5 * b * l * (std::abs(u) < 1e-300 ? 1.0 : fastExpm1(u) / u);
    }
    double slope(double r) const {
      const double x = scaled(r);
      if constexpr (limit == Limit::square) return x / c;
      return x / c * weight(x);
    }
    double curvature(double r) const {
      const double x = scaled(r);
      if constexpr (limit == Limit::square) return 1 / (c * c);
      if constexpr (limit == Limit::welsch) return (1 - std::min(x * x, 1e4)) * weight(x) / (c * c);
      const double share = 1 - 1 / (1 + x * x / b);
      return weight(x) * (1 + (alpha - 2) * share) / (c * c);
    }

    double alpha, c, b, logB;

   private:
    double scaled(double r) const { return limit == Limit::welsch ? scaledResidual(r, c) : r / c; }
    double logarithm(double x) const {
      const bool far = std::abs(x) > 1e100;  // where x²/b + 1 is x²/b
      const double plain = fastLog1p(far ? std::abs(x) : x * x / b);
      return far ? 2 * plain - logB : plain;
    }
    /// The slope over x/c: 1 in the middle of the bowl.
    double weight(double x) const {
      if constexpr (limit == Limit::welsch) return fastExp(-0.5 * x * x);
      return fastExp((0.5 * alpha - 1) * logarithm(x));
    }
  };

  /// The largest slope for α ≤ 1 and c = 1, where the curvature is 0: at (r/c)² = |α−2|/(1−α).
  static double steepest(double alpha) {
    if (std::isinf(alpha)) return std::exp(-0.5);
    if (alpha == 1) return 1;
    return std::exp(0.5 * (alpha - 1) * std::log1p(1 / (1 - alpha)));
  }

  static std::unique_ptr<const Loss> make(const Choice& choice) {
    const double alpha = choice.real("alpha");
    if (std::isinf(alpha)) return PointwiseLoss<Of<Limit::welsch>>::make(choice);
    if (alpha == 2) return PointwiseLoss<Of<Limit::square>>::make(choice);
    return PointwiseLoss<Of<Limit::none>>::make(choice);
  }
};

}  // namespace lossarium
