#include "core/training/live_run.h"

#include "core/base/background.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

using namespace std::chrono_literals;

constexpr auto frameInterval = 15ms;  // a little faster than a screen
constexpr auto longestBurst = 8ms;    // between two looks at the commands

}  // namespace

LiveRun::LiveRun(std::function<void()> notify)
    : notify_(std::move(notify)), thread_([this](const std::stop_token& s) { loop(s); }) {}

LiveRun::~LiveRun() {
  thread_.request_stop();
  wake_.notify_all();
}

std::int64_t LiveRun::load(std::shared_ptr<const Problem> problem, std::int64_t upTo) {
  const std::int64_t generation = ++loads_;
  post({[this, generation, upTo, problem = std::move(problem)] {
    generation_ = generation;
    run_.emplace(problem);
    running_ = toEpochsEnd_ = false;
    refitSpeed_ = 0;
    catchUp(upTo);
  }});
  return generation;
}

void LiveRun::catchUp(std::int64_t upTo) {
  constexpr std::int64_t between = 256;  // steps between two looks at the commands
  const auto interrupted = [this] {
    const std::scoped_lock lock(mutex_);
    return !commands_.empty() || thread_.get_stop_token().stop_requested();
  };
  while (run_->state().step < upTo && run_->step())
    if (run_->state().step % between == 0 && interrupted()) return;
  if (run_->state().step == upTo) run_->followForeseenChanges();
}

std::int64_t LiveRun::change(std::shared_ptr<const Problem> problem, double refitSpeed) {
  const std::int64_t revision = ++changes_;
  post({[this, revision, refitSpeed, next = std::move(problem)] {
          revision_ = revision;
          if (run_) changeTo(next, refitSpeed);
        },
        true});
  return revision;
}

void LiveRun::changeTo(const std::shared_ptr<const Problem>& next, double refitSpeed) {
  const Stop stop = run_->state().stop;
  const bool ended = stop != Stop::none && stop != Stop::diverged;
  run_->change(next);
  if (!ended || !(refitSpeed > 0)) return;
  run_->continuePastEnd();
  running_ = run_->canStep();
  toEpochsEnd_ = false;
  refitSpeed_ = refitSpeed;
  restartClock();
}

void LiveRun::play() {
  post({[this] {
    continuePastEnd();
    running_ = run_ && run_->canStep();
    toEpochsEnd_ = false;
    refitSpeed_ = 0;
    restartClock();
    paceSteps_ = -1;  // the first step is due at once
  }});
}

void LiveRun::pause() {
  post({[this] { running_ = false; }});
}

void LiveRun::stepBatch() {
  post({[this] {
    running_ = toEpochsEnd_ = false;
    continuePastEnd();
    stepOnce();
  }});
}

void LiveRun::stepEpoch() {
  post({[this] {
    continuePastEnd();
    running_ = toEpochsEnd_ = run_ && run_->canStep();
  }});
}

void LiveRun::setSpeed(double stepsPerSecond) {
  post({[this, stepsPerSecond] {
    speed_ = stepsPerSecond;
    restartClock();
  }});
}

std::shared_ptr<const RunFrame> LiveRun::takeFrame() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(mailbox_, nullptr);
}

// A dial that turns faster than changes are made: only its last position counts.
void LiveRun::post(Command command) {
  {
    const std::scoped_lock lock(mutex_);
    if (command.isChange && !commands_.empty() && commands_.back().isChange) commands_.pop_back();
    commands_.push_back(std::move(command));
  }
  wake_.notify_all();
}

void LiveRun::continuePastEnd() {
  if (run_) run_->continuePastEnd();
}

bool LiveRun::stepOnce() {
  const bool stepped = run_ && run_->step();
  running_ = running_ && run_ && run_->canStep() && !(toEpochsEnd_ && run_->state().batch == 0);
  dirty_ = true;
  return stepped;
}

void LiveRun::restartClock() {
  paceStart_ = Clock::now();
  paceSteps_ = 0;
}

// Does the steps that are due by now, but not for longer than a burst.
void LiveRun::advance() {
  const auto begin = Clock::now();
  const double due =
      hurries() ? asFastAsItGoes : pace() * std::chrono::duration<double>(begin - paceStart_).count();
  while (running_ && static_cast<double>(paceSteps_ + 1) <= due && Clock::now() - begin < longestBurst) {
    if (stepOnce()) ++paceSteps_;
  }
  // What could not be done in time is not owed: after a stall the run goes on, it does not race.
  if (std::isfinite(due) && due - static_cast<double>(paceSteps_) > 1 + pace() * 0.1) restartClock();
}

void LiveRun::publish() {
  dirty_ = false;
  published_ = Clock::now();
  if (!run_) return;
  auto frame = std::make_shared<RunFrame>(run_->frame());
  frame->generation = generation_;
  frame->revision = revision_;
  frame->running = running_;
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
    for (const Command& command : commands) command.act();
    dirty_ = true;
    publish();
    lock.lock();
  }
}

void LiveRun::loop(const std::stop_token& stop) {
  workInTheBackground();
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
    if (!running_ || hurries()) continue;
    const auto untilNext = std::chrono::duration<double>((static_cast<double>(paceSteps_) + 1) / pace());
    const auto wakeAt = paceStart_ + std::chrono::duration_cast<Clock::duration>(untilNext);
    const auto latest = dirty_ ? std::min(wakeAt, published_ + frameInterval) : wakeAt;
    wake_.wait_until(lock, stop, latest, [this] { return !commands_.empty(); });
  }
}

}  // namespace lossarium
