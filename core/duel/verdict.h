// Which run of a duel does best, by a yardstick that belongs to none of its losses: by what is known of the
// data, if anything is.
#pragma once

#include "core/training/recorded_run.h"

#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

namespace lossarium {

enum class Yardstick {
  /// Of runs that descend the same objective: the epoch from which on each has been within a hundredth of the
  /// way from the start to the least training loss that any of them reached; NaN where it is not there.
  arrival,
  /// Mean |error| on the training rows that DatasetSpec::strangeRows does not name, as they were before
  /// anybody changed them.
  soundRows,
  truth,       ///< root mean square distance from what the targets were drawn around, on the training rows
  untouched,   ///< mean |error| on the training rows whose targets nobody moved
  shareBelow,  ///< of quantiles: how far the share of training rows at or below the fit is from its τ
  typical,     ///< median |error| on the validation rows, or where there are none, the training rows
  accuracy,    ///< share of those rows whose class is predicted
  rareClass,   ///< F1 of a class that less than a fifth of the training rows have, on those rows
  trueBoxes,   ///< mean IoU of the training rows' predictions with where their objects really are
  overlap,  ///< mean IoU with the targets of the validation rows, or where there are none, the training rows
};

struct DuelVerdict {
  static constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

  Yardstick yardstick = Yardstick::typical;
  bool onValidation = false;
  std::vector<double> scores;  ///< of each run; NaN where its predictions are not finite
  /// Of shareBelow the shares themselves; of rareClass the rows of that class that were found.
  std::vector<double> details;
  double of = notKnown;            ///< of rareClass, how many rows there are of that class
  std::vector<std::size_t> order;  ///< of the runs, the best first
  /// Of soundRows: what the best level line, at their median, comes to, and of a straight line, what a
  /// least-squares line through those rows alone reaches.
  double level = notKnown, attainable = notKnown;

  bool higherIsBetter() const {
    return yardstick == Yardstick::accuracy || yardstick == Yardstick::rareClass ||
           yardstick == Yardstick::trueBoxes || yardstick == Yardstick::overlap;
  }
  std::size_t best() const { return order.front(); }
  std::size_t worst() const { return order.back(); }
  /// Whether nobody found the line that there is among the sound rows: even the best is further from them
  /// than a level line.
  bool noneSaves() const { return scores[best()] > level && attainable < level; }
};

/// `runs` has at least one, all of the same data.
DuelVerdict verdictOn(const std::vector<std::shared_ptr<const RunFrame>>& runs);

}  // namespace lossarium
