// One box descends to its target under several losses at once, side by side, from one place, with one
// optimiser: only the loss differs. A race is a pure function of its plan.
//
// Steps are measured in the target's size (lengthUnit), so a rate means the same in a picture's pixels. A
// size that a step carries below 0 tells the box that its corners span: no value is NaN, and the way back is
// downhill (box_loss.h). Where a loss has no gradient its box stays where it is.
#pragma once

#include "core/base/value.h"
#include "core/boxes/box_objective.h"
#include "core/training/recorded_descent.h"
#include "core/training/side_by_side.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lossarium {

struct BoxRacePlan {
  static constexpr std::size_t mostEntrants = 7;

  Box target{0, 0, 2, 1.4};
  Box prediction{3, 2, 4.2, 4};  ///< whence all start
  BoxCoordinates coordinates = BoxCoordinates::centreSize;
  std::vector<Choice> losses;  ///< of boxes, one to seven, each with its parameters
  Choice optimizer;            ///< with its parameters
  std::int64_t steps = 200;    ///< that are planned; a schedule runs over as many

  bool operator==(const BoxRacePlan&) const = default;
};

/// Of a box that misses its target: every loss of boxes, and gradient descent.
BoxRacePlan defaultBoxRace();
/// With losses and optimiser completed. Throws Error for what is unknown or out of range, for a loss that is
/// not of boxes, none or too many, and for a box that is not finite.
BoxRacePlan checked(BoxRacePlan plan);

struct BoxMoment {
  std::int64_t step = 0;
  Box box;           ///< upright
  double value = 0;  ///< of the loss
  double iou = 0;
  double cornerError = 0;  ///< |Δx1| + |Δy1| + |Δx2| + |Δy2|, in the plane's units

  bool operator==(const BoxMoment&) const = default;
};

/// How one loss stands at the frame's moment; the path is that of the whole race.
struct BoxEntrantFrame {
  Choice loss;
  std::vector<BoxMoment> path;  ///< from the start; in a long race every second, fourth … step
  BoxMoment now;
  Eigen::Vector4d slope;  ///< of the loss by the corners, in the plane's units
  /// Apart from its target, without a gradient: it cannot move.
  bool stuck = false;
  Stop stop = Stop::none;  ///< epochs (the plan is done) or diverged
  std::int64_t stopStep = 0;
  std::string reason;
};

struct BoxRaceFrame {
  std::int64_t generation = 0;  ///< counts the loads; a frame of an older one is stale
  std::shared_ptr<const BoxRacePlan> plan;
  std::int64_t step = 0;
  std::int64_t headStep = 0;  ///< the furthest that was reached
  std::int64_t plannedSteps = 0;
  bool running = false;
  std::string fault;                      ///< why there are no entrants, if the plan cannot be run
  std::vector<BoxEntrantFrame> entrants;  ///< in the plan's order

  bool atHead() const { return step == headStep; }
};

/// One loss with its box.
class BoxEntrant {
 public:
  BoxEntrant(Choice loss, const BoxRacePlan& plan);

  void step();
  void goTo(std::int64_t step) { descent_.goTo(step); }
  void extend(std::int64_t steps) { descent_.extend(steps); }
  bool canStep() const { return descent_.canStep(); }
  BoxEntrantFrame frame() const;

 private:
  BoxMoment momentNow() const;

  Choice loss_;
  std::shared_ptr<const BoxObjective> objective_;
  RecordedDescent descent_;
  ThinnedSeries<BoxMoment> path_{RecordedDescent::mostMoments};
};

class BoxRace : public SideBySide<BoxEntrant> {
 public:
  using Setup = BoxRacePlan;
  using Frame = BoxRaceFrame;

  /// Throws Error as `checked` does.
  explicit BoxRace(const BoxRacePlan& plan);
  BoxRaceFrame frame() const;

 private:
  explicit BoxRace(std::shared_ptr<const BoxRacePlan> plan);

  std::shared_ptr<const BoxRacePlan> plan_;
};

}  // namespace lossarium
