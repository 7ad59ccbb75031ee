// What the errors of a fit look like: whether rows with similar inputs know more than the model, and whether
// a few rows lie far from all others. Plain numbers; what they mean is for the diagnosis to say.
#pragma once

#include "core/experiment/problem.h"

#include <limits>

namespace lossarium {

/// How well each training row is told by the rows most like it (the mean of their targets, or the class that
/// most of them have), beside how well the model tells it. NaN where there are too few rows.
struct NeighbourFacts {
  static constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();
  static constexpr Index neighbours = 5;

  double modelError = notKnown;      ///< mean loss, or for classes the share of wrong ones
  double neighbourError = notKnown;  ///< the same for the neighbours
  double doubt = notKnown;           ///< standard error of the difference, row by row
};

/// Of at most some hundred rows, evenly taken: the time grows with their square.
NeighbourFacts neighbourFactsOf(const Problem& problem, const Vector& weights);

/// Rows of a regression that lie far from a fit that does not heed them: by the least absolute errors where
/// the model is linear in few weights, else the present fit. No rows, where the loss heeds them no more than
/// others anyway (its slope is bounded).
struct FarRows {
  static constexpr double deviations = 6;  ///< robust ones (1.4826 × median |r|): farther is far

  Index count = 0;
  Index of = 0;          ///< among so many that were looked at
  double deviation = 0;  ///< the robust one, in the target's unit
  double lossShare = 0;  ///< what of the present loss is theirs
};

/// Rows that cost something, where their loss has next to no slope: they do not move the fit, wherever they
/// lie. None of a convex loss, which is flat only where it is least.
struct IdleRows {
  static constexpr double flat = 1e-4;  ///< of the loss' steepest slope: less is none

  Index count = 0;
  Index of = 0;
  double lossShare = 0;  ///< what of the present loss is theirs
  double farResidual =
      0;  ///< of a regression: only a twentieth of the training rows lie farther from the fit

  double share() const { return of > 0 ? static_cast<double>(count) / static_cast<double>(of) : 0; }
};

IdleRows idleRowsOf(const Problem& problem, const Vector& weights);

FarRows farRowsOf(const Problem& problem, const Vector& weights);

}  // namespace lossarium
