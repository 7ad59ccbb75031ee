// A learning rate for a descent that nobody chose one for.
#pragma once

#include "core/experiment/descent_setup.h"

#include <cstdint>

namespace lossarium {

/// `optimizer`, which may lack parameters, completed; its learning rate, if it has one and none is given, is
/// one of 1, 2, 5 times a power of ten that descends calmly and is there early. Each is tried from `start`
/// for `steps` steps (but 1000 at most). A calm run
///   never rises above its start by more than a fifth of its fall,
///   makes no step longer than a quarter of the shown range, and
///   leaps over no hill: at no place on its way a step is higher than at both its ends by more than a
///   twentieth of the run's fall. So it stays in its valley, or rolls out of it.
/// There is who has done 98 % of the deepest fall and stays below that. Of the rates that are there
/// within 1.1 times the fewest steps, the one nearest to the optimiser's own default is taken. A run that
/// leaves the shown range, taken three times as wide, is followed no further. Chosen is among calm runs that
/// end within the shown range; where none of these ends lower than it started, among all calm ones, then
/// among all; at last it is the default. Throws Error.
Choice withCalmRate(const Choice& optimizer, const Objective& objective, const Vector& start, const Range& x,
                    const Range& y, std::int64_t steps);
/// The same of a descent's optimiser.
DescentSetup withCalmRate(const DescentSetup& setup);

}  // namespace lossarium
