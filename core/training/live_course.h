// Something that goes on step by step beside the window, a race or a duel: a thread of its own steps at the
// asked speed and hands over immutable frames. Who watches empties the mailbox at its own rhythm; a frame
// that was not fetched is replaced by the next.
#pragma once

#include "core/base/background.h"
#include "core/base/error.h"
#include "core/base/time_at_work.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

namespace lossarium {

/// A `Course` is made of a `Course::Setup`, which may throw Error, and can step, do several `steps` (at most
/// so many; returns how many it did, at least one where it can step), canStep, approach a step (a
/// piece of the way back or forth, past its head by going on; true: it is there, or gets no further),
/// continuePastEnd, and tell its stepNow and headStep. Its `Course::Frame` has a generation, running and a
/// fault; `frameIsWhole` says whether the last one lacks nothing that a later one can do.
template <class Course>
class LiveCourse {
 public:
  using Setup = typename Course::Setup;
  using Frame = typename Course::Frame;

  /// `notify` is called on the course's thread whenever a new frame lies in the mailbox that was empty.
  explicit LiveCourse(std::function<void()> notify)
      : notify_(std::move(notify)), thread_([this](const std::stop_token& stop) { loop(stop); }) {}
  ~LiveCourse() {
    thread_.request_stop();
    wake_.notify_all();
  }
  LiveCourse(const LiveCourse&) = delete;
  LiveCourse& operator=(const LiveCourse&) = delete;

  /// Starts anew, standing still at step 0; or it catches up to step `upTo`, as fast as it goes, and stands
  /// there. Other commands wait for that, but another load and `pause` end it. Returns the generation of the
  /// frames to come. A setup that cannot be run has one frame that says why in its `fault` and is else empty.
  std::int64_t load(Setup setup, std::int64_t upTo = 0) {
    const std::int64_t generation = ++loads_;
    post(
        {Kind::load, [this, generation, upTo, setup = std::move(setup)] { begin(generation, setup, upTo); }});
    return generation;
  }
  /// Runs until it cannot step; where that is as the planned steps are done, for as many again.
  void play() {
    post({Kind::other, [this] {
            if (!course_) return;
            course_->continuePastEnd();
            running_ = course_->canStep();
            restartClock();
            paceSteps_ = -1;  // the first step is due at once
          }});
  }
  void pause() {
    post({Kind::urgent, [this] {
            running_ = false;
            if (catchesUp_) destination_.reset();
          }});
  }
  /// One step, or one back; stops running.
  void step() {
    post({Kind::other, [this] {
            running_ = false;
            if (!course_) return;
            course_->continuePastEnd();
            stepOnce();
          }});
  }
  void stepBack() {
    post({Kind::other, [this] {
            if (course_) travelTo(course_->stepNow() - 1);
          }});
  }
  /// To the moment at `step`, or to the head if that is earlier; stops running. Only the position that was
  /// asked for last counts.
  void goTo(std::int64_t step) {
    post({Kind::goTo, [this, step] {
            if (course_) travelTo(step);
          }});
  }
  void goToHead() { goTo(std::numeric_limits<std::int64_t>::max()); }
  /// Steps a second; infinity is the limit.
  void setSpeed(double stepsPerSecond) {
    post({Kind::urgent, [this, stepsPerSecond] {
            speed_ = stepsPerSecond;
            restartClock();
          }});
  }
  /// What the present course and all that are loaded later are told; it takes the place of what was before.
  void tell(std::function<void(Course&)> word) {
    post({Kind::urgent, [this, word = std::move(word)] {
            word_ = word;
            if (course_) word_(*course_);
          }});
  }

  /// The newest frame, once; null if there is none since the last call.
  std::shared_ptr<const Frame> takeFrame() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(mailbox_, nullptr);
  }

 private:
  using Clock = std::chrono::steady_clock;

  enum class Kind { urgent, load, goTo, other };
  struct Command {
    Kind kind = Kind::other;
    std::function<void()> act;
  };

  void loop(const std::stop_token& stop);
  void post(Command command);
  bool obeyNext(std::unique_lock<std::mutex>& lock);
  bool mustWait(Kind kind) const;
  std::deque<Command>::iterator nextCommand();
  void begin(std::int64_t generation, const Setup& setup, std::int64_t upTo);
  void travelTo(std::int64_t step);
  void travel();
  void advance();
  void work();
  bool stepOnce();
  void restartClock();
  Clock::time_point nextFrame() const;
  void publish();
  bool hurries() const { return speed_ == std::numeric_limits<double>::infinity(); }

