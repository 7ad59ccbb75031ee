// A run that goes on beside the window: a thread of its own trains at the asked speed and hands over
// immutable frames. Who watches empties the mailbox at its own rhythm; a frame that was not fetched is
// replaced by the next.
#pragma once

#include "core/training/recorded_run.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace lossarium {

constexpr double asFastAsItGoes = std::numeric_limits<double>::infinity();

class LiveRun {
 public:
  /// `notify` is called on the run's thread whenever a new frame lies in the mailbox that was empty.
  explicit LiveRun(std::function<void()> notify);
  ~LiveRun();
  LiveRun(const LiveRun&) = delete;
  LiveRun& operator=(const LiveRun&) = delete;

  /// Starts anew, standing still at step 0 or, once it has got there, at step `upTo`; returns the generation
  /// of the frames to come. A further command ends the catching up.
  std::int64_t load(std::shared_ptr<const Problem> problem, std::int64_t upTo = 0);
  /// Goes on as `problem` from the next step on; canContinue holds. Returns the revision of the frames that
  /// know of it. With a `refitSpeed` above 0, in steps a second, a run that has come to its end goes on from
  /// there for as many epochs again at that speed at least: so the fit follows data that are dragged.
  std::int64_t change(std::shared_ptr<const Problem> problem, double refitSpeed = 0);
  /// Runs until the planned epochs are done; if they are, for as many again. Nothing else that stopped a run
  /// is overridden.
  void play();
  void pause();
  /// One batch, or to the end of the present epoch; stops running.
  void stepBatch();
  void stepEpoch();
  /// Steps a second; asFastAsItGoes is the limit.
  void setSpeed(double stepsPerSecond);

  /// The newest frame, once; null if there is none since the last call.
  std::shared_ptr<const RunFrame> takeFrame();

 private:
  using Clock = std::chrono::steady_clock;

  void loop(const std::stop_token& stop);
  struct Command {
    std::function<void()> act;
    bool isChange = false;
  };
  void post(Command command);
  void obeyCommands(std::unique_lock<std::mutex>& lock);
  bool stepOnce();
  void advance();
  void continuePastEnd();
  void catchUp(std::int64_t upTo);
  void publish();
  void restartClock();
  void changeTo(const std::shared_ptr<const Problem>& next, double refitSpeed);
  double pace() const { return std::max(speed_, refitSpeed_); }
  bool hurries() const { return toEpochsEnd_ || speed_ == asFastAsItGoes; }

  std::function<void()> notify_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::vector<Command> commands_;            // guarded by mutex_
  std::shared_ptr<const RunFrame> mailbox_;  // guarded by mutex_
  std::int64_t changes_ = 0;                 // of the calling thread, as is the next
  std::int64_t loads_ = 0;                   // of the calling thread

  // The rest belongs to the run's thread.
  std::int64_t generation_ = 0;
  std::int64_t revision_ = 0;
  bool toEpochsEnd_ = false;  // running as fast as it goes, but no further
  std::optional<RecordedRun> run_;
  bool running_ = false;
  double speed_ = 40;
  double refitSpeed_ = 0;  // while it follows a change of the data
  Clock::time_point paceStart_;
  std::int64_t paceSteps_ = 0;
  Clock::time_point published_;
  bool dirty_ = false;
  std::jthread thread_;
};

}  // namespace lossarium
