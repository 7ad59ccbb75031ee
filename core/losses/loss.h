// The contract of a loss. A loss is a spec and one kernel, and everything stands on that kernel: the trainer,
// the curves, the surfaces, the command line. The kernel works on a block of rows that fits the cache.
#pragma once

#include "core/base/matrix.h"
#include "core/base/task.h"
#include "core/base/value.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace lossarium {

struct LossSpec {
  std::string_view id;
  std::string_view title;
  Task task = Task::regression;
  std::span<const ParameterSpec> parameters = {};
  std::string_view formula;    ///< per sample, in plain text; r = prediction − target
  std::string_view estimates;  ///< what the constant that minimises the mean loss is
  std::string_view caption;    ///< one sentence a learner should remember
  bool convex = true;          ///< in the prediction
  bool smooth = true;          ///< slope continuous in the prediction
  std::string_view pytorch = "";
  std::string_view keras = "";
  std::string_view scikitLearn = "";
  std::string_view source = "";
};

/// A block of samples. Every array is stored by column; column j begins at j·stride (in doubles), stride ≥
/// rows. Output arrays that are null are not asked for. Inputs must be finite. No array overlaps another.
struct LossBlock {
  Index rows = 0;
  Index stride = 0;
  Index targetStride = 0;              ///< the same for `target`, which may lie elsewhere
  const double* prediction = nullptr;  ///< rows × outputs
  const double* target = nullptr;      ///< rows × target columns
  const double* direction = nullptr;   ///< rows × outputs; needed for `curvature` only
  double* value = nullptr;             ///< rows: the loss of each sample, in the loss' own unit
  double* slope = nullptr;      ///< rows × outputs: d value / d prediction; at a kink the mean of both sides
  double* curvature = nullptr;  ///< rows × outputs: each row's second derivative times its direction
};

class Loss {
 public:
  virtual ~Loss() = default;
  virtual const LossSpec& spec() const = 0;
  virtual void evaluate(const LossBlock& block) const = 0;
  /// Values of r (regression) at which the slope or the curvature jumps, ascending.
  virtual std::vector<double> kinks() const = 0;
};

struct LossEntry {
  const LossSpec* spec;
  std::unique_ptr<const Loss> (*make)(const Choice& completed);
};

std::span<const LossEntry> lossCatalog();

/// The loss of a choice; parameters left out have their defaults. Throws Error that names the key in `where`.
std::unique_ptr<const Loss> makeLoss(const Choice& choice, const std::string& where = "loss");

}  // namespace lossarium
