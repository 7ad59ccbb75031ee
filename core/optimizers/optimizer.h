// The contract of an optimiser: hyper-parameters are the object, what a run has accumulated is a separate
// plain value that can be copied, shown and compared.
#pragma once

#include "core/base/value.h"
#include "core/objectives/objective.h"
#include "core/optimizers/schedule.h"

#include <cstdint>
#include <limits>
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
  /// A learning rate that does well, in multiples of one that suits gradient descent on the same data; 0: its
  /// own default does, whatever the data.
  double rateOverDescent = 1;
  /// Whether steps are as long as the rate, however large gradients are: the rate is in the weights' units.
  bool rateInWeights = false;
};

struct OptimizerState {
  std::int64_t steps = 0;
  Vector gradient;              ///< of the last step, penalty included, before clipping
  std::vector<Vector> memory;   ///< a number for each weight; named by Optimizer::memoryNames()
  std::vector<double> numbers;  ///< what all weights share: running powers of beta, a step length
  std::vector<Vector> past;     ///< steps and changes of gradient in turn, oldest first (L-BFGS)

  bool operator==(const OptimizerState&) const = default;
};

/// A step that was taken: whence, and the optimiser's state before and after it.
struct StepTaken {
  const Vector& weights;
  const OptimizerState& before;
  const OptimizerState& after;
  double rateFactor = 1;
  /// It is computed as by one who reads the numbers: each is rounded to so many significant digits before the
  /// next is made of it. 0: to none, as the step itself was.
  int digits = 0;
};

/// What the optimiser holds of each weight, and how it came about.
struct WeightReading {
  std::string_view name;     ///< in the field's terms: "first moment m"
  std::string_view meaning;  ///< "running mean of the gradient: m ← β₁·m + (1−β₁)·g"
  Vector values;
};

/// One number of an explained step, under its symbol in the formula.
struct Term {
  std::string_view symbol;
  double value = 0;
};

class Optimizer {
 public:
  virtual ~Optimizer() = default;
  virtual const OptimizerSpec& spec() const = 0;
  virtual std::vector<std::string_view> memoryNames() const = 0;
  /// What of its memory the next step depends on, by the settings in force, and what the formula makes of it
  /// before use.
  virtual std::vector<WeightReading> readings(const OptimizerState& state) const = 0;
  virtual OptimizerState start(Index dimension) const = 0;
  /// One step in place; returns the objective's value before it. `rateFactor` is the schedule's.
  double step(const Objective& objective, Vector& weights, OptimizerState& state,
              double rateFactor = 1) const {
    return take(objective, weights, state, rateFactor);
  }
  /// The numbers of a step for one weight, in the order of the formula; the last is "Δw", exactly what was
  /// added to the weight.
  virtual std::vector<Term> explain(const StepTaken& step, Index weight) const = 0;
  /// How far each weight goes for a unit of gradient (or of its running mean), by the state after a step.
  /// Empty before the first step, and where the length of a step does not follow that of the gradient.
  virtual Vector effectiveRates(const OptimizerState&, double /*rateFactor*/ = 1) const { return {}; }
  /// The learning rate above which steps on a quadratic of this largest curvature grow; NaN if there is no
  /// such rule.
  virtual double stableRate(double /*largestCurvature*/) const {
    return std::numeric_limits<double>::quiet_NaN();
  }
  /// That rule in words: "2 / curvature"; empty if there is none.
  virtual std::string_view stableRateRule() const { return {}; }
  /// NaN where there is none.
  virtual double learningRate() const { return std::numeric_limits<double>::quiet_NaN(); }
  virtual Schedule schedule() const { return {}; }
  /// Why it cannot work on so many weights; empty if it can.
  virtual std::string whyNot(Index /*dimension*/) const { return {}; }

 protected:
  virtual double take(const Objective& objective, Vector& weights, OptimizerState& state,
                      double rateFactor) const = 0;
};

struct OptimizerEntry {
  const OptimizerSpec* spec;
  std::unique_ptr<const Optimizer> (*make)(const Choice& completed);
};

std::span<const OptimizerEntry> optimizerCatalog();
std::unique_ptr<const Optimizer> makeOptimizer(const Choice& choice, const std::string& where = "optimizer");

}  // namespace lossarium