  std::function<void()> notify_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::deque<Command> commands_;          // guarded by mutex_
  std::shared_ptr<const Frame> mailbox_;  // guarded by mutex_
  std::int64_t loads_ = 0;                // of the calling thread

  // The rest belongs to the course's thread.
  std::int64_t generation_ = 0;
  std::optional<Course> course_;
  std::function<void(Course&)> word_;
  std::string fault_;
  std::optional<std::int64_t> destination_;
  bool catchesUp_ = false;  // to a place that is past the head, perhaps
  Clock::time_point travelStart_;
  bool running_ = false;
  bool dirty_ = false;
  double speed_ = 40;
  Clock::time_point paceStart_;
  std::int64_t paceSteps_ = 0;
  Clock::time_point published_;
  std::chrono::nanoseconds frameCost_{};  // of this thread's own time, as is the next
  std::chrono::nanoseconds workAtFrame_{};
  std::jthread thread_;
};

namespace live_course {

using namespace std::chrono_literals;

inline constexpr auto frameInterval = 15ms;  // a little faster than a screen
inline constexpr auto longestInterval = 1s;  // however costly a frame is
inline constexpr auto longestBurst = 8ms;    // between two looks at the commands
inline constexpr auto shortestLook = 500us;
inline constexpr std::int64_t mostBetweenLooks = 64;
inline constexpr auto quietTravel = 250ms;  // a way that takes longer is shown, now and then
inline constexpr auto travelInterval = 100ms;
// Of the work that a frame took, until the next: so frames cost a course that hurries 3 % of its steps at
// most, and one that waits for its clock anyway half of its time.
inline constexpr double restOfHurrying = 30, restOfWaiting = 1;

}  // namespace live_course

template <class Course>
void LiveCourse<Course>::begin(std::int64_t generation, const Setup& setup, std::int64_t upTo) {
  generation_ = generation;
  running_ = false;
  destination_.reset();
  course_.reset();
  fault_.clear();
  try {
    course_.emplace(setup);
    if (word_) word_(*course_);
    if (upTo <= 0) return;
    travelTo(upTo);
    catchesUp_ = true;
  } catch (const Error& error) {
    fault_ = error.what();
  }
}

template <class Course>
void LiveCourse<Course>::travelTo(std::int64_t step) {
  running_ = catchesUp_ = false;
  destination_ = std::max<std::int64_t>(0, step);
  travelStart_ = Clock::now();
}

