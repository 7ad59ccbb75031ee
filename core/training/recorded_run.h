// A run together with what it leaves behind: curves, path, seams, and the experiment that replays it.
#pragma once

#include "core/training/decision_map.h"
#include "core/training/history.h"
#include "core/training/run_metrics.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lossarium {

/// How a run stands at one moment.
struct RunFrame {
  static constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

  std::int64_t generation = 0;  ///< counts the loads; a frame of an older one is stale
  std::int64_t revision = 0;    ///< counts the changes from outside that it has seen
  std::shared_ptr<const Problem> problem;
  TrainingState state;
  EpochRecord now;
  std::int64_t plannedEpochs = 0;
  std::int64_t batchesPerEpoch = 1;
  bool running = false;
  std::string fault;  ///< why the run cannot go on, if a change that it records could not be made; else empty
  Experiment record;  ///< as it started, with all changes since: replaying it gives this run
  std::vector<EpochRecord> epochs;
  std::vector<PathPoint> path;
  std::vector<Seam> seams;
  Vector descent;  ///< the negative gradient at the present weights; empty if it is not finite
  /// The same for every loss of a task; NaN where the task has no such thing. Of the training rows:
  double rmse = notKnown;                ///< root of the mean squared error
  double explained = notKnown;           ///< R²; NaN if the target does not vary, too
  double accuracy = notKnown;            ///< share of the rows whose class is predicted
  double validationAccuracy = notKnown;  ///< the same of the validation rows
  Index shownStride = 1;      ///< the rows to show are training rows 0, shownStride, 2·shownStride, …
  Matrix trainingPrediction;  ///< for each row to show its outputs,
  Vector trainingLoss;        ///< what it costs,
  Vector trainingPull;        ///< and the slope of that by its prediction (several outputs: its length)
  /// Of a classifier: the predicted class of each row to show; and of every shownStride-th validation row its
  /// outputs and class.
  std::vector<Index> trainingGuess;
  Matrix validationPrediction;
  std::vector<Index> validationGuess;
  Matrix testPrediction;  ///< the same of the test rows, once they are opened
  std::vector<Index> testGuess;
  BestEpoch best;                             ///< by the validation loss; epoch −1 without validation rows
  std::shared_ptr<const RunMetrics> metrics;  ///< only while somebody wants them; perhaps of an earlier step
  std::shared_ptr<const DecisionField> decisions;  ///< of a classifier with finite weights; else null
};

class RecordedRun {
 public:
  explicit RecordedRun(std::shared_ptr<const Problem> problem);

  /// Does one batch; false if the run has stopped, or has a fault.
  bool step();
  /// Goes on as `next` from the next step on; canContinue holds. Several changes between two steps are one,
  /// and before the first step it is how the run starts.
  void change(std::shared_ptr<const Problem> next);
  /// If the planned epochs are done: plans as many again. A run that stopped for another reason goes on when
  /// the setting that stopped it is changed.
  void continuePastEnd();

  /// Makes the changes that the experiment itself foresaw for the present step (which `step` does, too).
  void followForeseenChanges();

  const TrainingState& state() const { return trainer_.state(); }
  bool canStep() const { return fault_.empty() && state().stop == Stop::none; }
  RunFrame frame() const;

 private:
  void beginChange();
  void recordPlan(std::int64_t epochs);
  void markSeam();
  void addShownRows(RunFrame& frame) const;
  void addDecisions(RunFrame& frame) const;
  void forgetShown();

  Trainer trainer_;
  History history_;
  Experiment record_;
  std::string fault_;
  /// As it was before the changes at the present step; none if there are none.
  std::optional<Trainer> unchanged_;
  std::size_t madeChanges_ = 0;  ///< of the record's; those after them are foreseen
  std::size_t keptChanges_ = 0;  ///< and those that were made before the present ones, as
  std::size_t keptSeams_ = 0;    ///< seams
  mutable std::shared_ptr<const EmpiricalRisk>
      shown_;                                       ///< over the rows to show; made when they are asked for
  mutable std::shared_ptr<const DecisionMap> map_;  ///< of a classifier; made when it is asked for
};

/// A whole run at once.
RunFrame finishedRun(std::shared_ptr<const Problem> problem);

}  // namespace lossarium
