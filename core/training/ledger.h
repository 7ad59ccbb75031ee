// The ledger of a moment: what each training row adds to the loss, and how hard it pulls at the weights.
#pragma once

#include "core/experiment/problem.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace lossarium {

/// Immutable once made. n training rows, in the order of the problem's training samples; every vector has an
/// entry for each. Losses are in the loss' own unit, pulls in that unit by the length of the weights. The
/// penalty is in none of them but in the direction of descent.
///
/// The loss of a root of a mean (RMSE) is not a sum over rows. Its fair split is by shares of that mean: row
/// i adds rᵢ²/Σr² of the RMSE, and its part of the gradient is rᵢ·∇rᵢ/(n·RMSE). That is how the root's own
/// gradient falls into summands, and by Euler's rule for functions of degree 1 the split of the value that
/// goes with it.
struct Ledger {
  std::shared_ptr<const Problem> problem;
  std::int64_t step = 0;      ///< after which it holds
  Matrix prediction;          ///< n × outputs, as the model gives them
  double total = 0;           ///< the training loss without the penalty: the sum of `part`
  double gradientLength = 0;  ///< of that loss, by all weights
  Vector part;                ///< what the row adds to it: for a mean its loss / n
  Vector loss;                ///< the row's, as if it were alone (of RMSE |r|)
  /// part / total; 0 where the total is 0. NaN where there is none: a loss that is not finite, or one that is
  /// below 0 for some row (Poisson's, without its constant).
  Vector share;
  Vector pull;  ///< the length of the row's part of the gradient; as vectors the parts sum to that
  /// Of the negative of its part the component along the direction of descent, which is that of the negative
  /// gradient with the penalty. Positive: the row wants where the run goes; negative: it pulls against. 0
  /// where the gradient is 0; NaN where it is not finite.
  Vector along;
  std::vector<Index> costliest;  ///< all rows by their part, the largest first; of equals the first

  Index count() const { return part.size(); }
  /// Of a training row the row of the data set, and its number there before edits by hand, from 0.
  Index dataRow(Index row) const { return problem->rows.train[static_cast<std::size_t>(row)]; }
  Index rowNumber(Index row) const { return problem->dataset->rowNumber(dataRow(row)); }
};

/// Costs as much as a few steps with all rows, and what it takes to put them in order.
std::shared_ptr<const Ledger> ledgerOf(const std::shared_ptr<const Problem>& problem, const Vector& weights,
                                       std::int64_t step);

/// The row's part of the gradient of the training loss without the penalty, by each weight.
Vector gradientPart(const EmpiricalRisk& risk, const Vector& weights, Index row);

/// How many of the costliest rows make at least this share of the total, or all that cost something; 0 where
/// there are no shares.
Index rowsThatMake(const Ledger& ledger, double share);

/// Computes them for who looks on, in no more than a tenth of the time.
class LedgerWatch {
 public:
  /// That at `weights`, or the last one if a new one is not due and `running`; a run that stands gets its
  /// own.
  std::shared_ptr<const Ledger> at(const std::shared_ptr<const Problem>& problem, const Vector& weights,
                                   std::int64_t step, bool running);

 private:
  using Clock = std::chrono::steady_clock;

  std::shared_ptr<const Ledger> last_;
  Clock::time_point due_;
};

}  // namespace lossarium
