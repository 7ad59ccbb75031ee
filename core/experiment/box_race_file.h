// A race of boxes as a file holds it: an experiment for each loss, of a pair of boxes whose weights are the
// box. A race measures steps in the target's size, an experiment in the plane's units: a learning rate is
// carried over, so that both take the same
// steps, but for an ε beside a gradient, and with RAdam, Adadelta, Newton and L-BFGS, whose steps know
// lengths of their own. A race that is opened again is the same in any case.
#pragma once

#include "core/boxes/box_race.h"
#include "core/experiment/experiment.h"

#include <optional>
#include <vector>

namespace lossarium {

/// Throws Error for what a file does not take: a rate or a corner out of range.
std::vector<Experiment> experimentsOf(const BoxRacePlan& plan);
/// The race that experiments are. None if they are something else, or hold what a race has not: changes on
/// the way, a penalty, another split; or if there is one alone, which is a fit.
std::optional<BoxRacePlan> boxRaceOf(const std::vector<Experiment>& experiments);

}  // namespace lossarium
