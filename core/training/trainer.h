// Training, a batch at a time. A run is a pure function of its experiment: the same steps give the same
// bytes, for any number of threads and however the steps were asked for.
#pragma once

#include "core/experiment/problem.h"

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lossarium {

enum class Stop { none, epochs, converged, patience, diverged };
std::string_view toText(Stop stop);

struct TrainingState {
  Vector weights;
  OptimizerState optimizer;
  std::int64_t step = 0;   ///< batches done
  std::int64_t epoch = 0;  ///< epochs completed
  std::int64_t batch = 0;  ///< batches done within the present epoch
  Index rowsDone = 0;      ///< and rows: a batch of another size begins where the last one ended
  Vector beforeRestoring;  ///< where the last step led, if the best weights were put back then; else empty
  Stop stop = Stop::none;
  std::string reason;  ///< of a stop, in sentences

  /// Where the last step led.
  const Vector& reached() const { return beforeRestoring.size() ? beforeRestoring : weights; }
};

class Trainer {
 public:
  explicit Trainer(std::shared_ptr<const Problem> problem);

  /// Does one batch unless the run has stopped; returns whether it did.
  bool step();
  /// Makes the changes that the experiment itself records for the next step (which `step` does, too); returns
  /// whether there were any. Throws Error if one does not fit.
  bool applyDueChanges();
  bool changeIsDue() const;
  /// From the next step on by `next`, which canContinue(problem(), next); weights stay, and the optimiser's
  /// state too unless it is another optimiser.
  void change(std::shared_ptr<const Problem> next);
  /// `next` differs from problem() in nothing but its recorded changes, which take the place of those before.
  void forgetChanges(std::shared_ptr<const Problem> next);
  /// Lets a run that ended after its last epoch go on for `epochs` more, as if they had been planned from the
  /// beginning.
  void extend(std::int64_t epochs);

  const TrainingState& state() const { return state_; }
  const std::shared_ptr<const Problem>& problem() const { return problem_; }
  std::int64_t plannedEpochs() const { return plannedEpochs_; }

 private:
  const EmpiricalRisk& batchObjective();
  Index batchRows() const;
  void drawOrder();
  void keepOrder(const Problem& next);
  bool accept(double value);
  void endEpoch();
  void watchValidation();
  bool restoreBest();
  void finish();
  void stop(Stop why, std::string reason);
  std::string divergence(double value) const;

  std::shared_ptr<const Problem> problem_;
  TrainingState state_;
  std::int64_t plannedEpochs_;
  std::size_t nextChange_ = 0;
  double firstValue_ = 0;  ///< of the first step after a change
  double growthBase_ = 0;  ///< against which growth is judged: a run may begin at its minimum
  bool firstValueKnown_ = false;
  Vector weightsBefore_;  ///< to which a step that diverges falls back
  OptimizerState optimizerBefore_;
  double lossNearEnd_ = std::numeric_limits<double>::quiet_NaN();  ///< of a tenth before the last epoch

  /// Of the present epoch, if rows came or went within it: it can then not be drawn anew. Copies share it.
  std::shared_ptr<const std::vector<Index>> keptOrder_;
  std::vector<Index> order_;
  std::shared_ptr<Samples> batch_;
  std::shared_ptr<const EmpiricalRisk> batchRisk_;  ///< over batch_, which each step fills anew

  double bestValidation_ = 0;
  std::int64_t bestEpoch_ = -1;
  Vector bestWeights_;
};

}  // namespace lossarium
