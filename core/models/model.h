// The contract of a model. A model is immutable; its weights are one flat vector that lives outside it, so
// that a slice, a snapshot, an optimiser and a thread can each hold their own.
#pragma once

#include "core/base/matrix.h"
#include "core/base/value.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace lossarium {

struct ModelSpec {
  std::string_view id;
  std::string_view title;
  std::span<const ParameterSpec> parameters = {};
  std::string_view caption;
};

/// A named part of the weights, row by row: `layer1.weight` has a row for each output, as PyTorch lays it
/// out.
struct WeightBlock {
  std::string name;
  Index rows = 0;
  Index columns = 0;
  Index offset = 0;
  bool penalized = true;  ///< penalties act on weights, not on biases

  Index size() const { return rows * columns; }
};

class Model {
 public:
  virtual ~Model() = default;
  virtual const ModelSpec& spec() const = 0;

  const std::vector<WeightBlock>& blocks() const { return blocks_; }
  Index weightCount() const;
  Index featureCount() const { return featureCount_; }
  Index outputCount() const { return outputCount_; }

  /// Whether predictions are linear in the weights; then the loss is the only source of curvature.
  virtual bool linearInWeights() const = 0;
  /// The weights at which training starts; the same bytes for the same seed.
  virtual Vector start(std::uint64_t seed) const = 0;
  /// predictions (rows × outputs) of `features` (rows × features).
  virtual void predict(const ConstRows& features, const Vector& weights, Rows prediction) const = 0;
  /// Adds Jᵀ·slopes to `gradient`; J is the derivative of the predictions by the weights, `slopes` is rows ×
  /// outputs.
  virtual void pullBack(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                        Vector& gradient) const = 0;
  /// J·direction, shaped like the predictions.
  virtual void pushForward(const ConstRows& features, const Vector& weights, const Vector& direction,
                           Rows change) const = 0;

 protected:
  Model(Index featureCount, Index outputCount, std::vector<WeightBlock> blocks)
      : featureCount_(featureCount), outputCount_(outputCount), blocks_(std::move(blocks)) {}

 private:
  Index featureCount_;
  Index outputCount_;
  std::vector<WeightBlock> blocks_;
};

struct ModelShape {
  Index features = 1;
  Index outputs = 1;
};

struct ModelEntry {
  const ModelSpec* spec;
  std::unique_ptr<const Model> (*make)(const Choice& completed, const ModelShape& shape);
};

std::span<const ModelEntry> modelCatalog();
std::unique_ptr<const Model> makeModel(const Choice& choice, const ModelShape& shape,
                                       const std::string& where = "model");

/// The name of one weight: "linear.weight[0]", "layer1.weight[2,0]", "linear.bias" where the block has one
/// entry.
std::string weightName(const Model& model, Index weight);

}  // namespace lossarium
