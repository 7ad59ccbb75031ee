// A run that goes on beside the window: a thread of its own trains at the asked speed and hands over
// immutable frames. Who watches empties the mailbox at its own rhythm; a frame that was not fetched is
// replaced by the next.
#pragma once

#include "core/training/recorded_run.h"
#include "core/training/step_explanation.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace lossarium {

constexpr double asFastAsItGoes = std::numeric_limits<double>::infinity();

class LiveRun {
 public:
  /// `notify` is called on the run's thread whenever a new frame lies in the mailbox that was empty.
  explicit LiveRun(std::function<void()> notify);
  ~LiveRun();
  LiveRun(const LiveRun&) = delete;
  LiveRun& operator=(const LiveRun&) = delete;

  /// Starts anew, standing still at step 0; or it catches up to step `upTo`, as fast as it goes, and then
  /// stands at the moment `at`. Other commands wait for that, but another load and `pause` end it. Returns
  /// the generation of the frames to come.
  std::int64_t load(std::shared_ptr<const Problem> problem, std::int64_t upTo = 0,
                    std::optional<std::int64_t> at = {});
  /// Goes on as `problem` from the next step on; canContinue holds. Returns the revision of the frames that
  /// know of it. At a past moment what came after is cut off and can be fetched by `takeCutOff`. With a
  /// `refitSpeed` above 0, in steps a second, a run that has come to its end goes on from there for as many
  /// epochs again at that speed at least: so the fit follows data that are dragged.
  std::int64_t change(std::shared_ptr<const Problem> problem, double refitSpeed = 0);
  /// Runs until the planned epochs are done; if they are, for as many again. Nothing else that stopped a run
  /// is overridden.
  void play();
  void pause();
  /// One batch, or to the end of the present epoch; stops running.
  void stepBatch();
  void stepEpoch();
  /// To the moment at `step`, or to the head if that is earlier; stops running. Only the position that was
  /// asked for last counts: a way that is no longer wanted is left within milliseconds.
  void goTo(std::int64_t step);
  void goToHead() { goTo(std::numeric_limits<std::int64_t>::max()); }
  /// One batch back, or to where the present epoch began (at its beginning: the one before); stops running.
  void stepBackBatch();
  void stepBackEpoch();
  /// Steps a second; asFastAsItGoes is the limit.
  void setSpeed(double stepsPerSecond);
  /// From now on frames hold metrics, or no longer: they cost time, so they are made while they are seen.
  void wantMetrics(bool wanted);
  /// The same for what the units of a network give.
  void wantUnits(bool wanted);
  /// The same for what each training row adds to the loss.
  void wantLedger(bool wanted);
  /// The same of the explanation of the last step; none: no longer.
  void wantExplanation(std::optional<ExplanationWish> wish);

  /// The newest frame, once; null if there is none since the last call.
  std::shared_ptr<const RunFrame> takeFrame();
  /// What changes at past moments cut off, the oldest first; each once. Known before the frame of the change.
  std::vector<CutOff> takeCutOffs();

 private:
  using Clock = std::chrono::steady_clock;

  enum class Kind { urgent, load, change, goTo, stepBack, play, other };
  struct Command {
    Kind kind = Kind::other;
    std::function<void()> act;
  };

  void loop(const std::stop_token& stop);
  void post(Command command);
  void makeRoomFor(Kind kind);
  std::deque<Command>::iterator nextCommand();
  void obeyCommands(std::unique_lock<std::mutex>& lock);
  bool mustWait(Kind kind) const;
  bool travels() const { return catchUpTo_ || seek_; }
  void travel();
  void arrive();
  void seek(std::int64_t step, bool toEpochsStart = false);
  void standStill() { running_ = toEpochsEnd_ = false; }
  bool publishesOnTheWay() const;
  bool stepOnce();
  void advance();
  void continuePastEnd();
  Clock::time_point nextFrame() const;
  void publish();
  void handOverFrame();
  void restartClock();
  void changeTo(const std::shared_ptr<const Problem>& next, double refitSpeed);
  double pace() const { return std::max(speed_, refitSpeed_); }
  bool hurries() const { return toEpochsEnd_ || speed_ == asFastAsItGoes; }

  std::function<void()> notify_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::deque<Command> commands_;             // guarded by mutex_
  std::shared_ptr<const RunFrame> mailbox_;  // guarded by mutex_
  std::vector<CutOff> cutOffs_;              // guarded by mutex_
  std::int64_t changes_ = 0;                 // of the calling thread, as is the next
  std::int64_t loads_ = 0;                   // of the calling thread

  // The rest belongs to the run's thread.
  std::int64_t generation_ = 0;
  std::int64_t revision_ = 0;
  bool toEpochsEnd_ = false;  // running as fast as it goes, but no further
  std::optional<RecordedRun> run_;
  std::optional<std::int64_t> catchUpTo_;  // first,
  std::optional<std::int64_t> seek_;       // and then: the moment that is wanted,
  bool toEpochsStart_ = false;             // or where its epoch began
  Clock::time_point travelStart_;
  bool running_ = false;
  bool metricsWanted_ = false;
  MetricsWatch metrics_;
  bool unitsWanted_ = false;
  UnitWatch units_;
  bool ledgerWanted_ = false;
  LedgerWatch ledger_;
  std::optional<ExplanationWish> explanationWish_;
  StepWatch explanation_;
  double speed_ = 40;
  double refitSpeed_ = 0;  // while it follows a change of the data
  Clock::time_point paceStart_;
  std::int64_t paceSteps_ = 0;
  Clock::time_point published_;
  Clock::duration frameCost_{};  // of the last one
  /// Of this thread, when its last frame was done: beside a busy machine its own time counts, not the
  /// clock's.
  std::chrono::nanoseconds workAtFrame_{};
  bool dirty_ = false;
  std::jthread thread_;
};

}  // namespace lossarium
