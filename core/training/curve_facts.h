// What can be read off the curves of a run: where the loss fell, rose or swung, and by how much. Plain
// numbers; what they mean is for the diagnosis to say.
#pragma once

#include "core/training/history.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace lossarium {

/// Of the records since the settings last changed. Rows before and after are those of EpochRecord; the
/// objective is training loss + penalty. NaN where there are too few records.
struct CurveFacts {
  static constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

  std::size_t records = 0;
  std::int64_t firstEpoch = 0, lastEpoch = 0;
  double first = notKnown, last = notKnown;  ///< the objective at both ends, each the mean of its tenth
  double lowest = notKnown;                  ///< of the objective
  /// By how much the objective fell over the last fifth of the records (the means of that fifth's halves),
  /// as a share of all that it fell from its first value to its lowest.
  double fallLately = notKnown;
  double lossFallLately = notKnown;  ///< the same fall as a share of the objective itself
  double fallDoubt = notKnown;       ///< its standard error as the same share, from record to record
  double latelyBefore = notKnown, latelyAfter = notKnown;  ///< the means of those halves
  std::int64_t latelyFrom = 0;                             ///< the epoch at which that fifth begins
  /// Of the steps from record to record in the last half, the share in which the objective rose,
  double rises = notKnown;
  /// and how large such steps are in the middle, as a share of the mean objective there.
  double swing = notKnown;

  std::int64_t bestEpoch = -1;         ///< of the least validation loss; −1 without validation
  double bestValidation = notKnown;    ///< that loss
  double validationAtBest = notKnown;  ///< medians of a few records about it: one lucky epoch says little
  double trainingAtBest = notKnown;    ///< the same of the training loss
  double validationLately = notKnown;  ///< both losses now: the medians of the last few records
  double trainingLately = notKnown;
};

CurveFacts factsOf(const std::vector<EpochRecord>& epochs, const std::vector<Seam>& seams);

/// Of the turns of the way that are known step by step, the mean cosine between a step and the one before:
/// near −1 each step takes back the last one, near 1 the way is straight. Of the last that count: steps that
/// are next to nothing beside the longest have the direction of rounding. NaN with fewer than `least` turns.
double meanTurn(const std::vector<PathPoint>& path, std::size_t least = 8);

}  // namespace lossarium
