#include "core/objectives/penalty.h"

namespace lossarium {

double Penalty::value(const Model& model, const Vector& weights) const {
  if (none()) return 0;
  double sum = 0;
  for (const auto& block : model.blocks()) {
    if (!block.penalized) continue;
    const auto part = weights.segment(block.offset, block.size());
    sum += l1 * part.lpNorm<1>() + 0.5 * l2 * part.squaredNorm();
  }
  return sum;
}

void Penalty::addGradient(const Model& model, const Vector& weights, Vector& gradient) const {
  if (none()) return;
  for (const auto& block : model.blocks()) {
    if (!block.penalized) continue;
    const auto part = weights.segment(block.offset, block.size()).array();
    gradient.segment(block.offset, block.size()).array() += l1 * part.sign() + l2 * part;
  }
}

void Penalty::addHessianProduct(const Model& model, const Vector& direction, Vector& product) const {
  if (none()) return;
  for (const auto& block : model.blocks())
    if (block.penalized)
      product.segment(block.offset, block.size()) += l2 * direction.segment(block.offset, block.size());
}

}  // namespace lossarium
