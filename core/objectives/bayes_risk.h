// The Bayes risk: the least mean loss that any predictor could expect on given rows, from how their targets
// came about. It is an expectation over the targets: those that were drawn can cost a fit less, above all the
// rows it was fitted to. Source: e.g. Hastie, Tibshirani & Friedman 2009, section 2.4.
#pragma once

#include "core/datasets/truth.h"
#include "core/losses/loss.h"

#include <optional>
#include <vector>

namespace lossarium {

/// Of the rows of the data set that `truth` describes (at least one), in the loss' own unit; of a root of the
/// mean, the root of the least mean. For each row the expected loss is minimised over the prediction: by
/// quadrature over the noise, or over the classes' probabilities. Many different rows are gathered into
/// groups of neighbours. Absent where the noise reaches targets that the loss does not take.
std::optional<double> bayesRisk(const Truth& truth, const std::vector<Index>& rows, const Loss& loss);

}  // namespace lossarium
