// What determines a race, as one plain value: a file holds it as several descents of the same objective.
#pragma once

#include "core/race/race.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace lossarium {

struct RacePlan {
  Choice objective;  ///< a test function with its parameters and the start "x", "y", completed
  /// Completed optimisers, one to six; without a "learning_rate" where nobody chose one: that entrant takes a
  /// calm one.
  std::vector<Choice> entrants;
  std::int64_t steps = 400;
  double tolerance = 0;
  /// Calm rates are those of a descent from here; absent: from the function's usual start. So a start that is
  /// moved changes no rate.
  std::optional<Eigen::Vector2d> ratesFrom = {};
  bool operator==(const RacePlan&) const = default;
};

/// Gradient descent, momentum and Adam on a test function, with what is not given completed. Throws Error.
RacePlan defaultRace(const Choice& objective = {"rosenbrock"});
/// Of the descents in a file. Throws Error, with `where` in front, if they are not one race: other functions
/// or starts, other steps, or too many.
RacePlan raceOf(const std::vector<DescentSetup>& descents, const std::string& where = {});
/// What a file holds of it: the rates that `found` has in the places of those that nobody chose.
std::vector<DescentSetup> descentsOf(const RacePlan& plan, const std::vector<Choice>& found = {});

/// An optimiser with its parameters completed, but for a rate that nobody chose. Throws Error.
Choice entrantOf(const Choice& optimizer);
RaceSetup setupOf(const RacePlan& plan);

}  // namespace lossarium
