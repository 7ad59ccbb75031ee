// Training, a batch at a time. A run is a pure function of its experiment: the same steps give the same
// bytes, for any number of threads and however the steps were asked for.
#pragma once

#include "core/experiment/problem.h"
#include "core/training/batch_rows.h"
#include "core/training/late_fall.h"

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

/// Where the validation loss was least since the settings last changed; −1: not known yet.
struct BestEpoch {
  std::int64_t epoch = -1;
  double validation = std::numeric_limits<double>::quiet_NaN();
  Vector weights;
};

/// A step as it was taken.
struct TakenStep {
  std::shared_ptr<const Problem> problem;  ///< in force then; null: there is none, or it was taken back
  std::shared_ptr<const EmpiricalRisk> objective;  ///< over the step's batch
  std::vector<Index> rows;   ///< of the training rows, in the batch's order; empty: all, in theirs
  Vector weights;            ///< before it
  OptimizerState optimizer;  ///< before it
  double rateFactor = 1;
  std::uint64_t draw = 0;  ///< of the model's randomness (ModelMemory::draw)
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
  /// What the next of them makes of the problem. Throws Error if it does not fit.
  std::shared_ptr<const Problem> dueProblem() const;
  /// Makes the next of them, for which `next` was built.
  void followChange(std::shared_ptr<const Problem> next);
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
  /// Over how many epochs the schedule runs; going on past the last one does not change that.
  std::int64_t horizon() const { return problem_->optimizer->schedule().horizon(horizon_); }
  /// The same for a schedule without a length of its own.
  std::int64_t plannedHorizon() const { return horizon_; }
  /// The schedule's factor on the learning rate in the next step.
  double rateFactor() const;
  /// The last step's numbers for one weight, computed with so many digits (StepTaken::digits); empty before
  /// the first, and after one that was taken back.
  std::vector<Term> explain(Index weight, int digits = 0) const;
  /// Null before the first, after one that was taken back, and where the optimiser was exchanged since.
  const TakenStep* lastStep() const { return scratch_.last.problem ? &scratch_.last : nullptr; }
  /// A copy knows nothing of the last step; it can be told by `other`, which has taken the same.
  void rememberStepOf(const Trainer& other) { scratch_.last = other.scratch_.last; }
  /// Known wherever there are validation rows, with patience or without.
  BestEpoch best() const;
  /// Memory of a copy, the problem aside.
  std::size_t bytes() const;

 private:
  /// What a step works out anew where it is missing: a copy does without, and goes on to the same bytes.
  struct Scratch {
    std::vector<Index> order;
    std::shared_ptr<Samples> batch;
    std::shared_ptr<const BatchRows> batchRows;  ///< of the training rows of problem_
    std::shared_ptr<EmpiricalRisk> batchRisk;    ///< over batch, which each step fills anew
    TakenStep last;                              ///< one that diverges falls back to what was before it

    Scratch() = default;
    Scratch(const Scratch&) {}
    Scratch(Scratch&&) = default;
    Scratch& operator=(const Scratch& other) { return this == &other ? *this : *this = Scratch(); }
    Scratch& operator=(Scratch&&) = default;
    ~Scratch() = default;
  };

  std::shared_ptr<const EmpiricalRisk> batchObjective();
  Index batchRows() const;
  void drawOrder();
  std::uint64_t drawOfStep() const;
  void keepOrder(const Problem& next);
  bool accept(double value);
  void endEpoch();
  void watchValidation();
  bool restoreBest();
  bool changesTheEnding(const Problem& next) const;
  void takeBackRestoring();
  std::string patienceText(bool restored) const;
  void watchTheEnd();
  std::string endText();
  void finish();
  void stop(Stop why, std::string reason);
  std::string divergence(double value) const;

  std::shared_ptr<const Problem> problem_;
  TrainingState state_;
  std::int64_t plannedEpochs_;
  std::int64_t horizon_;  ///< of a schedule without a length of its own
  std::size_t nextChange_ = 0;
  double firstValue_ = 0;  ///< of the first step after a change
  double growthBase_ = 0;  ///< against which growth is judged: a run may begin at its minimum
  bool firstValueKnown_ = false;
  LateFall late_;  ///< of the planned epochs

  /// Of the present epoch, if rows came or went within it: it can then not be drawn anew. Copies share it.
  std::shared_ptr<const std::vector<Index>> keptOrder_;
  Scratch scratch_;

  double bestValidation_ = 0;
  std::int64_t bestEpoch_ = -1;
  Vector bestWeights_;
};

}  // namespace lossarium
