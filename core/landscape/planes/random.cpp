#include "core/landscape/planes/random.h"

#include "core/base/random.h"

#include <cmath>
#include <string>

namespace lossarium {
namespace {

// As long as the weights it belongs to.
void setLength(Eigen::Ref<Vector> part, const Vector& weights) {
  const double length = weights.norm();
  part *= (length > 0 ? length : 1) / part.norm();
}

Vector direction(const PlaneRequest& request, std::string_view stream) {
  const LandscapeChoice& choice = request.choice();
  Random random(static_cast<std::uint64_t>(choice.seed), stream);
  Vector drawn = Vector::NullaryExpr(request.at.size(), [&random] { return random.normal(); });
  for (const WeightBlock& block : request.problem.model->blocks()) {
    if (!block.penalized && !choice.biases) drawn.segment(block.offset, block.size()).setZero();
    if (!block.penalized && !choice.biases) continue;
    const Index parts = block.penalized ? block.rows : 1, size = block.size() / parts;
    for (Index part = 0; part < parts; ++part)
      setLength(drawn.segment(block.offset + part * size, size),
                request.at.segment(block.offset + part * size, size));
  }
  return drawn;
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
