#include "core/training/live_run.h"

#include "core/base/background.h"
#include "core/base/time_at_work.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

using namespace std::chrono_literals;

constexpr auto frameInterval = 15ms;  // a little faster than a screen
constexpr auto longestInterval = 1s;  // however costly a frame is
// Of the work that a frame took, until the next: so frames cost a run that hurries 3 % of its steps at most,
// for whoever draws them costs it some more, and one that waits for its clock anyway half of its time.
constexpr double restOfHurrying = 30, restOfWaiting = 1;
constexpr auto longestBurst = 8ms;  // between two looks at the commands
constexpr auto shortestLook = 5us;
constexpr int mostBetweenLooks = 64;
constexpr auto longestTravel = 2ms;  // the same on the way to another moment
constexpr auto quietTravel = 150ms;  // a way that takes longer is shown, now and then
constexpr auto travelInterval = 60ms;
constexpr auto hurryingPatience = 1ms, patience = 8ms;  // of a frame with what a later one can do

}  // namespace

LiveRun::LiveRun(std::function<void()> notify)
    : notify_(std::move(notify)), thread_([this](const std::stop_token& s) { loop(s); }) {}

LiveRun::~LiveRun() {
  thread_.request_stop();
  wake_.notify_all();
}

std::int64_t LiveRun::load(std::shared_ptr<const Problem> problem, std::int64_t upTo,
                           std::optional<std::int64_t> at) {
  const std::int64_t generation = ++loads_;
  post({Kind::load, [this, generation, upTo, at, problem = std::move(problem)] {
          generation_ = generation;
          run_.emplace(problem);
          standStill();
          refitSpeed_ = 0;
          seek_.reset();
          catchUpTo_.reset();
          if (upTo > 0) catchUpTo_ = upTo;
          if (at && *at < upTo) seek_ = at;
          travelStart_ = Clock::now();
        }});
  return generation;
}

std::int64_t LiveRun::change(std::shared_ptr<const Problem> problem, double refitSpeed) {
  const std::int64_t revision = ++changes_;
  post({Kind::change, [this, revision, refitSpeed, next = std::move(problem)] {
          revision_ = revision;
          if (!run_) return;
          changeTo(next, refitSpeed);
          auto cutOff = run_->takeCutOff();
          if (!cutOff) return;
          cutOff->generation = generation_;
          cutOff->revision = revision;
          const std::scoped_lock lock(mutex_);
          cutOffs_.push_back(std::move(*cutOff));
        }});
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
  post({Kind::play, [this] {
          continuePastEnd();
          running_ = run_ && run_->canStep();
          toEpochsEnd_ = false;
          refitSpeed_ = 0;
          restartClock();
          paceSteps_ = -1;  // the first step is due at once
        }});
}

void LiveRun::pause() {
  post({Kind::urgent, [this] {
          standStill();
          if (!catchUpTo_) return;
          catchUpTo_.reset();
          seek_.reset();
        }});
}

void LiveRun::stepBatch() {
  post({Kind::other, [this] {
          standStill();
          continuePastEnd();
          stepOnce();
        }});
}

void LiveRun::stepEpoch() {
  post({Kind::other, [this] {
          continuePastEnd();
          running_ = toEpochsEnd_ = run_ && run_->canStep();
        }});
}

void LiveRun::goTo(std::int64_t step) {
  post({Kind::goTo, [this, step] {
          if (!run_) return;
          seek(catchUpTo_ ? step : std::min(step, run_->headStep()));
        }});
}

void LiveRun::stepBackBatch() {
  post({Kind::stepBack, [this] {
          if (run_) seek((seek_ ? *seek_ : run_->state().step) - 1);
        }});
}

// A batch knows how many there were before it in its epoch.
void LiveRun::stepBackEpoch() {
  post({Kind::other, [this] {
          if (run_) seek(run_->state().step - 1, true);
        }});
}

