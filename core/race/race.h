// Several optimisers on the same objective, from the same start, step by step side by side. A race is a pure
// function of its setup: the same steps give the same bytes, forwards, backwards and however they were asked
// for.
#pragma once

#include "core/objectives/test_functions/test_function.h"
#include "core/training/recorded_descent.h"
#include "core/training/side_by_side.h"

#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lossarium {

struct RaceSetup {
  static constexpr std::size_t mostEntrants = 6;

  std::shared_ptr<const Objective> objective;  ///< of two weights, x and y
  Vector start;
  Vector ratesFrom = {};  ///< whence calm rates are found; empty: from the start
  /// Optimisers, one to six. What is missing in one gets its default; a learning rate that is missing, a calm
  /// one (withCalmRate).
  std::vector<Choice> entrants;
  std::vector<KnownMinimum> minima = {};  ///< to measure distances to; may be none
  Range x = {}, y = {};                   ///< that are shown: calm rates are found for them
  double near = 0;                        ///< to a minimum: who stays as near as that has settled
  std::int64_t steps = 400;               ///< that are planned; schedules run over as many
  double tolerance =
      0;  ///< > 0: who has a gradient whose largest entry is below has converged and stands still
};

/// Near enough to a minimum to have settled there: a hundredth of the diagonal of what is shown.
double nearOn(const Range& x, const Range& y);
/// On a test function, which holds the start.
RaceSetup raceOn(const Choice& objective, std::vector<Choice> entrants, std::int64_t steps = 400,
                 double tolerance = 0);

struct RacePlace {
  double x = 0, y = 0;
  double value = 0;
  std::int64_t step = 0;
  bool operator==(const RacePlace&) const = default;
};

/// How one entrant stands at the frame's moment; the path is that of the whole race.
struct EntrantFrame {
  static constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

  Choice optimizer;             ///< completed
  std::vector<RacePlace> path;  ///< from the start; in a long race every second, fourth … step
  RacePlace now;                ///< where it stands; the step is less than the race's if it has stopped
  Vector gradient;              ///< there
  Vector momentum;  ///< where its memory of past gradients would lead on its own; empty if it has none
  Vector lastStep;  ///< the last change of the weights, rate, scaling and all; empty before the first
  double distance = notKnown;           ///< to the nearest known minimum
  std::optional<KnownMinimum> nearest;  ///< and which that is
  /// Since when it has stayed as near to a minimum as RaceSetup::near; none if it is not so near.
  std::optional<std::int64_t> settled;
  double learningRate = notKnown;  ///< of the next step, by the schedule; NaN if it has none
  double curvature = notKnown;     ///< the largest of the objective, here
  double leastCurvature = notKnown;
  double stableRate = notKnown;  ///< above it steps in a valley of that curvature grow; NaN: no such rule
  Stop stop = Stop::none;        ///< epochs (the plan is done), converged or diverged
  std::int64_t stopStep = 0;  ///< at which it stopped; one that diverged stands where it was before that step
  std::string reason;         ///< of the stop, in sentences
};

struct RaceFrame {
  std::int64_t generation = 0;             ///< counts the loads; a frame of an older one is stale
  std::shared_ptr<const RaceSetup> setup;  ///< with completed entrants
  std::int64_t step = 0;
  std::int64_t headStep = 0;  ///< the furthest that was reached
  std::int64_t plannedSteps = 0;
  bool running = false;
  std::string fault;                   ///< why there are no entrants, if the setup cannot be run; else empty
  std::vector<EntrantFrame> entrants;  ///< in the setup's order

  bool atHead() const { return step == headStep; }
};

/// One optimiser on its way.
class Entrant {
 public:
  static constexpr std::size_t mostMoments = RecordedDescent::mostMoments;

  Entrant(Choice optimizer, DescentPlan plan, std::vector<KnownMinimum> minima, double near);

  void step();
  /// To where it stood at that step of the race.
  void goTo(std::int64_t step) { descent_.goTo(step); }
  void extend(std::int64_t steps) { descent_.extend(steps); }
  bool canStep() const { return descent_.canStep(); }
  EntrantFrame frame() const;

 private:
  static constexpr std::size_t mostStays = 100000;

  void record();
  void recordStay();
  std::optional<std::int64_t> settledAt(std::int64_t step) const;

  /// The steps through which it was near a minimum: the first of them, and the last so far.
  struct Stay {
    std::int64_t from, to;
  };

  Choice optimizer_;
  RecordedDescent descent_;
  std::vector<KnownMinimum> minima_;
  double near_;
  std::deque<Stay> stays_;  ///< in order; the latest ones
  ThinnedSeries<RacePlace> path_{mostMoments};
};

class Race : public SideBySide<Entrant> {
 public:
  using Setup = RaceSetup;
  using Frame = RaceFrame;

  /// Throws Error for an unknown optimiser, a parameter out of range, an objective that is not of two
  /// weights, or no entrants or too many.
  explicit Race(RaceSetup setup);
  RaceFrame frame() const;

 private:
  explicit Race(std::shared_ptr<const RaceSetup> setup);

  std::shared_ptr<const RaceSetup> setup_;
};

}  // namespace lossarium
