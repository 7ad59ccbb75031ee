#include "core/training/rewindable_trainer.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace lossarium {

RewindableTrainer::RewindableTrainer(std::shared_ptr<const Problem> problem, std::size_t budget)
    : now_(std::move(problem)), snapshots_(now_, budget) {}

bool RewindableTrainer::step() {
  if (!now_.step()) return false;
  if (head_) {
    replayInterventions();
    if (now_.state().step >= head_->state().step) returnToHead();
  } else {
    unchanged_.reset();
    if (snapshots_.wants(now_.state().step)) snapshots_.add(now_, interventions_.size());
  }
  return true;
}

bool RewindableTrainer::approach(std::int64_t step) {
  const std::int64_t here = now_.state().step;
  if (here == step) return true;
  if (step >= head().state().step) return returnToHead(), true;
  // The last step is done, not only its end found: who explains it looks at what was before.
  const Snapshot& nearest = snapshots_.before(std::max<std::int64_t>(0, step - 1));
  if (step < here || nearest.step() > here) {
    jumpTo(nearest);
    return now_.state().step == step;
  }
  // Where one has gone back to, one may want to go further back: closer and closer before it.
  if (std::has_single_bit(static_cast<std::uint64_t>(step - here)) && nearest.step() < here)
    snapshots_.addNear(now_, made_);
  this->step();
  return now_.state().step == step;
}

// What was done at its step came after it was taken.
void RewindableTrainer::jumpTo(const Snapshot& snapshot) {
  if (!head_) head_ = std::move(now_);
  now_ = snapshot.trainer;
  made_ = snapshot.interventions;
  replayInterventions();
}

void RewindableTrainer::replayInterventions() {
  const std::int64_t here = now_.state().step;
  for (; made_ < interventions_.size() && interventions_[made_].step == here; ++made_)
    interventions_[made_].act(now_);
}

// The head knows more than its step: how the run ended there.
void RewindableTrainer::returnToHead() {
  if (!head_) return;
  now_ = std::move(*head_);
  head_.reset();
  made_ = interventions_.size();
}

void RewindableTrainer::intervene(std::function<void(Trainer&)> act) {
  act(now_);
  interventions_.push_back({now_.state().step, std::move(act)});
  made_ = interventions_.size();
}

void RewindableTrainer::followDueChange() {
  intervene([next = now_.dueProblem()](Trainer& trainer) { trainer.followChange(next); });
}

void RewindableTrainer::change(std::shared_ptr<const Problem> next) {
  intervene([next = std::move(next)](Trainer& trainer) { trainer.change(next); });
}

void RewindableTrainer::forgetChanges(std::shared_ptr<const Problem> next) {
  intervene([next = std::move(next)](Trainer& trainer) { trainer.forgetChanges(next); });
}

void RewindableTrainer::extend(std::int64_t epochs) {
  intervene([epochs](Trainer& trainer) { trainer.extend(epochs); });
  endChanges();
}

void RewindableTrainer::beginChanges() {
  unchanged_ = now_;
  unchangedInterventions_ = interventions_.size();
}

void RewindableTrainer::takeBackChanges() {
  now_ = *unchanged_;
  interventions_.resize(unchangedInterventions_);
  made_ = interventions_.size();
}

void RewindableTrainer::cut() {
  if (!head_) return;
  head_.reset();
  unchanged_.reset();
  interventions_.resize(made_);
  snapshots_.forgetAfter(now_.state().step);
}

}  // namespace lossarium
