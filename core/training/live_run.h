// A run that goes on beside the window: a thread of its own trains at the asked speed and hands over
// immutable frames. Who watches empties the mailbox at its own rhythm; a frame that was not fetched is
// replaced by the next.
#pragma once

#include "core/training/history.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace lossarium {

/// How a run stands at one moment.
struct RunFrame {
  std::int64_t generation = 0;  ///< counts the loads; a frame of an older one is stale
  std::shared_ptr<const Problem> problem;
  TrainingState state;
  EpochRecord now;
  std::int64_t plannedEpochs = 0;
  std::int64_t batchesPerEpoch = 1;
  bool running = false;
  std::string
      fault;  ///< why the run cannot go on, if a change that it records could not be applied; else empty
  Experiment record;  ///< as it started, with all changes since: replaying it gives this run
  std::vector<EpochRecord> epochs;
  std::vector<PathPoint> path;
  std::vector<Seam> seams;
  Vector descent;             ///< the negative gradient at the present weights; empty if it is not finite
  Vector trainingPrediction;  ///< for each training row; empty where there are too many to show
};

constexpr double asFastAsItGoes = std::numeric_limits<double>::infinity();

class LiveRun {
 public:
  /// `notify` is called on the run's thread whenever a new frame lies in the mailbox that was empty.
  explicit LiveRun(std::function<void()> notify);
  ~LiveRun();
  LiveRun(const LiveRun&) = delete;
  LiveRun& operator=(const LiveRun&) = delete;

  /// Starts anew at step 0, standing still; returns the generation of the frames to come.
  std::int64_t load(std::shared_ptr<const Problem> problem);
  /// Goes on as `problem` from the next step on; canContinue holds.
  void change(std::shared_ptr<const Problem> problem);
  /// Runs until the planned epochs are done; if they are, for as many again.
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
  void post(std::function<void()> command);
  void obeyCommands(std::unique_lock<std::mutex>& lock);
  bool tryStep();
  bool stepOnce();
  void advance();
  void continuePastEnd();
  void publish();
  void restartClock();
  void recordChange(const Problem& before, const Problem& after);
  void adoptProblem(const Problem& before, const Problem& after, std::int64_t step);

  std::function<void()> notify_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::vector<std::function<void()>> commands_;  // guarded by mutex_
  std::shared_ptr<const RunFrame> mailbox_;      // guarded by mutex_
  std::int64_t loads_ = 0;                       // of the calling thread

  // The rest belongs to the run's thread.
  std::int64_t generation_ = 0;
  std::unique_ptr<Trainer> trainer_;
  History history_;
  Experiment record_;
  std::string fault_;
  bool running_ = false;
  double speed_ = 40;
  Clock::time_point paceStart_;
  std::int64_t paceSteps_ = 0;
  Clock::time_point published_;
  bool dirty_ = false;
  std::jthread thread_;
};

}  // namespace lossarium
