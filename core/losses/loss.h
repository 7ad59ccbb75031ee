// The contract of a loss. A loss is a spec and one kernel, and everything stands on that kernel: the trainer,
// the curves, the surfaces, the command line. The kernel works on a block of rows that fits the cache.
#pragma once

#include "core/base/matrix.h"
#include "core/base/task.h"
#include "core/base/value.h"

#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace lossarium {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// Numbers that a prediction or a target may be: minimum ≤ x ≤ maximum, or minimum < x.
struct Domain {
  double minimum = -infinity;
  double maximum = infinity;
  bool openBelow = false;

  bool contains(double x) const { return x <= maximum && (openBelow ? x > minimum : x >= minimum); }
};

struct LossSpec {
  std::string_view id;
  std::string_view title;
  std::string_view shortTitle = {};  ///< beside a curve, where the title is too long
  Task task = Task::regression;
  std::span<const ParameterSpec> parameters = {};
  std::string_view formula;     ///< per sample, in plain text; r = prediction − target, m = ±prediction
  std::string_view domain;      ///< of prediction and target, in words
  std::string_view estimates;   ///< what the constant that minimises the mean loss is
  std::string_view caption;     ///< one sentence a learner should remember
  std::string_view outliers;    ///< how a few wild points act on the fit
  std::string_view labelNoise;  ///< how wrong targets or labels act on the fit
  std::string_view use;         ///< when to take it
  std::string_view avoid;       ///< when not to
  std::string_view pytorch = "";
  std::string_view keras = "";
  std::string_view tensorflow = "";
  std::string_view scikitLearn = "";
  std::string_view source = "";
  std::string_view alsoCalled = "";  ///< other names, and what one would search it by
  Domain predictions = {};
  Domain targets = {};
  bool dividesByTarget = false;  ///< targets at 0 would drown all others
  bool logarithmOfRate = false;  ///< a prediction is the logarithm of what is predicted
  bool byTarget = false;         ///< at one residual its value differs from target to target
  bool softTargets = false;      ///< binary: a target may lie between 0 and 1
  bool metricOnly = false;       ///< its slope is 0 wherever it has one: it measures but cannot guide
  bool partialSlope = false;     ///< the slope takes a part of the value as constant, as its source does
  bool squaredResidual = false;  ///< the value of a sample is (prediction − target)²
  bool rootOfMean = false;       ///< the loss of many samples is the root of their mean, not the mean
};

/// How far a loss is smooth in its prediction: what jumps first.
enum class Smoothness { valueJumps, slopeJumps, curvatureJumps, smooth };

/// What holds for a loss with the parameters it has.
struct LossTraits {
  bool convex = true;  ///< in the prediction (for classes in all logits together)
  Smoothness smoothness = Smoothness::smooth;
  double lowestSlope = -infinity;  ///< every entry of the slope lies between these, for every target;
  double highestSlope = infinity;  ///< no closer bounds hold

  bool operator==(const LossTraits&) const = default;
};

/// A block of samples. Every array is stored by column; column j begins at j·stride (in doubles), stride ≥
/// rows. Output arrays that are null are not asked for. Inputs are finite, but the logit of a class may be
/// −∞. No array overlaps another.
///
/// Shapes by task: regression and binary have one output and one target (binary: 1 is the positive class, 0
/// or −1 the negative one, between 0 and 1 a soft label); classes have a logit for each class and the index
/// of the class as target; boxes have four outputs and four targets, x1, y1, x2, y2.
struct LossBlock {
  Index rows = 0;
  Index outputs = 1;
  Index stride = 0;
  Index targetStride = 0;              ///< the same for `target`, which may lie elsewhere
  const double* prediction = nullptr;  ///< rows × outputs
  const double* target = nullptr;      ///< rows × target columns
  const double* direction = nullptr;   ///< rows × outputs; needed for `curvature` only
  double* value = nullptr;             ///< rows: the loss of each sample, in the loss' own unit
  double* slope = nullptr;      ///< rows × outputs: d value / d prediction; at a kink the mean of both sides
  double* curvature = nullptr;  ///< rows × outputs: each row's second derivative times its direction
};

/// A block of samples whose single prediction moves along a line: at point k it is base + step[k]·along.
/// Arrays do not overlap.
struct LossLines {
  Index rows = 0;
  const double* base = nullptr;
  const double* along = nullptr;
  const double* target = nullptr;
  Index points = 0;
  const double* step = nullptr;
  double* sum = nullptr;  ///< of the samples' losses at each point; is added to
};

/// The short title, or else the title.
constexpr std::string_view nameOf(const LossSpec& spec) {
  return spec.shortTitle.empty() ? spec.title : spec.shortTitle;
}

class Loss {
 public:
  virtual ~Loss() = default;
  virtual const LossSpec& spec() const = 0;
  virtual LossTraits traits() const = 0;
  virtual void evaluate(const LossBlock& block) const = 0;
  /// Whether addAlong does anything: for losses of one prediction and its target.
  virtual bool addsAlong() const { return false; }
  /// Many points at once; each sum is taken in an order that does not depend on the other points.
  virtual void addAlong(const LossLines&) const {}
  /// Where pieces of the formula meet, ascending: values of r (regression), of the margin (binary), of the
  /// lead over the strongest rival (classes).
  virtual std::vector<double> kinks() const { return {}; }
};

struct LossEntry {
  const LossSpec* spec;
  std::unique_ptr<const Loss> (*make)(const Choice& completed);
};

std::span<const LossEntry> lossCatalog();
/// The loss of a task when nobody names one: the first of it in the catalogue, of boxes GIoU.
std::string_view defaultLoss(Task task);

/// The loss of a choice; parameters left out have their defaults. Throws Error that names the key in `where`.
std::unique_ptr<const Loss> makeLoss(const Choice& choice, const std::string& where = "loss");

/// The loss of many samples from the mean of theirs, and its derivatives by that mean.
struct Reduced {
  double value = 0;
  double slope = 1;
  double curvature = 0;
};
/// At a mean of 0 the root's slope is taken as 0: there is nothing left to descend.
Reduced reduced(const LossSpec& spec, double mean);

}  // namespace lossarium
