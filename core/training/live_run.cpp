#include "core/training/live_run.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t historyCapacity = 2048;
constexpr auto frameInterval = 15ms;  // a little faster than a screen
constexpr auto longestBurst = 8ms;    // between two looks at the commands
constexpr Index mostPredictionsShown = 20000;

std::string changeLabel(const Experiment& before, const Experiment& after) {
  if (before.loss.id != after.loss.id) return before.loss.id + " → " + after.loss.id;
  if (before.optimizer.id != after.optimizer.id) return before.optimizer.id + " → " + after.optimizer.id;
  std::string label;
  for (const auto& [key, value] : difference(before, after)) {
    if (!label.empty()) label += ", ";
    label += key.substr(key.rfind('.') + 1) + " " + toText(value);
  }
  return label;
}

}  // namespace

LiveRun::LiveRun(std::function<void()> notify)
    : notify_(std::move(notify)),
      history_(historyCapacity),
      thread_([this](const std::stop_token& s) { loop(s); }) {}

LiveRun::~LiveRun() {
  thread_.request_stop();
  wake_.notify_all();
}

std::int64_t LiveRun::load(std::shared_ptr<const Problem> problem) {
  const std::int64_t generation = ++loads_;
  post([this, generation, problem = std::move(problem)] {
    generation_ = generation;
    trainer_ = std::make_unique<Trainer>(problem);
    record_ = problem->experiment;
    fault_.clear();
    history_ = History(historyCapacity);
    lossarium::record(history_, *trainer_);
    running_ = false;
  });
  return generation;
}

void LiveRun::change(std::shared_ptr<const Problem> problem) {
  post([this, next = std::move(problem)] {
    if (!trainer_) return;
    const auto before = trainer_->problem();
    recordChange(*before, *next);
    trainer_->change(next);
    restartClock();
  });
}

// A change before the first step is no change of the run: it is how the run starts.
void LiveRun::recordChange(const Problem& before, const Problem& after) {
  const TrainingState& state = trainer_->state();
  const auto set = difference(before.experiment, after.experiment);
  if (state.step == 0) {
    record_ = after.experiment;
    history_ = History(historyCapacity);
    trainer_ = std::make_unique<Trainer>(std::make_shared<Problem>(after));
    lossarium::record(history_, *trainer_);
    return;
  }
  if (set.empty()) return;
  // Changes that the experiment foresaw for later steps will not happen any more.
  std::erase_if(record_.changes, [&](const Change& change) { return change.atStep > state.step; });
  // Several turns of one dial between two steps are one change.
  if (!record_.changes.empty() && record_.changes.back().atStep == state.step) {
    auto& recorded = record_.changes.back().set;
    // Another choice brings parameters of its own: those of the one before it are no longer known.
    for (const auto& [key, value] : set)
      if (key.ends_with(".id")) {
        const std::string section = key.substr(0, key.size() - 2);
        std::erase_if(recorded, [&](const auto& old) { return old.first.starts_with(section); });
      }
    for (const auto& [key, value] : set) recorded[key] = value;
  } else {
    record_.changes.push_back({state.step, set});
  }
  adoptProblem(before, after, state.step);
}

// The curve gets a seam, and the way so far is as high as the objective now in force says.
void LiveRun::adoptProblem(const Problem& before, const Problem& after, std::int64_t step) {
  for (PathPoint& point : history_.path.items()) point.value = after.training->value(point.weights);
  const bool otherUnit = before.experiment.loss != after.experiment.loss;
  const TrainingState& state = trainer_->state();
  const std::int64_t epoch =
      step == state.step ? state.epoch : std::max<std::int64_t>(0, state.epoch - (state.batch == 0));
  const Seam seam{epoch, step, changeLabel(before.experiment, after.experiment), otherUnit};
  const bool sameMoment = !history_.seams.empty() && history_.seams.back().step == step;
  if (sameMoment) {
    history_.seams.back().label = seam.label;
    history_.seams.back().otherUnit |= otherUnit;
  } else {
    history_.seams.push_back(seam);
  }
}

void LiveRun::play() {
  post([this] {
    continuePastEnd();
    running_ = trainer_ && trainer_->state().stop == Stop::none;
    restartClock();
  });
}

void LiveRun::pause() {
  post([this] { running_ = false; });
}

void LiveRun::stepBatch() {
  post([this] {
    running_ = false;
    continuePastEnd();
    stepOnce();
  });
}

void LiveRun::stepEpoch() {
  post([this] {
    running_ = false;
    continuePastEnd();
    while (stepOnce() && trainer_->state().batch != 0) {
    }
  });
}

void LiveRun::setSpeed(double stepsPerSecond) {
  post([this, stepsPerSecond] {
    speed_ = stepsPerSecond;
    restartClock();
  });
}

