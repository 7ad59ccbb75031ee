// What a run leaves behind: the curves by epoch and the way of the weights by step, thinned so that a run of
// any length fits.
#pragma once

#include "core/base/shared_vector.h"
#include "core/training/trainer.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace lossarium {

/// Keeps every 2ᵏ-th item, with the smallest k for which at most `capacity` are kept. Ask `keepsNext` before
/// making an item that is costly; either `add` or `skip` then counts it.
template <class Item>
class ThinnedSeries {
 public:
  explicit ThinnedSeries(std::size_t capacity) : capacity_(capacity) {}

  bool keepsNext() const { return count_ % stride_ == 0; }
  void skip() { ++count_; }
  void add(Item item) {
    if (!keepsNext()) return skip();
    ++count_;
    kept_.push_back(std::move(item));
    if (kept_.size() > capacity_) thin();
  }
  /// Forgets all but the first `count` items that were counted.
  void cut(std::int64_t count) {
    if (count >= count_) return;
    count_ = count;
    kept_.resize(static_cast<std::size_t>((count + stride_ - 1) / stride_));
  }
  std::int64_t count() const { return count_; }
  const std::vector<Item>& items() const { return kept_; }
  std::vector<Item>& items() { return kept_; }

 private:
  void thin() {
    std::size_t to = 1;  // the first stays: moved onto itself it would be emptied
    for (std::size_t from = 2; from < kept_.size(); from += 2) kept_[to++] = std::move(kept_[from]);
    kept_.resize(to);
    stride_ *= 2;
  }

  std::size_t capacity_;
  std::int64_t stride_ = 1;
  std::int64_t count_ = 0;
  std::vector<Item> kept_;
};

struct EpochRecord {
  std::int64_t epoch = 0;
  std::int64_t step = 0;
  double training = 0;  ///< mean loss over all training rows, without the penalty
  double validation = std::numeric_limits<double>::quiet_NaN();
  double penalty = 0;
  double test = std::numeric_limits<double>::quiet_NaN();  ///< known only once the test rows are opened
};

struct PathPoint {
  std::int64_t step = 0;
  SharedVector weights;  ///< frames hold the whole way
  /// Of the training objective (loss and penalty); NaN: not worked out yet.
  double value = std::numeric_limits<double>::quiet_NaN();
};

/// One setting, as it was and as it is from now on; absent where a choice does not have it.
struct SettingChange {
  std::string key;  ///< "loss.delta"
  std::optional<Value> from;
  std::optional<Value> to;
};

/// "MSE → Huber", "learning rate 0.1 → 1.2"; empty for no changes.
std::string changeLabel(const std::vector<SettingChange>& changes);

/// Where the curve's unit or the settings changed while the run went on.
struct Seam {
  std::int64_t epoch = 0;
  std::int64_t step = 0;
  std::string label;  ///< e.g. "MSE → Huber"
  std::vector<SettingChange> changes;
  bool otherUnit = false;            ///< the loss itself changed: values on both sides cannot be compared
  std::string lossBefore;            ///< the title of the loss up to here
  std::optional<EpochRecord> after;  ///< the losses in the new unit, if the unit changed between two epochs
};

struct History {
  explicit History(std::size_t capacity) : epochs(capacity), path(capacity) {}

  ThinnedSeries<EpochRecord> epochs;
  ThinnedSeries<PathPoint> path;
  std::vector<Seam> seams;

  /// Forgets what came after that moment of the same run.
  void cutAfter(std::int64_t step, std::int64_t epoch);
};

/// Between epochs and steps, by the records of a run; beyond the last one `batchesPerEpoch` says how it goes
/// on. Both grow together, whatever the batch sizes were.
double epochAt(const std::vector<EpochRecord>& epochs, std::int64_t step, std::int64_t batchesPerEpoch);
std::int64_t stepAt(const std::vector<EpochRecord>& epochs, double epoch, std::int64_t batchesPerEpoch);

/// How many places of the path can be kept for a model of that size.
std::size_t pathCapacity(Index weights);

/// The losses at `weights` of the trainer's problem.
EpochRecord measure(const Trainer& trainer, const Vector& weights);
/// The losses at the trainer's present weights.
EpochRecord measure(const Trainer& trainer);
/// The same where those of the training rows are known already.
EpochRecord measure(const Trainer& trainer, const RiskAt& training);

/// The test losses of the epochs so far whose weights the path still holds, as far back as the unit of the
/// loss is the present one.
void fillTestLosses(History& history, const Problem& problem);

/// Adds where the trainer is now to both series (to the epochs only where one has just begun or ended). A
/// place between epochs gets no value: in a hurry that would cost more than the step.
void record(History& history, const Trainer& trainer);

}  // namespace lossarium
