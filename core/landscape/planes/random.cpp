#include "core/landscape/planes/random.h"

#include "core/landscape/weight_parts.h"

#include <cmath>
#include <string>

namespace lossarium {
namespace {

Vector direction(const PlaneRequest& request, std::string_view stream) {
  const LandscapeChoice& choice = request.choice();
  const Vector drawn = drawnDirection(request.at.size(), static_cast<std::uint64_t>(choice.seed), stream);
  return filterNormalized(drawn, weightParts(*request.problem.model, choice.biases), request.at);
}

bool areParallel(const Vector& u, const Vector& v) { return std::abs(u.dot(v)) > 0.99 * u.norm() * v.norm(); }

Vector across(const Vector& u, const PlaneRequest& request, std::string_view stream) {
  Slice right;
  setOrthonormal(right, u, direction(request, stream));
  return right.v;
}

}  // namespace

Slice RandomPlane::cut(const PlaneRequest& request) {
  const LandscapeChoice& choice = request.choice();
  Slice slice;
  slice.origin = request.at;
  slice.u = direction(request, "first direction");
  slice.v = direction(request, "second direction");
  if (areParallel(slice.u, slice.v))  // of units with one weight only the sign is drawn
    slice.v = slice.u.norm() * across(slice.u, request, "across");
  slice.aLabel = "first random direction";
  slice.bLabel = "second random direction";
  slice.how = std::string("Two random directions (seed ") + std::to_string(choice.seed) +
              "), each unit's step as long as its own weights, " +
              (choice.biases ? "each layer's biases as one." : "biases held.");
  return slice;
}

Slice randomInstead(const PlaneRequest& request, const std::string& reason) {
  Slice slice = RandomPlane::cut(request);
  slice.how = reason + " In its place: " + "t" + slice.how.substr(1);
  return slice;
}

}  // namespace lossarium
