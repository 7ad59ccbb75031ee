// Test rows that were seen once are seen: a run whose record opens them shows them at all its moments, also
// before, and what is changed there goes on with that noted.
#pragma once

#include "core/experiment/experiment.h"

namespace lossarium {

/// Whether the record of a run opens the test rows that `moment`, settings that it has at some time, holds
/// back: at its start or by any of its changes.
bool opensTestRows(const Experiment& record, const Experiment& moment);

}  // namespace lossarium
