// The contract of an optimiser: hyper-parameters are the object, what a run has accumulated is a separate
// plain value that can be copied, shown and compared.
#pragma once

#include "core/base/value.h"
#include "core/objectives/objective.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lossarium {

struct OptimizerSpec {
  std::string_view id;
  std::string_view title;
  std::span<const ParameterSpec> parameters = {};
  std::string_view formula;
  std::string_view caption;
  std::string_view pytorch;
  std::string_view source;
};

struct OptimizerState {
  std::int64_t steps = 0;
  Vector gradient;             ///< of the last step, penalty included
  std::vector<Vector> memory;  ///< what the optimiser remembers; named by Optimizer::memoryNames()

  bool operator==(const OptimizerState&) const = default;
};

class Optimizer {
 public:
  virtual ~Optimizer() = default;
  virtual const OptimizerSpec& spec() const = 0;
  virtual std::vector<std::string_view> memoryNames() const = 0;
  virtual OptimizerState start(Index dimension) const;
  /// One step in place; returns the objective's value before it.
  double step(const Objective& objective, Vector& weights, OptimizerState& state) const;
  /// The learning rate above which steps on a quadratic of this largest curvature grow; NaN if there is no
  /// such rule.
  virtual double stableRate(double largestCurvature) const = 0;
  /// That rule in words: "2 / curvature"; empty if there is none.
  virtual std::string_view stableRateRule() const { return {}; }
  virtual double learningRate() const = 0;

 protected:
  /// `state.gradient` is that at `weights`; `state.steps` counts this step already.
  virtual void update(Vector& weights, OptimizerState& state) const = 0;
};

struct OptimizerEntry {
  const OptimizerSpec* spec;
  std::unique_ptr<const Optimizer> (*make)(const Choice& completed);
};

std::span<const OptimizerEntry> optimizerCatalog();
std::unique_ptr<const Optimizer> makeOptimizer(const Choice& choice, const std::string& where = "optimizer");

}  // namespace lossarium