// Of a dial that turns faster than can be followed only the last position counts. What was asked of a course
// that is to be replaced counts no more.
template <class Course>
void LiveCourse<Course>::post(Command command) {
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

// On the way to another moment only some commands are heard.
template <class Course>
bool LiveCourse<Course>::mustWait(Kind kind) const {
  return kind == Kind::goTo ? destination_ && catchesUp_ : destination_ && kind == Kind::other;
}

template <class Course>
typename std::deque<typename LiveCourse<Course>::Command>::iterator LiveCourse<Course>::nextCommand() {
  bool blocked = false;
  for (auto each = commands_.begin(); each != commands_.end(); ++each) {
    const bool overtakes = each->kind == Kind::urgent || each->kind == Kind::load;
    if (overtakes || (!blocked && !mustWait(each->kind))) return each;
    blocked = true;
  }
  return commands_.end();
}

template <class Course>
bool LiveCourse<Course>::obeyNext(std::unique_lock<std::mutex>& lock) {
  const auto next = nextCommand();
  if (next == commands_.end()) return false;
  const Command command = std::move(*next);
  commands_.erase(next);
  lock.unlock();
  command.act();
  dirty_ = true;
  lock.lock();
  return true;
}

template <class Course>
bool LiveCourse<Course>::stepOnce() {
  dirty_ = true;
  return course_->step();
}

template <class Course>
void LiveCourse<Course>::restartClock() {
  paceStart_ = Clock::now();
  paceSteps_ = 0;
}

template <class Course>
void LiveCourse<Course>::travel() {
  const auto begin = Clock::now();
  const std::int64_t goal = catchesUp_ ? *destination_ : std::min(*destination_, course_->headStep());
  while (destination_ && Clock::now() - begin < live_course::longestBurst)
    for (int i = 0; destination_ && i < 4; ++i)
      if (course_->approach(goal)) destination_.reset();
  dirty_ = true;
}

// Does the steps that are due by now, but not for longer than a burst. Where steps take less time than a look
// at the clock, several are done between two looks.
template <class Course>
void LiveCourse<Course>::advance() {
  const auto begin = Clock::now();
  const double due = hurries() ? speed_ : speed_ * std::chrono::duration<double>(begin - paceStart_).count();
  const auto isDue = [&] { return running_ && static_cast<double>(paceSteps_ + 1) <= due; };
  auto look = begin;
  for (std::int64_t steps = 1; isDue() && look - begin < live_course::longestBurst;) {
    const double left = due - static_cast<double>(paceSteps_);
    const auto most = left < static_cast<double>(steps) ? static_cast<std::int64_t>(left) : steps;
    paceSteps_ += course_->steps(most);
    dirty_ = true;
    running_ = course_->canStep();
    const auto now = Clock::now();
    steps =
        now - look < live_course::shortestLook ? std::min(2 * steps, live_course::mostBetweenLooks) : steps;
    look = now;
  }
  // What could not be done in time is not owed: after a stall the course goes on, it does not rush.
  if (std::isfinite(due) && due - static_cast<double>(paceSteps_) > 1 + speed_ * 0.1) restartClock();
}

// A costly frame is made less often: while there is work to do, not before enough of it is done.
template <class Course>
typename LiveCourse<Course>::Clock::time_point LiveCourse<Course>::nextFrame() const {
  const auto rest = [this](double factor) {
    return std::chrono::duration_cast<Clock::duration>(factor * frameCost_);
  };
  if (hurries() && timeAtWork() - workAtFrame_ < rest(live_course::restOfHurrying))
    return published_ + live_course::longestInterval;
  return published_ + std::clamp<Clock::duration>(rest(1 + live_course::restOfWaiting),
                                                  live_course::frameInterval, live_course::longestInterval);
}

template <class Course>
void LiveCourse<Course>::publish() {
  dirty_ = false;
  published_ = Clock::now();
  if (generation_ == 0) return;
  const auto before = timeAtWork();
  auto frame = std::make_shared<Frame>(course_ ? course_->frame() : Frame());
  workAtFrame_ = timeAtWork();
  frameCost_ = workAtFrame_ - before;
  if (course_) dirty_ = !course_->frameIsWhole();
  frame->generation = generation_;
  frame->running = running_ || (destination_ && catchesUp_);
  frame->fault = fault_;
  bool wasEmpty = false;
  {
    const std::scoped_lock lock(mutex_);
    wasEmpty = mailbox_ == nullptr;
    mailbox_ = std::move(frame);
  }
  if (wasEmpty && notify_) notify_();
}

// A long way is shown; a short one is over before that.
template <class Course>
void LiveCourse<Course>::work() {
  if (destination_) {
    travel();
    const auto now = Clock::now();
    if (destination_ && catchesUp_ && now - travelStart_ > live_course::quietTravel &&
        now - published_ > live_course::travelInterval)
      publish();
    if (destination_) return;
  } else if (running_) {
    advance();
  }
  if (dirty_ && (!running_ || Clock::now() >= nextFrame())) publish();
}

template <class Course>
void LiveCourse<Course>::loop(const std::stop_token& stop) {
  workInTheBackground();
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (obeyNext(lock)) continue;
    lock.unlock();
    work();
    lock.lock();
    if (destination_ || (running_ && hurries())) continue;
    const auto heard = [this] { return !commands_.empty(); };
    if (!running_) {
      if (!dirty_) wake_.wait(lock, stop, heard);
      continue;
    }
    const std::chrono::duration<double> untilNext((static_cast<double>(paceSteps_) + 1) / speed_);
    const auto wakeAt = paceStart_ + std::chrono::duration_cast<Clock::duration>(untilNext);
    wake_.wait_until(lock, stop, dirty_ ? std::min(wakeAt, nextFrame()) : wakeAt, heard);
  }
}

}  // namespace lossarium
