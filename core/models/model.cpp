#include "core/models/model.h"

#include <algorithm>
#include <stdexcept>

namespace lossarium {

Index Model::weightCount() const {
  Index count = 0;
  for (const auto& block : blocks_) count += block.size();
  return count;
}

void Model::addSquaredPulls(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                            ModelMemory& memory, Eigen::Ref<Vector> squares) const {
  ModelMemory one;
  one.draw = memory.draw;
  Matrix prediction(1, outputCount());
  Vector part(weightCount());
  for (Index i = 0; i < features.rows(); ++i) {
    one.firstRow = memory.firstRow + i;
    forward(features.middleRows(i, 1), weights, one, prediction);
    part.setZero();
    pullBack(features.middleRows(i, 1), weights, slopes.middleRows(i, 1), one, part);
    squares[i] += part.squaredNorm();
  }
}

// Of a model that is linear in its weights J is the same everywhere.
void Model::pullBackChange(const ConstRows& features, const Vector& weights, const Vector&, const ConstRows&,
                           const ConstRows& slopesChange, Vector& gradient) const {
  ModelMemory memory;
  Matrix prediction(features.rows(), outputCount());
  forward(features, weights, memory, prediction);
  pullBack(features, weights, slopesChange, memory, gradient);
}

std::vector<ProductTerm> Model::terms(const Vector&, Index, const Vector&, const Vector&) const { return {}; }

std::unique_ptr<const ModelAlong> Model::along(const Matrix&, const WeightPlane&, Precision) const {
  return nullptr;
}

void Model::predict(const ConstRows& features, const Vector& weights, Rows prediction) const {
  ModelMemory memory;
  for (Index first = 0; first < features.rows(); first += blockRows()) {
    const Index rows = std::min(blockRows(), features.rows() - first);
    forward(features.middleRows(first, rows), weights, memory, prediction.middleRows(first, rows));
  }
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

std::optional<Index> weightNamed(const Model& model, std::string_view name) {
  for (const auto& block : model.blocks()) {
    if (!name.starts_with(block.name)) continue;
    for (Index weight = block.offset; weight < block.offset + block.size(); ++weight)
      if (weightName(model, weight) == name) return weight;
  }
  return std::nullopt;
}

}  // namespace lossarium
