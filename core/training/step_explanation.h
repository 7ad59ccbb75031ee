// One step of training for one weight, number by number: predictions of the batch, their loss, its slope by
// them, the gradient that the slopes make for the weight, and the update that the optimiser makes of it.
#pragma once

#include "core/training/trainer.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace lossarium {

/// A row of the batch and how it pulls at the weight.
struct ExplainedRow {
  Index row = 0;      ///< of the data set
  Vector prediction;  ///< its outputs, before the step
  Vector target;
  double loss = 0;
  Vector slope;       ///< of that loss by each output
  Vector derivative;  ///< of each output by the weight
  double pull = 0;    ///< slope·derivative: the slope of this row's loss by the weight
};

/// A summand of a prediction that is linear in the weights.
struct Addend {
  Index weight = 0;
  double value = 0;   ///< of the weight, before the step
  double factor = 0;  ///< with which it is multiplied: an input, a power of one, 1
};

/// Where the gradient of the weight came from.
struct GradientParts {
  double mean = 0;           ///< of the rows' pulls
  double rootSlope = 1;      ///< by which it is multiplied where the loss is a root of the mean, else 1
  double l1 = 0, l2 = 0;     ///< of the penalty's two terms
  double gradient = 0;       ///< that the step used: rootSlope·mean + l1 + l2 up to rounding
  double afterClipping = 0;  ///< the same where nothing was clipped
};

/// Immutable once made. All numbers are those with which the step was taken: of its batch, at the weights
/// before it, with its draw of dropout or noise.
struct StepExplanation {
  std::shared_ptr<const Problem> problem;  ///< in force in the step
  std::int64_t step = 0;                   ///< its number, from 1
  Index weight = 0;
  Index rows = 0;         ///< of the batch
  Vector meanPrediction;  ///< of the batch, for each output
  Vector meanSlope;
  Vector meanDerivative;
  double loss = 0;                      ///< of the batch, without the penalty
  double penalty = 0;                   ///< that was added
  std::vector<ExplainedRow> strongest;  ///< rows that pull most at the weight, the strongest first
  std::optional<ExplainedRow> chosen;   ///< the one that was asked for, if it is in the batch
  Index output = 0;                     ///< through which the weight acts most in the example
  std::vector<Addend> addends;  ///< that make this output of the example; empty: not linear in the weights
  GradientParts parts;
  std::vector<Term> terms;  ///< in the optimiser's formula; the last is Δw
  /// With so many of their digits the terms give Δw to `changeDigits`.
  int digits = 0;
  static constexpr int changeDigits = 5;
  double before = 0, after = 0;  ///< the weight; after = before + Δw
  /// The row whose numbers are followed.
  const ExplainedRow& example() const { return chosen ? *chosen : strongest.front(); }
  double change() const { return terms.back().value; }
};

/// What is to be explained: a weight, and if wished by a certain one of the training rows.
struct ExplanationWish {
  Index weight = 0;
  std::optional<Index> trainingRow = {};

  bool operator==(const ExplanationWish&) const = default;
};

/// The last step that the trainer has taken; null if it knows of none.
std::shared_ptr<const StepExplanation> explainStep(const Trainer& trainer, const ExplanationWish& wish);
inline std::shared_ptr<const StepExplanation> explainStep(const Trainer& trainer, Index weight) {
  return explainStep(trainer, ExplanationWish{weight, {}});
}

/// Where that is costly it is done less often while a run goes on: it takes no more than a tenth of the time.
class StepWatch {
 public:
  /// Of a run that stands always the last step.
  std::shared_ptr<const StepExplanation> at(const Trainer& trainer, ExplanationWish wish, bool running);

 private:
  using Clock = std::chrono::steady_clock;

  std::shared_ptr<const StepExplanation> last_;
  ExplanationWish lastWish_;
  Clock::time_point due_;
};

}  // namespace lossarium