std::shared_ptr<const RunFrame> LiveRun::takeFrame() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(mailbox_, nullptr);
}

void LiveRun::post(std::function<void()> command) {
  {
    const std::scoped_lock lock(mutex_);
    commands_.push_back(std::move(command));
  }
  wake_.notify_all();
}

void LiveRun::continuePastEnd() {
  if (!trainer_ || trainer_->state().stop == Stop::none || trainer_->state().stop == Stop::diverged) return;
  trainer_->extend(trainer_->problem()->experiment.training.epochs);
  record_.training.epochs = trainer_->plannedEpochs();  // a replay goes as far
}

// A recorded change can turn out not to fit its data (a file that is gone): that stops the run, not the
// program.
bool LiveRun::tryStep() {
  try {
    return trainer_ && trainer_->step();
  } catch (const std::exception& error) {
    fault_ = error.what();
    return false;
  }
}

bool LiveRun::stepOnce() {
  const auto before = trainer_ ? trainer_->problem() : nullptr;
  if (!tryStep()) {
    running_ = false;
    dirty_ = true;
    return false;
  }
  // A change that the experiment itself foresaw for this step.
  if (trainer_->problem() != before) adoptProblem(*before, *trainer_->problem(), trainer_->state().step - 1);
  lossarium::record(history_, *trainer_);
  if (trainer_->state().stop != Stop::none) running_ = false;
  dirty_ = true;
  return true;
}

void LiveRun::restartClock() {
  paceStart_ = Clock::now();
  paceSteps_ = 0;
}

// Does the steps that are due by now, but not for longer than a burst.
void LiveRun::advance() {
  const auto begin = Clock::now();
  const double due =
      std::isinf(speed_) ? speed_ : speed_ * std::chrono::duration<double>(begin - paceStart_).count();
  while (running_ && static_cast<double>(paceSteps_) < due && Clock::now() - begin < longestBurst) {
    if (stepOnce()) ++paceSteps_;
  }
  // What could not be done in time is not owed: after a stall the run goes on, it does not race.
  if (std::isfinite(due) && due - static_cast<double>(paceSteps_) > speed_ * 0.1) restartClock();
}

void LiveRun::publish() {
  dirty_ = false;
  published_ = Clock::now();
  if (!trainer_) return;
  auto frame = std::make_shared<RunFrame>();
  frame->generation = generation_;
  frame->problem = trainer_->problem();
  frame->state = trainer_->state();
  frame->now = measure(*trainer_);
  frame->plannedEpochs = trainer_->plannedEpochs();
  frame->batchesPerEpoch = trainer_->batchesPerEpoch();
  frame->running = running_;
  frame->fault = fault_;
  frame->record = record_;
  frame->epochs = history_.epochs.items();
  frame->path = history_.path.items();
  frame->seams = history_.seams;
  const EmpiricalRisk& risk = *frame->problem->training;
  Vector gradient(frame->state.weights.size());
  risk.gradient(frame->state.weights, gradient);
  if (gradient.allFinite()) frame->descent = -gradient;
  if (risk.samples().count() <= mostPredictionsShown)
    frame->trainingPrediction = risk.predictions(frame->state.weights).col(0);
  bool wasEmpty = false;
  {
    const std::scoped_lock lock(mutex_);
    wasEmpty = mailbox_ == nullptr;
    mailbox_ = std::move(frame);
  }
  if (wasEmpty && notify_) notify_();
}

void LiveRun::obeyCommands(std::unique_lock<std::mutex>& lock) {
  while (!commands_.empty()) {
    const auto commands = std::exchange(commands_, {});
    lock.unlock();
    for (const auto& command : commands) command();
    dirty_ = true;
    publish();
    lock.lock();
  }
}

void LiveRun::loop(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    obeyCommands(lock);
    if (!running_) {
      if (dirty_) {
        lock.unlock();
        publish();
        lock.lock();
      }
      wake_.wait(lock, stop, [this] { return !commands_.empty(); });
      continue;
    }
    lock.unlock();
    advance();
    if (dirty_ && (!running_ || Clock::now() - published_ >= frameInterval)) publish();
    lock.lock();
    if (!running_ || std::isinf(speed_)) continue;
    const auto untilNext = std::chrono::duration<double>((static_cast<double>(paceSteps_) + 1) / speed_);
    const auto wakeAt = paceStart_ + std::chrono::duration_cast<Clock::duration>(untilNext);
    const auto latest = dirty_ ? std::min(wakeAt, published_ + frameInterval) : wakeAt;
    wake_.wait_until(lock, stop, latest, [this] { return !commands_.empty(); });
  }
}

}  // namespace lossarium