void LiveRun::seek(std::int64_t step, bool toEpochsStart) {
  standStill();
  seek_ = std::max<std::int64_t>(0, step);
  toEpochsStart_ = toEpochsStart;
  if (!catchUpTo_) travelStart_ = Clock::now();
}

void LiveRun::setSpeed(double stepsPerSecond) {
  post({Kind::urgent, [this, stepsPerSecond] {
          speed_ = stepsPerSecond;
          restartClock();
        }});
}

void LiveRun::wantMetrics(bool wanted) {
  post({Kind::urgent, [this, wanted] { metricsWanted_ = wanted; }});
}

void LiveRun::wantUnits(bool wanted) {
  post({Kind::urgent, [this, wanted] { unitsWanted_ = wanted; }});
}

void LiveRun::wantLedger(bool wanted) {
  post({Kind::urgent, [this, wanted] { ledgerWanted_ = wanted; }});
}

void LiveRun::wantExplanation(std::optional<ExplanationWish> wish) {
  post({Kind::urgent, [this, wish] { explanationWish_ = wish; }});
}

std::shared_ptr<const RunFrame> LiveRun::takeFrame() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(mailbox_, nullptr);
}

std::vector<CutOff> LiveRun::takeCutOffs() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(cutOffs_, {});
}

void LiveRun::post(Command command) {
  {
    const std::scoped_lock lock(mutex_);
    makeRoomFor(command.kind);
    commands_.push_back(std::move(command));
  }
  wake_.notify_all();
}

// Of a dial that turns faster than can be followed only the last position counts. What was asked of a run
// that is to be replaced counts no more.
void LiveRun::makeRoomFor(Kind kind) {
  if (kind == Kind::load)
    std::erase_if(commands_, [](const Command& each) { return each.kind != Kind::urgent; });
  const bool dial = kind == Kind::change || kind == Kind::goTo;
  if (dial && !commands_.empty() && commands_.back().kind == kind) commands_.pop_back();
}

// A position must be reached before something is done there.
bool LiveRun::mustWait(Kind kind) const {
  if (kind == Kind::urgent || kind == Kind::load || kind == Kind::goTo) return false;
  if (kind == Kind::stepBack) return catchUpTo_ || toEpochsStart_;
  return travels();
}

std::deque<LiveRun::Command>::iterator LiveRun::nextCommand() {
  bool blocked = false;
  for (auto each = commands_.begin(); each != commands_.end(); ++each) {
    const bool overtakes = each->kind == Kind::urgent || each->kind == Kind::load;
    if (!mustWait(each->kind) && (!blocked || overtakes)) return each;
    blocked = true;
  }
  return commands_.end();
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
  const auto isDue = [&] { return running_ && static_cast<double>(paceSteps_ + 1) <= due; };
  // Where steps take less time than a look at the clock, several are done between two looks.
  auto look = begin;
  for (int steps = 1; isDue() && look - begin < longestBurst;) {
    for (int i = 0; i < steps && isDue(); ++i)
      if (stepOnce()) ++paceSteps_;
    const auto now = Clock::now();
    steps = now - look < shortestLook ? std::min(2 * steps, mostBetweenLooks) : 1;
    look = now;
  }
  // What could not be done in time is not owed: after a stall the run goes on, it does not race.
  if (std::isfinite(due) && due - static_cast<double>(paceSteps_) > 1 + pace() * 0.1) restartClock();
}

void LiveRun::travel() {
  const auto begin = Clock::now();
  while (travels() && Clock::now() - begin < longestTravel)
    if (run_->approach(catchUpTo_ ? *catchUpTo_ : *seek_)) arrive();
  dirty_ = true;
}

void LiveRun::arrive() {
  if (catchUpTo_) {
    catchUpTo_.reset();
    if (seek_) seek_ = std::min(*seek_, run_->headStep());
    return;
  }
  seek_.reset();
  if (!std::exchange(toEpochsStart_, false)) return;
  seek_ = run_->state().step - run_->state().batch;
}

