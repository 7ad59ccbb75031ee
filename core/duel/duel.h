// Several runs on the same data, side by side, epoch by epoch: what does it change when one thing is changed?
// A duel is a pure function of its problems: the same epochs give the same bytes, forwards, backwards and
// however they were asked for, and each run is to the bit what it is alone.
#pragma once

#include "core/duel/matrix.h"
#include "core/duel/verdict.h"
#include "core/training/recorded_run.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lossarium {

/// What frames shall hold besides: it costs time, so it is made while it is seen.
struct DuelWishes {
  bool matrix = false;
  bool ledgers = false;  ///< RunFrame::ledger of each run
  bool operator==(const DuelWishes&) const = default;
};

struct DuelFrame {
  std::int64_t generation = 0;  ///< counts the loads; a frame of an older one is stale
  std::int64_t epoch = 0;       ///< that all have done, but for those that stopped before
  std::int64_t headEpoch = 0;   ///< the furthest that was reached
  std::int64_t plannedEpochs = 0;
  bool running = false;
  std::string fault;                                  ///< why there are no runs; else empty
  std::vector<std::shared_ptr<const RunFrame>> runs;  ///< in the contenders' order
  DuelVerdict verdict;
  std::shared_ptr<const DuelMatrix> matrix;  ///< only while somebody wants it

  bool atHead() const { return epoch == headEpoch; }
};

/// A step of a duel is an epoch of each of its runs: batches may be of different sizes.
class Duel {
 public:
  /// One to DuelPlan::mostContenders.
  using Setup = std::vector<std::shared_ptr<const Problem>>;
  using Frame = DuelFrame;

  /// Throws Error where there are none or too many.
  explicit Duel(const Setup& problems);

  void setWishes(const DuelWishes& wishes) { wishes_ = wishes; }
  /// One epoch of each that goes on; at a past moment the one that was done there. False if none can.
  bool step() { return steps(1) == 1; }
  /// At most so many epochs, a run after the other, so that what each works with stays near; returns how many
  /// there were.
  std::int64_t steps(std::int64_t most);
  /// A piece of the way to the moment after so many epochs, back or forth, past the head by going on and
  /// planning more if need be; true if it is there or gets no further.
  bool approach(std::int64_t epoch);
  /// If the planned epochs are done: plans as many again.
  void continuePastEnd();
  bool canStep() const;
  std::int64_t stepNow() const { return epoch_; }
  std::int64_t headStep() const { return head_; }
  DuelFrame frame();
  /// Whether all places on the ways of the last frame have their values.
  bool frameIsWhole() const;

 private:
  struct Contender {
    explicit Contender(std::shared_ptr<const Problem> problem) : run(std::move(problem)) {}
    bool doEpoch();
    std::int64_t doEpochs(std::int64_t most);
    /// The step at which that epoch was done, or it stopped.
    std::int64_t stepAfter(std::int64_t epoch) const;

    RecordedRun run;
    std::vector<std::int64_t> ends = {0};  ///< the step after each epoch, as far as it came
  };

  std::vector<std::unique_ptr<Contender>> contenders_;
  DuelWishes wishes_;
  std::int64_t epoch_ = 0, head_ = 0;
};

}  // namespace lossarium
