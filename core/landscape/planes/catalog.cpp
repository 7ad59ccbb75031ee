#include "core/landscape/planes/gradient.h"
#include "core/landscape/planes/hessian.h"
#include "core/landscape/planes/parameters.h"
#include "core/landscape/planes/path.h"
#include "core/landscape/planes/plane.h"
#include "core/landscape/planes/random.h"
#include "core/landscape/planes/solutions.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace lossarium {
namespace {

template <class Plane>
constexpr PlaneEntry entry{&Plane::spec, &Plane::cut};

constexpr PlaneEntry catalog[] = {
    entry<ParametersPlane>, entry<RandomPlane>,   entry<PathPlane>,
    entry<HessianPlane>,    entry<GradientPlane>, entry<SolutionsPlane>,
};

}  // namespace

std::span<const PlaneEntry> planeCatalog() { return catalog; }

const PlaneEntry& planeEntry(std::string_view id) {
  for (const PlaneEntry& each : catalog)
    if (each.spec->id == id) return each;
  throw std::logic_error("no plane " + std::string(id));
}

Slice cutPlane(const PlaneRequest& request) {
  constexpr double vast = 1e100;  // squares of such weights are too large for a number
  if (!(request.at.cwiseAbs().maxCoeff() < vast)) {
    Slice slice = ParametersPlane::cut(request);
    slice.how = "The run has diverged. " + slice.how;
    return slice;
  }
  return planeEntry(request.choice().plane).cut(request);
}

void setOrthonormal(Slice& slice, const Vector& first, const Vector& second) {
  constexpr double parallel = 1e-6;
  slice.u = first.normalized();
  const auto across = [&](const Vector& direction) {
    Vector rest = direction - slice.u.dot(direction) * slice.u;
    rest -= slice.u.dot(rest) * slice.u;  // what rounding left
    return rest;
  };
  Vector rest = across(second);
  if (!(rest.norm() > parallel * second.norm())) {
    Index least = 0;  // of all axes the one that is least along u
    slice.u.cwiseAbs().minCoeff(&least);
    rest = across(Vector::Unit(slice.u.size(), least));
  }
  slice.v = rest.normalized();
}

}  // namespace lossarium
