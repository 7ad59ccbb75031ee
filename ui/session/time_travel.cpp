// The session's way through time: moments of the run, and the branches that were left.
#include "ui/session/session.h"

#include <algorithm>
#include <utility>

namespace lossarium::ui {

void Session::goTo(std::int64_t step) {
  lastMergeKey_.clear();  // what is edited there is an edit of its own
  run_.goTo(step);
}

void Session::goToEpoch(double epoch) {
  if (!frame_) return;
  const double last = epochAt(frame_->epochs, frame_->headStep, frame_->batchesPerEpoch);
  goTo(epoch >= last ? frame_->headStep : stepAt(frame_->epochs, epoch, frame_->batchesPerEpoch));
}

void Session::goToHead() {
  lastMergeKey_.clear();
  run_.goToHead();
}

void Session::stepBackBatch() {
  lastMergeKey_.clear();
  run_.stepBackBatch();
}

void Session::stepBackEpoch() {
  lastMergeKey_.clear();
  run_.stepBackEpoch();
}

// The same settings, but what had been done later is not done: an edit that changes nothing yet.
void Session::branchHere() {
  if (!isAtPastMoment() || !frameIsCurrent()) return;
  experiment_.changes.clear();
  stayWithTheRun();
  remember(document());
  emit experimentChanged();
  requestProblem();
}

void Session::returnTo(std::size_t run) {
  const Branch* branch = branches_.find(run);
  if (!branch || run == branches_.present()) return;
  Experiment record = branch->record;
  openTestIn(record);
  experiment_ = std::move(record);
  stayWithTheRun();
  remember(document());
  catchUpTo_ = catchUpAt_ = branch->reachedStep;
  entering_ = run;
  restart_ = true;
  emit experimentChanged();
  requestProblem();
}

// What undo gives back may have gone on since, as a branch.
void Session::giveBackRun(const Moment& moment) {
  const Branch* branch = branches_.find(moment.run);
  const bool wentOn = branch && branch->reachedStep > moment.reached;
  Experiment record = wentOn ? branch->record : *moment.record;
  openTestIn(record);
  experiment_ = std::move(record);
  catchUpTo_ = wentOn ? branch->reachedStep : moment.reached;
  catchUpAt_ = wentOn ? catchUpTo_ : moment.at;
  entering_ = moment.run;
  restart_ = true;
}

void Session::stayWithTheRun() {
  catchUpTo_ = catchUpAt_ = 0;
  entering_.reset();
  atHead_ = false;
}

// The present run gives way to another one. It is kept if it has something that running again would not give.
void Session::beginRun(const Problem& next) {
  const bool sameStart =
      problem_ && builtDocument_ == document() && keepsWeights(problem_->experiment, next.experiment);
  if (frame_ && (entering_ ? branches_.isOfTree(*entering_) : sameStart && isMoreThanItsSettings()))
    branches_.keep(*frame_);
  if (entering_)
    branches_.enter(*entering_);
  else
    branches_.begin(sameStart);
  emit branchesChanged();
}

// Whether something was changed on the way.
bool Session::isMoreThanItsSettings() const {
  Experiment record = frame_->record, settings = frame_->problem->experiment;
  record.training.epochs = settings.training.epochs;
  settings.changes.clear();
  return record != settings;
}

// A change that cut the run off began a run of its own: undo gives back the one before.
void Session::takeCutOffs() {
  for (const CutOff& cutOff : run_.takeCutOffs()) {
    if (cutOff.generation != generation_) continue;
    branches_.cut(cutOff);
    Moment* cause = nullptr;  // a dial that was turned on may have had a later revision since
    for (Moment& each : undoList_)
      if (each.revision >= cutOff.revision && (!cause || each.revision < cause->revision)) cause = &each;
    if (cause) cause->restarted = true;
    emit branchesChanged();
  }
}

// At another moment other settings may have been in force; a file may hold changes that the run makes at
// their steps. Panel and surface follow.
void Session::followTheRun() {
  if (!frameIsCurrent() || frame_->problem == problem_) return;
  problem_ = frame_->problem;
  experiment_ = problem_->experiment;
  if (frame_->atHead()) undoList_[position_].settings = experiment_;
  emit experimentChanged();
  emit problemChanged();
  requestSurface();
}

}  // namespace lossarium::ui
