// Bowls whose curvature is the same everywhere.
//
// Quadratic, of any number of weights: ½·Σ cᵢ·wᵢ² with the curvatures cᵢ along the axes (a saddle where some
// are negative). Its minimum is 0 at the origin if all are positive.
//
// TurnedQuadratic, of x and y: ½·c·(a²/κ + b²), where a runs along the valley's floor, which is turned from
// the x axis by an angle φ, and b across it: a = x·cos φ + y·sin φ, b = y·cos φ − x·sin φ. The curvatures are
// c and c/κ; κ is the condition number. Its minimum is 0 at the origin. Source: Nocedal & Wright 2006,
// section 3.3, on how the condition number slows steepest descent.
#pragma once

#include "core/base/portable_math.h"
#include "core/objectives/test_functions/test_function.h"

namespace lossarium {

class Quadratic final : public Objective {
 public:
  explicit Quadratic(const Vector& curvatures) : curvatures_(curvatures) {}

  Index dimension() const override { return curvatures_.size(); }

  double value(const Vector& w) const override { return 0.5 * w.cwiseAbs2().dot(curvatures_); }

  double gradient(const Vector& w, Vector& gradient) const override {
    gradient = curvatures_.cwiseProduct(w);
    return 0.5 * gradient.dot(w);
  }

  void hessianProduct(const Vector&, const Vector& d, Vector& product) const override {
    product = curvatures_.cwiseProduct(d);
  }

 private:
  Vector curvatures_;
};

struct TurnedQuadratic {
  static constexpr ParameterSpec parameters[] = {
      {.id = "condition",
       .label = "Condition κ",
       .minimum = 1,
       .maximum = 1e6,
       .initial = 20,
       .scale = ParameterScale::logarithmic,
       .hint = "Condition number: by how much the walls of the valley are more curved than its floor. 1: a "
               "round bowl. The "
               "larger, the longer the way along the floor at a rate that the walls allow."},
      {.id = "angle",
       .label = "Angle φ",
       .unit = "°",
       .minimum = -90,
       .maximum = 90,
       .initial = 30,
       .hint =
           "By how much the valley's floor is turned from the x axis. Methods with a rate for each weight "
           "see a valley along an axis as a round bowl, and one that is turned they do not."},
      {.id = "curvature",
       .label = "Curvature c",
       .minimum = 1e-3,
       .maximum = 1e3,
       .initial = 1,
       .scale = ParameterScale::logarithmic,
       .hint = "The largest, across the valley. Gradient descent is stable up to a rate of 2 / curvature."}};
  static constexpr KnownMinimum minima[] = {{0, 0, 0}};
  static constexpr TestFunctionSpec spec{
      .id = "quadratic",
      .title = "Quadratic",
      .parameters = parameters,
      .formula = "½·c·(a²/κ + b²), a = x·cos φ + y·sin φ, b = y·cos φ − x·sin φ",
      .caption =
          "A valley as long, and as turned, as the dials say: what the condition number does to each "
          "method.",
      .source = "Nocedal & Wright 2006, section 3.3",
      .x = {-5, 5},
      .y = {-5, 5},
      .startX = -4,
      .startY = 1,
      .minima = minima};

  explicit TurnedQuadratic(const Choice& choice)
      : cosine(cosineOfTurns(choice.real("angle") / 360)),
        sine(sineOfTurns(choice.real("angle") / 360)),
        across(choice.real("curvature")),
        along(across / choice.real("condition")) {}

  template <class Number>
  Number operator()(const Number& x, const Number& y) const {
    return 0.5 * along * square(cosine * x + sine * y) + 0.5 * across * square(cosine * y - sine * x);
  }

  double cosine, sine;
  double across, along;  ///< the curvatures
};

}  // namespace lossarium
