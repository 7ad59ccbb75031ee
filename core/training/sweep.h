// Where runs end over a grid of two settings: learning rate and batch size, degree and penalty …
#pragma once

#include "core/training/trainer.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lossarium {

/// One setting and the values that it takes along an axis, ascending; of batch sizes 0, all rows, is the
/// last. Of a choice (an optimiser, an activation) the values are its words in the catalogue's order.
struct SweepAxis {
  std::string key;    ///< "optimizer.learning_rate"
  std::string label;  ///< "Learning rate"
  std::vector<Value> values;

  bool operator==(const SweepAxis&) const = default;
};

/// The settings that a run depends on: numbers, each with some values about the present one, the optimiser
/// and other choices with all theirs. Seeds, what only the pictures depend on, what has no effect, and the
/// loss, for losses of two kinds cannot be compared, are left out: also batches of as many as the
/// `trainingRows` or more, which are all rows. 0: not known.
std::vector<SweepAxis> sweepAxes(const Experiment& experiment, Index trainingRows = 0);

struct SweepCell {
  bool done = false;
  double judged = 0;    ///< final loss of the validation rows, of the training rows if there are none
  double training = 0;  ///< final loss of the training rows
  Stop stop = Stop::none;
  std::string refusal;  ///< why there is no such run; else empty
};

/// Immutable once it is handed over; cells that are not done yet say so.
struct Sweep {
  Experiment base;
  SweepAxis x, y;
  bool byValidation = false;
  Index trainingRows = 0;
  std::vector<SweepCell> cells;  ///< (i, j) has the index j·x.values.size() + i

  std::size_t index(std::size_t i, std::size_t j) const { return j * x.values.size() + i; }
  std::size_t doneCount() const;
  /// The place of the least judged loss among the runs that ended; none if there is none yet.
  std::optional<std::pair<std::size_t, std::size_t>> best() const;
  /// The experiment of a cell: `base` with its two settings; another optimiser has its own ones, and the rate
  /// that is suggested for it. Throws Error where it has no such setting.
  Experiment at(std::size_t i, std::size_t j) const;
};

/// Runs every cell to its end, over all cores, spread so that the whole map soon shows its shape; hands over
/// the map so far now and then, and at the end. `base`'s recorded changes are left out. Throws Error if
/// `base` itself cannot be built, Cancelled when `progress` says so.
void runSweep(const Experiment& base, const SweepAxis& x, const SweepAxis& y, const Progress& progress,
              const std::function<void(std::shared_ptr<const Sweep>)>& deliver);

}  // namespace lossarium
