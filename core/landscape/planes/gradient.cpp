#include "core/landscape/planes/gradient.h"

#include "core/landscape/planes/random.h"

#include <cmath>

namespace lossarium {
namespace {

// By less than this (a cosine) two directions are one.
constexpr double sameDirection = 0.9999;

bool isAcross(const Vector& step, const Vector& downhill) {
  return step.size() == downhill.size() && step.allFinite() && step.norm() > 0 &&
         std::abs(step.dot(downhill)) < sameDirection * step.norm() * downhill.norm();
}

}  // namespace

Slice GradientPlane::cut(const PlaneRequest& request) {
  const EmpiricalRisk& risk = *request.problem.training;
  Vector gradient;
  risk.gradient(request.at, gradient);
  if (!gradient.allFinite() || !(gradient.norm() > 0))
    return randomInstead(request, "There is no slope here.");
  const Vector downhill = -gradient;
  Slice slice;
  slice.origin = request.at;
  slice.aLabel = "downhill";
  if (isAcross(request.step, downhill)) {
    setOrthonormal(slice, downhill, request.step);
    slice.bLabel = "rest of the step";
    slice.how = "Straight downhill where it was cut, and the part of the latest step that goes across.";
    return slice;
  }
  Vector turn;
  risk.hessianProduct(request.at, downhill, turn);
  setOrthonormal(slice, downhill, turn.allFinite() ? turn : downhill);
  slice.bLabel = "turn of the gradient";
  slice.how = "Straight downhill where it was cut, and the way in which the gradient turns there.";
  return slice;
}

}  // namespace lossarium
