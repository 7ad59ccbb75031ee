// The contract of a model. A model is immutable; its weights are one flat vector that lives outside it, so
// that a slice, a snapshot, an optimiser and a thread can each hold their own.
#pragma once

#include "core/base/matrix.h"
#include "core/base/precision.h"
#include "core/base/value.h"
#include "core/models/model_along.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace lossarium {

struct ModelSpec {
  std::string_view id;
  std::string_view title;
  std::span<const ParameterSpec> parameters = {};
  std::string_view caption;
  bool ofBoxes = false;  ///< predicts boxes from detections; all others predict numbers from inputs
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

/// What a model keeps of a block of rows from `forward` to `pullBack`, and its scratch. It grows to what is
/// needed and then allocates nothing. Belongs to one thread.
struct ModelMemory {
  Vector numbers;
  /// Which draw of the model's own randomness (dropout, noise on the inputs); 0: none, the mean model.
  std::uint64_t draw = 0;
  Index firstRow = 0;  ///< of the block among the rows that are drawn for

  /// At least `count` numbers, whatever they were.
  double* provide(Index count) {
    if (numbers.size() < count) numbers.resize(count);
    return numbers.data();
  }
};

/// A product of powers of the inputs in the data's own units, and what it counts: inputs and powers in pairs,
/// none for the intercept.
struct ProductTerm {
  std::vector<std::pair<Index, int>> powers;
  double coefficient = 0;
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
  /// Whether training draws something anew in each step (ModelMemory::draw).
  virtual bool drawsInTraining() const { return false; }
  /// How many rows at a time keep a block's numbers in the caches.
  virtual Index blockRows() const { return 512; }
  /// The weights at which training starts; the same bytes for the same seed.
  virtual Vector start(std::uint64_t seed) const = 0;
  /// predictions (rows × outputs) of `features` (rows × features). Each row's is the same to the bit,
  /// whatever the others are.
  virtual void forward(const ConstRows& features, const Vector& weights, ModelMemory& memory,
                       Rows prediction) const = 0;
  /// Adds Jᵀ·slopes to `gradient`; J is the derivative of the predictions by the weights, `slopes` is rows ×
  /// outputs. `memory` is that of `forward` with the same features and weights just before.
  virtual void pullBack(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                        ModelMemory& memory, Vector& gradient) const = 0;
  /// Adds to each row's entry of `squares` the squared length of that row's own part of Jᵀ·slopes, for which
  /// the rows are apart; all else as in `pullBack`. This one asks `pullBack` for a row at a time.
  virtual void addSquaredPulls(const ConstRows& features, const Vector& weights, const ConstRows& slopes,
                               ModelMemory& memory, Eigen::Ref<Vector> squares) const;
  /// J·direction, shaped like the predictions.
  virtual void pushForward(const ConstRows& features, const Vector& weights, const Vector& direction,
                           Rows change) const = 0;
  /// Adds how Jᵀ·slopes changes while the weights move along `direction` and the slopes by `slopesChange`:
  /// the second derivatives by the weights times a direction.
  virtual void pullBackChange(const ConstRows& features, const Vector& weights, const Vector& direction,
                              const ConstRows& slopes, const ConstRows& slopesChange, Vector& gradient) const;
  /// One output written out in powers of the inputs before they were standardised: (input − mean)/deviation
  /// is what the model sees. Empty if it cannot be.
  virtual std::vector<ProductTerm> terms(const Vector& weights, Index output, const Vector& mean,
                                         const Vector& deviation) const;

  /// A fast way along a plane; null where the model knows none. Rows and weights need not outlive it.
  virtual std::unique_ptr<const ModelAlong> along(const Matrix& features, const WeightPlane& plane,
                                                  Precision precision) const;

  void predict(const ConstRows& features, const Vector& weights, Rows prediction) const;

 protected:
  Model(Index featureCount, Index outputCount, std::vector<WeightBlock> blocks)
      : featureCount_(featureCount), outputCount_(outputCount), blocks_(std::move(blocks)) {}
  void setBlocks(std::vector<WeightBlock> blocks) { blocks_ = std::move(blocks); }

 private:
  Index featureCount_;
  Index outputCount_;
  std::vector<WeightBlock> blocks_;
};

struct ModelShape {
  Index features = 1;
  Index outputs = 1;
  /// The training rows as the model will see them, for a model that adapts its basis to them; or null.
  const Matrix* seen = nullptr;
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
/// The weight with that name; none if the model has no such weight.
std::optional<Index> weightNamed(const Model& model, std::string_view name);

}  // namespace lossarium
