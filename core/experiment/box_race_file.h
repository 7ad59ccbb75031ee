// A race of boxes as a file holds it: an experiment for each loss, of a pair of boxes whose weights are the
// box. A race measures steps in the target's size, an experiment in the plane's units: a learning rate is
// carried over, so that both take the same steps (but for an ε beside a gradient).
#pragma once

#include "core/boxes/box_race.h"
#include "core/experiment/experiment.h"

#include <optional>
#include <vector>

namespace lossarium {

std::vector<Experiment> experimentsOf(const BoxRacePlan& plan);
/// The race that experiments are; none if they are something else, differ in more than the loss, or hold what
/// a race has not: changes on the way, a penalty, a tolerance.
std::optional<BoxRacePlan> boxRaceOf(const std::vector<Experiment>& experiments);

}  // namespace lossarium
