#include "core/race/live_race.h"

#include "core/base/background.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

using namespace std::chrono_literals;

constexpr auto frameInterval = 15ms;   // a little faster than a screen
constexpr auto longestBurst = 8ms;     // between two looks at the commands
constexpr int stepsBetweenLooks = 16;  // at the clock

}  // namespace

LiveRace::LiveRace(std::function<void()> notify)
    : notify_(std::move(notify)), thread_([this](const std::stop_token& s) { loop(s); }) {}

LiveRace::~LiveRace() {
  thread_.request_stop();
  wake_.notify_all();
}

std::int64_t LiveRace::load(RaceSetup setup, std::int64_t upTo) {
  const std::int64_t generation = ++loads_;
  post({Kind::load, [this, generation, upTo, setup = std::move(setup)] { begin(generation, setup, upTo); }});
  return generation;
}

void LiveRace::begin(std::int64_t generation, RaceSetup setup, std::int64_t upTo) {
  generation_ = generation;
  running_ = false;
  catchUpTo_.reset();
  race_.reset();
  fault_.clear();
  try {
    race_.emplace(std::move(setup));
    if (upTo > 0) catchUpTo_ = upTo;
  } catch (const Error& error) {
    fault_ = error.what();
  }
}

void LiveRace::play() {
  post({Kind::other, [this] {
          if (!race_) return;
          race_->continuePastEnd();
          running_ = race_->canStep();
          restartClock();
          paceSteps_ = -1;  // the first step is due at once
        }});
}

void LiveRace::pause() {
  post({Kind::urgent, [this] {
          running_ = false;
          catchUpTo_.reset();
        }});
}

void LiveRace::step() {
  post({Kind::other, [this] {
          running_ = false;
          if (!race_) return;
          race_->continuePastEnd();
          stepOnce();
        }});
}

void LiveRace::stepBack() {
  post({Kind::other, [this] {
          running_ = false;
          if (race_) race_->goTo(race_->stepNow() - 1);
        }});
}

void LiveRace::goTo(std::int64_t step) {
  post({Kind::goTo, [this, step] {
          running_ = false;
          if (race_) race_->goTo(step);
        }});
}

void LiveRace::setSpeed(double stepsPerSecond) {
  post({Kind::urgent, [this, stepsPerSecond] {
          speed_ = stepsPerSecond;
          restartClock();
        }});
}

std::shared_ptr<const RaceFrame> LiveRace::takeFrame() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(mailbox_, nullptr);
}

// Of a dial that turns faster than can be followed only the last position counts. What was asked of a race
// that is to be replaced counts no more.
void LiveRace::post(Command command) {
  {
    const std::scoped_lock lock(mutex_);
    if (command.kind == Kind::load)
      std::erase_if(commands_, [](const Command& each) { return each.kind != Kind::urgent; });
    if (command.kind == Kind::goTo && !commands_.empty() && commands_.back().kind == Kind::goTo)
      commands_.pop_back();
    commands_.push_back(std::move(command));
  }
  wake_.notify_all();
}

// While it catches up only some commands are heard.
bool LiveRace::obeyNext(std::unique_lock<std::mutex>& lock) {
  const auto heard = [this](const Command& each) {
    return !catchUpTo_ || each.kind == Kind::urgent || each.kind == Kind::load;
  };
  const auto next = std::find_if(commands_.begin(), commands_.end(), heard);
  if (next == commands_.end()) return false;
  const Command command = std::move(*next);
  commands_.erase(next);
  lock.unlock();
  command.act();
  dirty_ = true;
  lock.lock();
  return true;
}

bool LiveRace::stepOnce() {
  dirty_ = true;
  return race_->step();
}

void LiveRace::restartClock() {
  paceStart_ = Clock::now();
  paceSteps_ = 0;
}

void LiveRace::catchUp() {
  const auto begin = Clock::now();
  while (Clock::now() - begin < longestBurst)
    for (int i = 0; i < stepsBetweenLooks; ++i) {
      if (race_->stepNow() < *catchUpTo_ && !race_->canStep()) race_->continuePastEnd();
      if (race_->stepNow() < *catchUpTo_ && stepOnce()) continue;
      catchUpTo_.reset();
      return;
    }
}

// Does the steps that are due by now, but not for longer than a burst.
void LiveRace::advance() {
  const auto begin = Clock::now();
  const double due = hurries() ? speed_ : speed_ * std::chrono::duration<double>(begin - paceStart_).count();
  const auto isDue = [&] { return running_ && static_cast<double>(paceSteps_ + 1) <= due; };
  while (isDue() && Clock::now() - begin < longestBurst)
    for (int i = 0; i < stepsBetweenLooks && isDue(); ++i) {
      stepOnce();
      ++paceSteps_;
      running_ = race_->canStep();
    }
  // What could not be done in time is not owed: after a stall the race goes on, it does not rush.
  if (std::isfinite(due) && due - static_cast<double>(paceSteps_) > 1 + speed_ * 0.1) restartClock();
}

void LiveRace::publish() {
  dirty_ = false;
  published_ = Clock::now();
  if (generation_ == 0) return;
  auto frame = std::make_shared<RaceFrame>(race_ ? race_->frame() : RaceFrame());
  frame->generation = generation_;
  frame->running = running_;
  frame->fault = fault_;
  bool wasEmpty = false;
  {
    const std::scoped_lock lock(mutex_);
    wasEmpty = mailbox_ == nullptr;
    mailbox_ = std::move(frame);
  }
  if (wasEmpty && notify_) notify_();
}

void LiveRace::loop(const std::stop_token& stop) {
  workInTheBackground();
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (obeyNext(lock)) continue;
    lock.unlock();
    if (catchUpTo_)
      catchUp();
    else if (running_)
      advance();
    const bool rests = !running_ && !catchUpTo_;
    if (dirty_ && !catchUpTo_ && (rests || Clock::now() - published_ >= frameInterval)) publish();
    lock.lock();
    if (catchUpTo_ || (running_ && hurries())) continue;
    const auto heard = [this] { return !commands_.empty(); };
    if (!running_) {
      wake_.wait(lock, stop, heard);
      continue;
    }
    const std::chrono::duration<double> untilNext((static_cast<double>(paceSteps_) + 1) / speed_);
    const auto wakeAt = paceStart_ + std::chrono::duration_cast<Clock::duration>(untilNext);
    wake_.wait_until(lock, stop, dirty_ ? std::min(wakeAt, published_ + frameInterval) : wakeAt, heard);
  }
}

}  // namespace lossarium
