// A descent with all its moments: each 2ᵏ-th is kept, any other is replayed from the one before it.
#pragma once

#include "core/training/descent_run.h"
#include "core/training/history.h"

#include <cstdint>

namespace lossarium {

class RecordedDescent {
 public:
  static constexpr std::size_t mostMoments = 4096;  ///< some megabytes

  explicit RecordedDescent(DescentPlan plan);

  /// One step, if it goes on; true if it stands where it has not been yet.
  bool step();
  /// To where it stood at that step, or at its head if that is earlier.
  void goTo(std::int64_t step);
  void extend(std::int64_t steps) { run_.extend(steps); }
  bool canStep() const { return run_.state().stop == Stop::none; }

  const DescentState& state() const { return run_.state(); }
  const DescentPlan& plan() const { return run_.plan(); }
  double rateFactor() const { return run_.rateFactor(); }
  /// The weights before the last step; empty where none was made.
  const Vector& before() const { return before_; }

 private:
  void record();

  DescentRun run_;
  std::int64_t head_ = 0;  ///< the last step that is recorded
  ThinnedSeries<DescentState> moments_{mostMoments};
  Vector before_;
};

}  // namespace lossarium
