#include "core/models/model.h"

#include <stdexcept>

namespace lossarium {

Index Model::weightCount() const {
  Index count = 0;
  for (const auto& block : blocks_) count += block.size();
  return count;
}

std::string weightName(const Model& model, Index weight) {
  for (const auto& block : model.blocks()) {
    const Index within = weight - block.offset;
    if (within < 0 || within >= block.size()) continue;
    if (block.size() == 1) return block.name;
    const std::string column = std::to_string(within % block.columns);
    if (block.rows == 1) return block.name + "[" + column + "]";
    return block.name + "[" + std::to_string(within / block.columns) + "," + column + "]";
  }
  throw std::out_of_range("the model has no weight " + std::to_string(weight));
}

}  // namespace lossarium
