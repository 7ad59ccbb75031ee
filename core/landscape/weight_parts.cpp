#include "core/landscape/weight_parts.h"

#include "core/base/random.h"

namespace lossarium {

// Boxes are weights, too, though no penalty acts on them; and biases that are all there is move in any case.
std::vector<WeightPart> weightParts(const Model& model, bool biases) {
  std::vector<WeightPart> parts;
  for (const WeightBlock& block : model.blocks()) {
    const bool isBias = block.name.ends_with(".bias");
    if (isBias && !biases) continue;
    const Index count = isBias ? 1 : block.rows, size = block.size() / count;
    for (Index part = 0; part < count; ++part) parts.push_back({block.offset + part * size, size});
  }
  return parts.empty() ? weightParts(model, true) : parts;
}

Vector lengthsOf(const std::vector<WeightPart>& parts, const Vector& weights) {
  Vector lengths(std::ssize(parts));
  for (Index i = 0; i < lengths.size(); ++i) {
    const WeightPart& part = parts[static_cast<std::size_t>(i)];
    const double length = weights.segment(part.offset, part.size).norm();
    lengths[i] = length > 0 ? length : 1;
  }
  return lengths;
}

Vector drawnDirection(Index weights, std::uint64_t seed, std::string_view stream) {
  Random random(seed, stream);
  return Vector::NullaryExpr(weights, [&random] { return random.normal(); });
}

Vector filterNormalized(const Vector& drawn, const std::vector<WeightPart>& parts, const Vector& weights) {
  const Vector lengths = lengthsOf(parts, weights);
  Vector direction = Vector::Zero(drawn.size());
  for (Index i = 0; i < lengths.size(); ++i) {
    const WeightPart& part = parts[static_cast<std::size_t>(i)];
    const auto own = drawn.segment(part.offset, part.size);
    direction.segment(part.offset, part.size) = lengths[i] / own.norm() * own;
  }
  return direction;
}

}  // namespace lossarium
