#include "core/landscape/line.h"

#include "core/base/error.h"
#include "core/base/parallel_for.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium {
namespace {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();
constexpr double beyondEnds = 0.25;
constexpr Index pointsAtOnce = 16;

// Far enough to see the step end and the loss rise again; behind the origin only as much as shows where it
// is.
Range rangeOf(const GradientLine& found) {
  constexpr double mostSteps = 8, spare = 1.25, behind = 0.12;
  const double step = std::abs(found.step), turn = found.turn;
  double ahead = 1;
  if (step > 0 && turn > 0)
    ahead = std::max(step, std::min(turn, mostSteps * step));
  else if (step > 0)
    ahead = 4 * step;
  else if (turn > 0)
    ahead = turn;
  const double back = found.step < 0 ? spare * step : 0;
  return {-std::max(back, behind * spare * ahead), spare * ahead};
}

Vector placesOn(const Line& line, Index points) {
  const Vector even = Vector::LinSpaced(points, line.range.minimum, line.range.maximum);
  std::vector<double> all(even.begin(), even.end());
  for (const LinePlace& place : line.places) all.push_back(place.t);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return Eigen::Map<const Vector>(all.data(), std::ssize(all));
}

}  // namespace

Line lineBetween(const LinePlace& from, const LinePlace& to) {
  constexpr double apart = 1e-6;
  const Vector way = to.weights - from.weights;
  if (!way.allFinite()) throw Error("One of the two places is not finite.");
  if (!(way.norm() > apart * (1 + from.weights.norm())))
    throw Error("Both ends are the same place: there is no line between them.");
  return {.origin = from.weights,
          .direction = way,
          .range = {-beyondEnds, 1 + beyondEnds},
          .label = "share of the way",
          .how = "Straight from " + from.name + " to " + to.name + ".",
          .places = {{0, from.name, from.weights}, {1, to.name, to.weights}}};
}

GradientLine lineDownGradient(const Objective& objective, const Vector& weights, const Vector& step) {
  Vector gradient, product;
  objective.gradient(weights, gradient);
  const double square = gradient.squaredNorm();
  if (!std::isfinite(square)) throw Error("The gradient is not finite here.");
  if (square == 0) throw Error("The gradient is 0 here: no direction leads down.");
  objective.hessianProduct(weights, gradient, product);
  GradientLine found;
  found.curvature = gradient.dot(product) / square;
  found.turn = found.curvature > 0 ? 2 / found.curvature : notKnown;
  found.step = step.size() ? -step.dot(gradient) / square : notKnown;
  found.line = {.origin = weights,
                .direction = -gradient,
                .range = {},
                .label = "step size t",
                .how = "Down the gradient of all training rows, from where the run is.",
                .places = {{0, "here", weights}}};
  found.line.range = rangeOf(found);
  return found;
}

double LineValues::at(double place) const {
  if (t.size() == 0 || !(place >= t[0] && place <= t[t.size() - 1])) return notKnown;
  const Index after = std::upper_bound(t.begin(), t.end() - 1, place) - t.begin();
  const Index before = after - 1;
  const double share = (place - t[before]) / (t[after] - t[before]);
  if (share == 0) return values[before];
  return share == 1 ? values[after] : (1 - share) * values[before] + share * values[after];
}

// A slice whose first direction is nothing: its columns are the line.
LineValues valuesAlong(const Objective& objective, const Line& line, Index points, const Progress& progress) {
  LineValues found;
  found.t = placesOn(line, points);
  found.values.resize(found.t.size());
  const Slice slice{.origin = line.origin,
                    .u = Vector::Zero(line.origin.size()),
                    .v = line.direction,
                    .a = {},
                    .b = line.range,
                    .aLabel = {},
                    .bLabel = line.label,
                    .how = line.how};
  const auto evaluator = objective.along(slice);
  parallelFor((found.t.size() + pointsAtOnce - 1) / pointsAtOnce, [&](Index piece) {
    progress.throwIfCancelled();
    const Index first = piece * pointsAtOnce, count = std::min(pointsAtOnce, found.t.size() - first);
    evaluator->column(0, found.t.segment(first, count), found.values.segment(first, count));
  });
  for (const LinePlace& place : line.places) {
    const Index index = std::lower_bound(found.t.begin(), found.t.end(), place.t) - found.t.begin();
    found.values[index] = objective.value(place.weights);
  }
  return found;
}

}  // namespace lossarium
