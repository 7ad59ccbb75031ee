// Optimisers that choose a direction d with d·g < 0 and search along it: w ← w + t·d. They have no learning
// rate. Where the search finds nothing better, not even straight down the gradient, the weights stay.
#pragma once

#include "core/optimizers/optimizer.h"

namespace lossarium {

class LineSearchMethod : public Optimizer {
 public:
  std::vector<std::string_view> memoryNames() const override { return {"direction"}; }
  std::vector<WeightReading> readings(const OptimizerState& state) const override {
    return {{"direction d", "Along which the step was searched: w ← w + t·d", state.memory[0]}};
  }
  OptimizerState start(Index dimension) const override;
  std::vector<Term> explain(const StepTaken& step, Index weight) const override;
  /// Length of the last step in lengths of its direction, and how often it called the objective.
  static double stepLength(const OptimizerState& state) { return state.numbers[0]; }
  static int evaluations(const OptimizerState& state) { return static_cast<int>(state.numbers[1]); }

 protected:
  double take(const Objective& objective, Vector& weights, OptimizerState& state,
              double rateFactor) const override;

  /// Fills `direction` from the state with the gradient at `weights`; returns the length to try first.
  virtual double choose(const Objective& objective, const Vector& weights, OptimizerState& state,
                        Vector& direction) const = 0;
  /// What is learnt from a step: weights and gradient changed by so much.
  virtual void learn(OptimizerState&, const Vector& /*step*/, const Vector& /*gradientChange*/) const {}
  /// What was learnt has led nowhere.
  virtual void forget(OptimizerState&) const {}
};

}  // namespace lossarium
