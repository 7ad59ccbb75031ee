// A race that goes on beside the window: a thread of its own steps at the asked speed and hands over
// immutable frames. Who watches empties the mailbox at its own rhythm; a frame that was not fetched is
// replaced by the next.
#pragma once

#include "core/race/race.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace lossarium {

class LiveRace {
 public:
  /// `notify` is called on the race's thread whenever a new frame lies in the mailbox that was empty.
  explicit LiveRace(std::function<void()> notify);
  ~LiveRace();
  LiveRace(const LiveRace&) = delete;
  LiveRace& operator=(const LiveRace&) = delete;

  /// Starts anew, standing still at step 0; or it catches up to step `upTo`, as fast as it goes, and stands
  /// there. Other commands wait for that, but another load and `pause` end it. Returns the generation of the
  /// frames to come. A setup that cannot be run has one frame, without entrants, that says why
  /// (RaceFrame::fault).
  std::int64_t load(RaceSetup setup, std::int64_t upTo = 0);
  /// Runs until none can step; where that is as the planned steps are done, for as many again.
  void play();
  void pause();
  /// One step, or one back; stops running.
  void step();
  void stepBack();
  /// To the moment at `step`, or to the head if that is earlier; stops running. Only the position that was
  /// asked for last counts.
  void goTo(std::int64_t step);
  void goToHead() { goTo(std::numeric_limits<std::int64_t>::max()); }
  /// Steps a second; infinity (asFastAsItGoes) is the limit.
  void setSpeed(double stepsPerSecond);

  /// The newest frame, once; null if there is none since the last call.
  std::shared_ptr<const RaceFrame> takeFrame();

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
  void begin(std::int64_t generation, RaceSetup setup, std::int64_t upTo);
  void catchUp();
  void advance();
  bool stepOnce();
  void restartClock();
  void publish();
  bool hurries() const { return speed_ == std::numeric_limits<double>::infinity(); }

  std::function<void()> notify_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::deque<Command> commands_;              // guarded by mutex_
  std::shared_ptr<const RaceFrame> mailbox_;  // guarded by mutex_
  std::int64_t loads_ = 0;                    // of the calling thread

  // The rest belongs to the race's thread.
  std::int64_t generation_ = 0;
  std::optional<Race> race_;
  std::string fault_;
  std::optional<std::int64_t> catchUpTo_;
  bool running_ = false;
  bool dirty_ = false;
  double speed_ = 40;
  Clock::time_point paceStart_;
  std::int64_t paceSteps_ = 0;
  Clock::time_point published_;
  std::jthread thread_;
};

}  // namespace lossarium
