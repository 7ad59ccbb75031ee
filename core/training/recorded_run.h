// A run together with what it leaves behind: curves, path, seams, and the experiment that replays it.
#pragma once

#include "core/training/decision_map.h"
#include "core/training/fit_map.h"
#include "core/training/history.h"
#include "core/training/ledger.h"
#include "core/training/rewindable_trainer.h"
#include "core/training/run_metrics.h"
#include "core/training/unit_map.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lossarium {

struct StepExplanation;

/// What came after a moment at which the run was led another way: with its beginning it is a run of its own,
/// which `record` replays.
struct CutOff {
  std::int64_t generation = 0, revision = 0;  ///< of the change that cut it off
  Experiment record;
  std::shared_ptr<const Problem> problem;  ///< that it ended with
  std::int64_t reachedStep = 0, reachedEpoch = 0;
  std::int64_t cutStep = 0;         ///< up to which the run that goes on is the same
  std::vector<EpochRecord> epochs;  ///< from its beginning
  std::vector<Seam> seams;
};

/// How a run stands at one moment: the latest, its head, or one before it, to which it was taken back. State
/// and all that follows from the weights are those of this moment; curves, path, seams, plan and record those
/// of the whole run.
struct RunFrame {
  static constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

  std::int64_t generation = 0;             ///< counts the loads; a frame of an older one is stale
  std::int64_t revision = 0;               ///< counts the changes from outside that it has seen
  std::shared_ptr<const Problem> problem;  ///< with its test rows opened if the run opens them at any time
  TrainingState state;
  EpochRecord now;
  std::shared_ptr<const Problem> headProblem;
  std::int64_t headStep = 0;
  std::int64_t headEpoch = 0;
  std::int64_t destination = 0;  ///< the step to which the run is being brought; else that of the head
  std::int64_t plannedEpochs = 0;
  std::int64_t batchesPerEpoch = 1;
  bool running = false;
  std::string fault;  ///< why the run cannot go on, if a change that it records could not be made; else empty
  Experiment record;  ///< as it started, with all changes since: replaying it gives this run
  std::vector<EpochRecord> epochs;
  std::vector<PathPoint> path;
  std::vector<Seam> seams;
  double learningRate = notKnown;  ///< of the next step, by the schedule; NaN if the optimiser has none
  Vector descent;  ///< the negative gradient at the present weights; empty if it is not finite
  /// The same for every loss of a task; NaN where the task has no such thing. Of the training rows:
  double rmse = notKnown;                ///< root of the mean squared error
  double explained = notKnown;           ///< R²; NaN if the target does not vary, too
  double accuracy = notKnown;            ///< share of the rows whose class is predicted
  double validationAccuracy = notKnown;  ///< the same of the validation rows
  double meanIou = notKnown;             ///< of boxes: overlap with their targets
  double cornerError = notKnown;         ///< and the mean distance of their edges from the targets'
  Index shownStride = 1;      ///< the rows to show are training rows 0, shownStride, 2·shownStride, …
  Matrix trainingPrediction;  ///< for each row to show its outputs,
  Vector trainingLoss;        ///< what it costs,
  Vector trainingPull;        ///< and the slope of that by its prediction (several outputs: its length)
  /// Of a classifier: the predicted class of each row to show; and of every shownStride-th validation row its
  /// outputs (also of a regression over two inputs) and class.
  std::vector<Index> trainingGuess;
  Matrix validationPrediction;
  std::vector<Index> validationGuess;
  Matrix testPrediction;  ///< the same of the test rows, once they are opened
  std::vector<Index> testGuess;
  BestEpoch best;                             ///< by the validation loss; epoch −1 without validation rows
  std::shared_ptr<const RunMetrics> metrics;  ///< only while somebody wants them; perhaps of an earlier step
  /// The step that led here, for one weight; only while somebody wants it, and perhaps an earlier one.
  std::shared_ptr<const StepExplanation> explanation;
  Vector lastChange;              ///< of the weights in that step; empty where none is known
  bool changedSinceStep = false;  ///< whether loss, penalty or data are no longer those of it
  std::shared_ptr<const DecisionField> decisions;  ///< of a classifier with finite weights; else null
  std::shared_ptr<const FitField> fit;   ///< of a regression over two inputs with finite weights; else null
  std::shared_ptr<const Ledger> ledger;  ///< only while somebody wants it; as the metrics
  std::shared_ptr<const UnitFields> units;  ///< of a network, only while somebody wants them; as the metrics

