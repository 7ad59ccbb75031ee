// An optimiser, a learning rate and a schedule that get there: near the least loss within the planned epochs.
#pragma once

#include "core/experiment/problem.h"

namespace lossarium {

/// Sets `problem.experiment.optimizer` as far as nobody chose it. The rate is that of the rule
/// (suggestedRate) if a run with it ends within 2 % of the least loss that L-BFGS or any tried run finds;
/// else the slowest of 2, 5, 10 … times as much, or the fastest of its parts, that does. Where no constant
/// rate does, one that falls along a cosine is taken if it ends at least 1 % lower, and where that does not
/// do, Adam. Runs that climb by more than a fifth of the loss at the start before they fall are taken only
/// where no calm one gets within 4.5 %. Where the least loss is near 0, 2 % of the best constant prediction's
/// are near enough, too.
///
/// Tried are whole runs; of many rows some. Too large a problem (more than some tenths of a second of work)
/// keeps the rule's rate. The same for any number of threads. Throws Cancelled.
void chooseOptimizer(Problem& problem, const Progress& progress = {});

}  // namespace lossarium
