#include "core/training/rewindable_trainer.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace lossarium {
namespace {

std::size_t bytesOf(const Matrix& features, const Matrix& target) {
  return sizeof(double) * static_cast<std::size_t>(features.size() + target.size());
}

// Of data that `before` does not hold already; those of validation and test are no more than all.
std::size_t bytesBrought(const Problem& next, const Problem& before) {
  const Dataset& dataset = *next.dataset;
  const std::size_t whole = bytesOf(dataset.features, dataset.target);
  const bool otherData = next.dataset != before.dataset;
  const bool otherSamples = &next.training->samples() != &before.training->samples();
  return (otherData ? whole : 0) + (otherSamples ? whole : 0);
}

}  // namespace

RewindableTrainer::RewindableTrainer(std::shared_ptr<const Problem> problem, std::size_t budget)
    : now_(std::move(problem)), budget_(budget), snapshots_(now_, budget) {}

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

void RewindableTrainer::intervene(Intervention intervention) {
  intervention.act(now_);
  interventions_.push_back(std::move(intervention));
  made_ = interventions_.size();
  dataBytes_ += interventions_.back().dataBytes;
  if (dataBytes_ > budget_) letGoOfData();
}

void RewindableTrainer::followDueChange() {
  auto next = now_.dueProblem();
  const std::size_t bytes = bytesBrought(*next, *now_.problem());
  intervene({now_.state().step, [next = std::move(next)](Trainer& trainer) { trainer.followChange(next); },
             [](Trainer& trainer) { trainer.followChange(trainer.dueProblem()); }, bytes});
}

void RewindableTrainer::change(std::shared_ptr<const Problem> next) { intervene(changeTo(std::move(next))); }

RewindableTrainer::Intervention RewindableTrainer::changeTo(std::shared_ptr<const Problem> next) const {
  Intervention result;
  result.step = now_.state().step;
  result.dataBytes = bytesBrought(*next, *now_.problem());
  result.rebuild = [set = difference(now_.problem()->experiment, next->experiment),
                    changes = next->experiment.changes](Trainer& trainer) {
    Experiment experiment = withSettings(trainer.problem()->experiment, set);
    experiment.changes = changes;
    trainer.change(build(experiment, {}, trainer.problem()));
  };
  result.act = [next = std::move(next)](Trainer& trainer) { trainer.change(next); };
  return result;
}

// A dial of the data that is turned during a run brings new data with each step: those of the older half are
// made again when they are wanted.
void RewindableTrainer::letGoOfData() {
  std::size_t last = 0;
  for (std::size_t freed = 0; last + 1 < interventions_.size() && freed < dataBytes_ / 2; ++last) {
    Intervention& each = interventions_[last];
    freed += std::exchange(each.dataBytes, 0);
    if (each.rebuild) each.act = each.rebuild;
  }
  snapshots_.forgetMadeAfter(1, last);
  countData();
}

void RewindableTrainer::countData() {
  dataBytes_ = 0;
  for (const Intervention& each : interventions_) dataBytes_ += each.dataBytes;
}

void RewindableTrainer::forgetChanges(std::shared_ptr<const Problem> next) {
  intervene({now_.state().step, [next = std::move(next)](Trainer& trainer) { trainer.forgetChanges(next); }});
}

void RewindableTrainer::extend(std::int64_t epochs) {
  intervene({now_.state().step, [epochs](Trainer& trainer) { trainer.extend(epochs); }});
  endChanges();
}

void RewindableTrainer::beginChanges() {
  unchanged_ = now_;
  unchanged_->rememberStepOf(now_);
  unchangedInterventions_ = interventions_.size();
}

void RewindableTrainer::takeBackChanges() {
  now_ = *unchanged_;
  now_.rememberStepOf(*unchanged_);
  interventions_.resize(unchangedInterventions_);
  made_ = interventions_.size();
  countData();
}

void RewindableTrainer::cut() {
  if (!head_) return;
  head_.reset();
  unchanged_.reset();
  interventions_.resize(made_);
  countData();
  snapshots_.forgetAfter(now_.state().step);
}

}  // namespace lossarium
