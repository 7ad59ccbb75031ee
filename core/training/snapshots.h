// Moments of a run that are kept, so that any other can be replayed from the nearest one before it.
#pragma once

#include "core/training/trainer.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lossarium {

/// A run at the end of a step, before anything was changed there.
struct Snapshot {
  Trainer trainer;
  std::size_t interventions = 0;  ///< made before it

  std::int64_t step() const { return trainer.state().step; }
};

/// Snapshots evenly over the whole run, every stride-th step; the stride doubles when they become too many or
/// too large. Besides, some near the present: where one is, one wants to step back. The first step is always
/// kept, whatever the budget.
class Snapshots {
 public:
  static constexpr std::size_t usualBudget = std::size_t{256} << 20;  ///< bytes a run
  static constexpr std::size_t mostEven = 4096, mostNear = 48;

  explicit Snapshots(const Trainer& start, std::size_t budget = usualBudget);

  /// Whether `add` would keep the next step of the run's head.
  bool wants(std::int64_t step) const { return step % nearStride() == 0; }
  /// At the head of the run, whose steps come in order.
  void add(const Trainer& trainer, std::size_t interventions);
  /// Anywhere, for a while.
  void addNear(const Trainer& trainer, std::size_t interventions);
  /// The latest one that is not after `step`.
  const Snapshot& before(std::int64_t step) const;
  void forgetAfter(std::int64_t step);
  /// Those that were taken after at least `first` interventions, but not more than `last`.
  void forgetMadeAfter(std::size_t first, std::size_t last);

  std::size_t bytes() const { return evenBytes_ + nearBytes_; }
  std::int64_t stride() const { return stride_; }

 private:
  std::int64_t nearStride() const { return std::max<std::int64_t>(1, stride_ / 32); }
  void thin();
  template <class Condition>
  void forgetIf(const Condition& condition);

  std::size_t budget_;
  std::vector<Snapshot> even_;  ///< ascending
  std::vector<Snapshot> near_;  ///< a ring: the next place to write is nextNear_
  std::size_t nextNear_ = 0;
  std::size_t evenBytes_ = 0, nearBytes_ = 0;
  std::int64_t stride_ = 1;
};

}  // namespace lossarium