  bool atHead() const { return state.step == headStep; }
};

class RecordedRun {
 public:
  explicit RecordedRun(std::shared_ptr<const Problem> problem);

  /// Does one batch; at a past moment the one that was done there. False if the run has stopped, or has a
  /// fault.
  bool step();
  /// A piece of the way to the moment at `step`: back or forth within the run, and past its head by going on.
  /// Returns whether the run is there, or can get no further.
  bool approach(std::int64_t step);
  /// Goes on as `next` from the next step on; canContinue holds. Several changes between two steps are one,
  /// and before the first step it is how the run starts. At a past moment all that came after it is cut off.
  void change(std::shared_ptr<const Problem> next);
  /// What the last change cut off, once.
  std::optional<CutOff> takeCutOff() { return std::exchange(cutOff_, std::nullopt); }
  /// If the planned epochs are done: plans as many again. A run that stopped for another reason goes on when
  /// the setting that stopped it is changed.
  void continuePastEnd();

  /// Makes the changes that the experiment itself foresaw for the present step (which `step` does, too).
  void followForeseenChanges();

  const Trainer& trainer() const { return trainer_.now(); }
  const TrainingState& state() const { return trainer_.now().state(); }
  bool atHead() const { return trainer_.atHead(); }
  std::int64_t headStep() const { return trainer_.head().state().step; }
  bool canStep() const { return !atHead() || (fault_.empty() && state().stop == Stop::none); }
  /// Places on the path that have no value yet get theirs, the newest first, for as long as `patience` lasts:
  /// the frame may hold others.
  RunFrame frame(std::chrono::nanoseconds patience = std::chrono::hours(1));
  /// Whether all places of the path have their value.
  bool pathIsValued() const { return pathIsValued_; }
  /// Memory of the moments that are kept.
  std::size_t bytes() const { return trainer_.bytes(); }

 private:
  void beginChange();
  void recordPlan(std::int64_t epochs, std::int64_t horizonBefore);
  void recordHorizon(std::size_t from, std::int64_t before);
  void markSeam();
  void cutOffTheRest();
  void keepOpened(const Experiment& next);
  void showAsOfNow();
  std::shared_ptr<const Problem> shownProblem();
  void forgetValues();
  void valuePath(std::chrono::nanoseconds patience);
  void addShownRows(RunFrame& frame, const RiskAt& risk);
  void addDecisions(RunFrame& frame);
  void addFit(RunFrame& frame);

  /// How the record stood before the run was extended past its end.
  struct Extension {
    std::int64_t step;
    Experiment record;
    bool horizonRecorded;
  };

  RewindableTrainer trainer_;
  History history_;
  Experiment record_;
  std::string fault_;  ///< of the head
  std::vector<Extension> extensions_;
  std::optional<CutOff> cutOff_;
  bool horizonRecorded_ = false;  ///< as the plan that is recorded is no longer the schedule's horizon
  std::size_t madeChanges_ = 0;   ///< of the record's; those after them are foreseen
  std::size_t keptChanges_ = 0;   ///< and those that were made before the present ones, as
  std::size_t keptSeams_ = 0;     ///< seams
  bool pathIsValued_ = false;
  std::shared_ptr<const Problem> sealed_, opened_;  ///< of one moment, as its settings say and as it is shown
  std::shared_ptr<const Problem> shownAsOf_;        ///< that the path's values and the next two belong to
  std::shared_ptr<const DecisionMap> map_;          ///< of a classifier; made when it is asked for
  std::shared_ptr<const FitMap> fitMap_;            ///< of a regression over two inputs, likewise
};

/// A whole run at once.
RunFrame finishedRun(std::shared_ptr<const Problem> problem);

}  // namespace lossarium
