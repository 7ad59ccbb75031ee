// Whether a loss is still falling at the end of a run: one judgement for all who speak of it.
#pragma once

#include <cstdint>
#include <limits>

namespace lossarium {

/// What the objective (loss and penalty) was at the start, a tenth of the way ago, and is now. Plain values
/// of the curve, so that they can be read off it; NaN: not known.
struct LateFall {
  static constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();
  static constexpr double ofLoss = 1e-3;  ///< a smaller fall over the last tenth is none,
  static constexpr double ofAll = 1e-4;   ///< nor is so small a share of all that it fell since the start

  double atStart = notKnown, before = notKnown, now = notKnown;

  /// Over the last tenth, as a share of what there was before it; negative if it rose.
  double share() const;
  /// Of small batches, whose losses jump, two values alone do not tell: their noise must be known, too.
  bool goesOn() const;
};

/// How many epochs a tenth of them is; 1 at least.
std::int64_t tenthOf(std::int64_t epochs);

}  // namespace lossarium
