// Fits that are tried beside a run, to know what a remedy would bring before it is offered.
#pragma once

#include "core/experiment/problem.h"

#include <limits>
#include <map>
#include <optional>
#include <string>

namespace lossarium {

/// A model that can bend more than the one in force, fitted to the same training rows and judged on rows that
/// it has not seen: the validation rows where there are enough, else each fifth of the training rows by a fit
/// to the others (cross-validation). Errors are the mean loss, or for classes the share of wrong ones.
struct RicherFit {
  std::string name;                  ///< "a polynomial of degree 2"
  std::map<std::string, Value> set;  ///< the settings that choose it
  double error = 0;
  double ownError = 0;  ///< of the model in force: at the present weights, or by the same cross-validation
  double doubt = 0;     ///< standard error of the difference, row by row
  Index rows = 0;       ///< that judged
  bool crossValidated = false;

  /// Clearly, that is: by a fifth at least, and by two standard errors.
  bool isBetter() const;
};

/// Nothing where no richer model can be fitted to so few rows, or within a second or so. All of these throw
/// Cancelled when asked to stop.
std::optional<RicherFit> richerFitOf(const Problem& problem, const Vector& weights,
                                     const Progress& progress = {});

/// A learning rate with which the run, from its start and on all rows, falls instead of growing; tried.
struct SafeRate {
  double rate = 0;
  int steps = 0;            ///< that were tried
  double from = 0, to = 0;  ///< the objective before and after them
};

/// For a run that diverged: the largest of the rates below the present one (1, 2, 5 × a power of ten) that
/// holds, as far as the optimiser takes them, and at most half of what the curvature at the start allows.
/// Nothing where none does.
std::optional<SafeRate> safeRateOf(const Problem& problem, const Progress& progress = {});

/// Of a model that is linear in few weights: the L2 penalty among some powers of ten with which the best fit
/// has the least validation loss, and that loss.
struct TriedPenalty {
  double l2 = 0;
  double validation = std::numeric_limits<double>::quiet_NaN();
};
std::optional<TriedPenalty> bestPenaltyOf(const Problem& problem, const Progress& progress = {});

}  // namespace lossarium
