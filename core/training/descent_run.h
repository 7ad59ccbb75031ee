// An optimiser on its way down an objective without data: no batches, no rows that judge, an epoch is a step.
// A run is a pure function of its plan.
#pragma once

#include "core/experiment/descent_setup.h"
#include "core/training/trainer.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>

namespace lossarium {

struct DescentPlan {
  std::shared_ptr<const Objective> objective;
  std::shared_ptr<const Optimizer> optimizer;
  Vector start;
  std::int64_t steps = 400;  ///< it stops after so many; a schedule runs over as many
  double tolerance = 0;      ///< > 0: it has converged once the gradient's largest entry is below
  /// A weight further from its start than that has left for good: the run has diverged.
  double furthest = std::numeric_limits<double>::infinity();
};

/// How far a weight may go: a thousand times the width of what is shown.
double furthestOn(const Range& x, const Range& y);
/// Of a test function; a learning rate that nobody chose is a calm one (withCalmRate). Throws Error.
DescentPlan planOf(const DescentSetup& setup);

struct DescentState {
  Vector weights;
  double value = 0;  ///< of the objective at the weights; and its
  Vector gradient;
  OptimizerState optimizer;
  std::int64_t step = 0;      ///< steps done
  Stop stop = Stop::none;     ///< epochs, converged or diverged
  std::int64_t stopStep = 0;  ///< at which it stopped; one that diverged there was taken back
  std::string reason;         ///< of a stop, in sentences
};

class DescentRun {
 public:
  /// Throws Error if the optimiser cannot work on so many weights.
  explicit DescentRun(DescentPlan plan);

  /// One step, unless the run has stopped; returns whether there was one.
  bool step();
  const DescentState& state() const { return state_; }
  const DescentPlan& plan() const { return plan_; }
  /// The schedule's factor on the learning rate in the next step.
  double rateFactor() const;

  /// To a moment of this run.
  void restore(const DescentState& moment);
  /// Lets it go on for `steps` more than are planned; the schedule stays as it was.
  void extend(std::int64_t steps);

 private:
  void evaluate();
  bool isLost() const;
  void checkEnd();
  void stop(Stop why, std::int64_t step, std::string reason);
  std::string divergence(const DescentState& lost) const;

  DescentPlan plan_;
  DescentState state_;
  DescentState before_;  ///< the last step; kept for its memory
  std::int64_t plannedSteps_;
  double firstValue_ = 0;
};

}  // namespace lossarium
