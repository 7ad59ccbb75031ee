#include "core/landscape/rescaling.h"

#include "core/models/activation.h"

namespace lossarium {

std::string whyNotRescalable(const Choice& choice) {
  if (choice.id != "mlp" || choice.integer("layers") == 0)
    return "The model has no hidden layer whose scale could be moved to the next.";
  const std::string activation = choice.text("activation");
  if (!isPositivelyHomogeneous(activationOf(activation)))
    return "A unit with " + activation +
           " makes something else of a sum that is twice as large, not twice as much: its scale cannot be "
           "moved to the next layer. That of relu, leaky_relu and identity can.";
  return {};
}

Index rescalableLayers(const Choice& choice) { return choice.integer("layers"); }

// A network's blocks are a weight and a bias for each layer, in turn.
Vector rescaled(const Model& model, const Vector& weights, Index layer, double factor) {
  const auto blockAt = [&](Index index) { return model.blocks()[static_cast<std::size_t>(index)]; };
  const WeightBlock own = blockAt(2 * (layer - 1)), bias = blockAt(2 * layer - 1), next = blockAt(2 * layer);
  Vector result = weights;
  result.segment(own.offset, own.size()) *= factor;
  result.segment(bias.offset, bias.size()) *= factor;
  result.segment(next.offset, next.size()) /= factor;
  return result;
}

}  // namespace lossarium
