// A line through the space of weights, origin + t·direction, and the loss along it.
#pragma once

#include "core/base/progress.h"
#include "core/landscape/slice.h"
#include "core/objectives/objective.h"

#include <string>
#include <vector>

namespace lossarium {

/// A place on a line that has a name, with its weights to the bit.
struct LinePlace {
  double t = 0;
  std::string name;
  Vector weights;
};

struct Line {
  Vector origin;
  Vector direction;
  Range range;
  std::string label;  ///< what t counts
  std::string how;    ///< how the line was chosen, as a sentence
  std::vector<LinePlace> places = {};

  Vector at(double t) const { return origin + t * direction; }
};

/// From one place, t = 0, to another, t = 1, and a quarter of the way beyond both (Goodfellow, Vinyals & Saxe
/// 2015). Throws Error if one is not finite, or they are closer
/// than a millionth of how large the weights are.
Line lineBetween(const LinePlace& from, const LinePlace& to);

/// Down the gradient g: w − t·g, so that t counts what a learning rate does.
struct GradientLine {
  Line line;
  double curvature = 0;  ///< along it: gᵀHg/gᵀg
  /// How far `step` goes along it; NaN without one. Of plain gradient descent this is the learning rate.
  double step = 0;
  /// 2/curvature, from which on a step on the parabola at the origin ends higher than it began; NaN where the
  /// loss does not bend upwards.
  double turn = 0;
};

/// `step` is the change of the weights that the next step makes, or empty. The range holds it, and `turn`
/// unless that is further than eight steps. Throws Error where the gradient is 0 or not finite.
GradientLine lineDownGradient(const Objective& objective, const Vector& weights, const Vector& step = {});

/// Values of an objective: places ascending, `points` of them evenly over the range and the named ones.
struct LineValues {
  Vector t;
  Vector values;  ///< may hold NaN and infinities

  /// Between its neighbours; NaN outside of the range.
  double at(double place) const;
};

/// A named place has exactly `objective.value(weights)`, the others what the objective's fastest way along a
/// slice gives, in double precision. points ≥ 2. The same bytes for any number of threads. Throws Cancelled.
LineValues valuesAlong(const Objective& objective, const Line& line, Index points,
                       const Progress& progress = {});

}  // namespace lossarium