// A long way is shown; a short one is over before that.
bool LiveRun::publishesOnTheWay() const {
  const auto now = Clock::now();
  return now - travelStart_ > quietTravel && now - published_ > travelInterval;
}

// A costly frame is made less often: while there is work to do, not before enough of it is done.
LiveRun::Clock::time_point LiveRun::nextFrame() const {
  const auto rest = [this](double factor) {
    return std::chrono::duration_cast<Clock::duration>(factor * frameCost_);
  };
  if (hurries() && timeAtWork() - workAtFrame_ < rest(restOfHurrying)) return published_ + longestInterval;
  return published_ + std::clamp<Clock::duration>(rest(1 + restOfWaiting), frameInterval, longestInterval);
}

void LiveRun::publish() {
  dirty_ = false;
  published_ = Clock::now();
  if (!run_) return;
  const auto before = timeAtWork();
  handOverFrame();
  workAtFrame_ = timeAtWork();
  frameCost_ = workAtFrame_ - before;
  dirty_ = !run_->pathIsValued();
}

void LiveRun::handOverFrame() {
  auto frame = std::make_shared<RunFrame>(run_->frame(running_ && hurries() ? hurryingPatience : patience));
  frame->generation = generation_;
  frame->revision = revision_;
  frame->running = running_ || catchUpTo_;
  if (catchUpTo_) frame->destination = std::max(*catchUpTo_, frame->headStep);
  if (metricsWanted_)
    frame->metrics = metrics_.at(frame->problem, frame->state.weights, frame->state.step, running_);
  if (unitsWanted_)
    frame->units = units_.at(frame->problem, frame->state.weights, frame->state.step, running_);
  if (ledgerWanted_)
    frame->ledger = ledger_.at(frame->problem, frame->state.weights, frame->state.step, running_);
  if (explanationWish_) frame->explanation = explanation_.at(run_->trainer(), *explanationWish_, running_);
  bool wasEmpty = false;
  {
    const std::scoped_lock lock(mutex_);
    wasEmpty = mailbox_ == nullptr;
    mailbox_ = std::move(frame);
  }
  if (wasEmpty && notify_) notify_();
}

void LiveRun::obeyCommands(std::unique_lock<std::mutex>& lock) {
  bool obeyed = false;
  auto next = nextCommand();
  for (std::size_t left = commands_.size(); left > 0 && next != commands_.end(); --left) {
    const Command command = std::move(*next);
    commands_.erase(next);
    lock.unlock();
    command.act();
    lock.lock();
    obeyed = true;
    next = nextCommand();
  }
  if (!obeyed) return;
  dirty_ = true;
  if (travels()) return;
  lock.unlock();
  publish();
  lock.lock();
}

void LiveRun::loop(const std::stop_token& stop) {
  workInTheBackground();
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    obeyCommands(lock);
    if (travels()) {
      lock.unlock();
      travel();
      if (travels() && publishesOnTheWay()) publish();
      lock.lock();
      continue;
    }
    if (!running_) {
      if (dirty_) {
        lock.unlock();
        publish();
        lock.lock();
        continue;  // with what the next frame has to make good
      }
      wake_.wait(lock, stop, [this] { return !commands_.empty(); });
      continue;
    }
    lock.unlock();
    advance();
    if (dirty_ && (!running_ || Clock::now() >= nextFrame())) publish();
    lock.lock();
    if (!running_ || hurries()) continue;
    const auto untilNext = std::chrono::duration<double>((static_cast<double>(paceSteps_) + 1) / pace());
    const auto wakeAt = paceStart_ + std::chrono::duration_cast<Clock::duration>(untilNext);
    const auto latest = dirty_ ? std::min(wakeAt, nextFrame()) : wakeAt;
    wake_.wait_until(lock, stop, latest, [this] { return !commands_.empty(); });
  }
}

}  // namespace lossarium
