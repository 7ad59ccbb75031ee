// A disturbance made real: which training rows are moved, get another class or are left out. Each dial has a
// random stream of its own and turns through one order of the rows, so that more of it keeps what less of it
// had, and nothing jumps while it turns.
#pragma once

#include "core/base/matrix.h"
#include "core/base/task.h"
#include "core/datasets/disturbance.h"

#include <set>
#include <string>
#include <vector>

namespace lossarium {

struct Dataset;

struct DisturbedRows {
  Vector target;                   ///< of every row of the data set
  std::vector<bool> leftOut;       ///< likewise
  std::vector<std::string> notes;  ///< what was done
};

/// Whether a dial is turned up that means something for such a target. Numbers have outliers and noise;
/// classes wrong labels and a share.
bool actsOn(const Disturbance& disturbance, Task task);
/// The dials that are turned up in vain.
std::vector<std::string> notesOnIdle(const Disturbance& disturbance, Task task);

/// Of `training` (ascending, at least one) the shares asked for, to the row, rounded; all other rows stay as
/// they are, and so do those that were edited `byHand`. Targets move by multiples of the population deviation
/// of the training targets as they were. First rows are left out: those of the last class or of the others,
/// whichever are too many, so that each class keeps one; then that share of the rest gets another class, each
/// of the others alike, and the only row of a class keeps it.
DisturbedRows disturbedRows(const Dataset& clean, const std::vector<Index>& training,
                            const Disturbance& disturbance, const std::set<Index>& byHand = {});

}  // namespace lossarium
