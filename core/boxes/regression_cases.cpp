// Built without fused multiply–add (see CMakeLists.txt): the same points on every platform.
#include "core/boxes/regression_cases.h"

#include "core/base/portable_math.h"
#include "core/base/random.h"
#include "core/boxes/regression_error.h"

#include <algorithm>
#include <cmath>

namespace lossarium {

// The root makes equal areas equally likely.
std::vector<AnchorPoint> anchorPoints(Index count, std::uint64_t seed) {
  Random random(seed, "box anchors");
  std::vector<AnchorPoint> points(static_cast<std::size_t>(count));
  for (AnchorPoint& point : points) {
    const double radius = anchorRadius * std::sqrt(random.uniform()), turns = random.uniform();
    point = {targetCentre + radius * cosineOfTurns(turns), targetCentre + radius * sineOfTurns(turns)};
  }
  return points;
}

RegressionCases regressionCasesAt(const AnchorPoint& point) {
  RegressionCases cases;
  for (Index i = 0; i < RegressionCases::padded; ++i) {
    const auto number = static_cast<std::size_t>(std::min(i, RegressionCases::count - 1));
    const double targetRatio = boxRatios[number / 49], area = anchorAreas[number / 7 % 7],
                 ratio = boxRatios[number % 7];
    cases.x[i] = point.x;
    cases.y[i] = point.y;
    cases.width[i] = std::sqrt(area * ratio);
    cases.height[i] = std::sqrt(area / ratio);
    cases.targetWidth[i] = std::sqrt(targetRatio);
    cases.targetHeight[i] = std::sqrt(1 / targetRatio);
  }
  return cases;
}

double errorOf(const RegressionCases& cases) {
  RegressionCases::Column errors;
  for (Index i = 0; i < RegressionCases::padded; ++i) errors[i] = errorOfCase(cases, i);
  return sumOfErrors(errors);
}

Index casesBelow(const RegressionCases& cases, double error) {
  Index count = 0;
  for (Index i = 0; i < RegressionCases::count; ++i) count += errorOfCase(cases, i) < error ? 1 : 0;
  return count;
}

Index casesUnmoved(const RegressionCases& cases, const RegressionCases& start) {
  Index count = 0;
  for (Index i = 0; i < RegressionCases::count; ++i) {
    const bool same = cases.x[i] == start.x[i] && cases.y[i] == start.y[i] &&
                      cases.width[i] == start.width[i] && cases.height[i] == start.height[i];
    count += same ? 1 : 0;
  }
  return count;
}

}  // namespace lossarium
