// What can be read off the curves of a run: where the loss fell, rose or swung, and by how much. Plain
// numbers; what they mean is for the diagnosis to say.
#pragma once

#include "core/training/history.h"
#include "core/training/late_fall.h"

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
  /// The objective at the first record, a fifth and a tenth of the epochs before the last, and at the last.
  LateFall late;
  std::int64_t lateEpoch = 0;   ///< of `late.before`
  std::int64_t stillSince = 0;  ///< from that epoch on the objective is written as it is now
  double lowest = notKnown;     ///< of the objective
  /// By how much the objective fell over that tenth, as a share of all that it fell from its first value to
  /// its lowest,
  double fallLately = notKnown;
  double lossFallLately = notKnown;  ///< and as a share of itself.
  double fallDoubt =
      notKnown;  ///< what noise from record to record could make of that share (standard error)
  /// Of the steps from record to record in the last half, the share in which the objective rose,
  double rises = notKnown;
  /// and how high a rise is from its foot to its top, in the middle, as a share of the mean objective there,
  double swing = notKnown;
  double largestSwing = notKnown;  ///< the same of the highest one;
  double swingOfAll = notKnown;    ///< `swing` as a share of all that the objective fell

  std::int64_t bestEpoch = -1;         ///< of the least validation loss; −1 without validation
  double bestValidation = notKnown;    ///< that loss,
  double trainingThen = notKnown;      ///< and the training loss of the same epoch
  double validationAtBest = notKnown;  ///< medians of a few records about it: one lucky epoch says little
  double trainingAtBest = notKnown;    ///< the same of the training loss
  double validationLately = notKnown;  ///< both losses now: the medians of the last few records
  double trainingLately = notKnown;
  double validationNow = notKnown, trainingNow = notKnown;  ///< of the last record
};

CurveFacts factsOf(const std::vector<EpochRecord>& epochs, const std::vector<Seam>& seams);

/// Of the turns of the way that are known step by step, the mean cosine between a step and the one before:
/// near −1 each step takes back the last one, near 1 the way is straight. Of the last that count: steps that
/// are next to nothing beside the longest have the direction of rounding. NaN with fewer than `least` turns.
double meanTurn(const std::vector<PathPoint>& path, std::size_t least = 8);

}  // namespace lossarium
