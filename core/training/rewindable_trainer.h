// A trainer whose past moments can be had back to the bit: from the nearest snapshot each is replayed, with
// all that was done to the run on the way.
#pragma once

#include "core/training/snapshots.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lossarium {

/// The head is the latest moment that was ever reached; `now` may be any before it. A moment is a step
/// together with everything that was changed at that step.
class RewindableTrainer {
 public:
  explicit RewindableTrainer(std::shared_ptr<const Problem> problem,
                             std::size_t budget = Snapshots::usualBudget);

  const Trainer& now() const { return now_; }
  const Trainer& head() const { return head_ ? *head_ : now_; }
  bool atHead() const { return !head_.has_value(); }
  /// Memory of what is kept of the past: snapshots, and the data that changes brought along.
  std::size_t bytes() const { return snapshots_.bytes() + dataBytes_; }

  /// One batch; at a past moment the one that was done there. Returns whether there was one.
  bool step();
  /// A piece of the way to the moment at `step`, which is not after the head: goes back, or does one batch
  /// again. Returns whether it is there.
  bool approach(std::int64_t step);

  // At the head only:
  bool changeIsDue() const { return now_.changeIsDue(); }
  /// Makes the next of the changes that the experiment foresaw. Throws Error if it does not fit.
  void followDueChange();
  void change(std::shared_ptr<const Problem> next);
  void forgetChanges(std::shared_ptr<const Problem> next);
  void extend(std::int64_t epochs);

  /// Several changes between two steps are one: marks the moment before the first of them …
  void beginChanges();
  /// … where `takeBackChanges` leads; null if nothing was changed since the last step.
  const Trainer* unchanged() const { return unchanged_ ? &*unchanged_ : nullptr; }
  void takeBackChanges();
  /// What is changed from here on is a change of its own.
  void endChanges() { unchanged_.reset(); }

  /// Forgets all that came after the present moment, which becomes the head.
  void cut();

 private:
  struct Intervention {
    std::int64_t step;
    std::function<void(Trainer&)> act;
    std::function<void(Trainer&)> rebuild = {};  ///< the same, without holding on to data of its own
    std::size_t dataBytes = 0;                   ///< of the data that `act` holds
  };

  void intervene(Intervention intervention);
  Intervention changeTo(std::shared_ptr<const Problem> next) const;
  void letGoOfData();
  void countData();
  void replayInterventions();
  void jumpTo(const Snapshot& snapshot);
  void returnToHead();

  Trainer now_;
  std::optional<Trainer> head_;  ///< while `now` is a moment before it
  std::optional<Trainer> unchanged_;
  std::vector<Intervention> interventions_;  ///< of the whole run, in order
  std::size_t made_ = 0;                     ///< of them, up to now
  std::size_t unchangedInterventions_ = 0;
  std::size_t budget_, dataBytes_ = 0;
  Snapshots snapshots_;
};

}  // namespace lossarium
