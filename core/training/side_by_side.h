// Descents that go step by step side by side, forwards, backwards and on past their end: what every race is.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace lossarium {

/// An `Entrant` can step, goTo a step, extend its plan, and tell whether it canStep.
template <class Entrant>
class SideBySide {
 public:
  /// One step of each that goes on; at a past moment the one that was done there. False if none can.
  bool step() {
    if (!canStep()) return false;
    for (Entrant& each : entrants_) each.step();
    head_ = std::max(head_, ++step_);
    return true;
  }
  /// At most so many; returns how many there were.
  std::int64_t steps(std::int64_t most) {
    std::int64_t done = 0;
    while (done < most && step()) ++done;
    return done;
  }
  /// To the moment at `step`, back or forth, but not past the head.
  void goTo(std::int64_t step) {
    step = std::clamp<std::int64_t>(step, 0, head_);
    if (step == step_) return;
    for (Entrant& each : entrants_) each.goTo(step);
    step_ = step;
  }
  /// The same, or a step towards a moment past the head, planning more if need be; true if it is there or
  /// gets no further.
  bool approach(std::int64_t step) {
    if (step <= head_) {
      goTo(step);
      return true;
    }
    if (!canStep()) continuePastEnd();
    return !this->step() || step_ == step;
  }
  /// If the planned steps are done: plans as many again.
  void continuePastEnd() {
    if (step_ < planned_) return;
    planned_ += plan_;
    for (Entrant& each : entrants_) each.extend(plan_);
  }
  bool canStep() const {
    return std::any_of(entrants_.begin(), entrants_.end(),
                       [](const Entrant& each) { return each.canStep(); });
  }
  std::int64_t stepNow() const { return step_; }
  std::int64_t headStep() const { return head_; }
  static constexpr bool frameIsWhole() { return true; }

 protected:
  explicit SideBySide(std::int64_t plannedSteps) : plan_(plannedSteps), planned_(plannedSteps) {}

  void add(Entrant entrant) { entrants_.push_back(std::move(entrant)); }
  const std::vector<Entrant>& entrants() const { return entrants_; }
  std::int64_t plannedSteps() const { return planned_; }

 private:
  std::vector<Entrant> entrants_;
  std::int64_t plan_, planned_;
  std::int64_t step_ = 0, head_ = 0;
};

}  // namespace lossarium
