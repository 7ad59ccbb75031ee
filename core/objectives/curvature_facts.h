// The curvature of an objective at one place as a few numbers: those of the Hessian H, its second derivatives
// by the weights as they are (no scaling). Where the model or the loss has kinks (relu, MAE), H is that
// between them: what a kink bends is not in it.
#pragma once

#include "core/base/progress.h"
#include "core/objectives/objective.h"

#include <limits>
#include <string>

namespace lossarium {

struct CurvatureFacts {
  static constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

  double largest = notKnown;     ///< eigenvalue of H, algebraically
  double smallest = notKnown;    ///< may be negative: the loss bends down in some direction
  double trace = notKnown;       ///< the sum of all eigenvalues
  double traceError = 0;         ///< the standard error of an estimated trace; 0: it is exact
  double condition = notKnown;   ///< largest/smallest where all are known and the smallest is above 0
  std::string whyNoCondition{};  ///< where it is not known, as a sentence
  Vector spectrum{};             ///< all eigenvalues, the largest first, where all are known; else empty
};

/// Of up to 256 weights by the dense Hessian. Of more the largest and the smallest by Lanczos (see
/// largestCurvature; NaN where that has not converged), and the trace by 64 of Hutchinson's probes, vectors
/// of random signs z, always the same: the mean of zᵀHz, and s/√64 with their deviation s as its standard
/// error (Hutchinson 1990). Nothing is known where the Hessian is not finite. Throws Cancelled.
CurvatureFacts curvatureFacts(const Objective& objective, const Vector& weights,
                              const Progress& progress = {});

/// The same by the matrix, of any size: exact.
CurvatureFacts factsOfHessian(const Matrix& hessian);

struct TraceEstimate {
  double trace = 0, error = 0;
};
/// By so many of Hutchinson's probes, ≥ 2.
TraceEstimate estimatedTrace(const Objective& objective, const Vector& weights, Index probes,
                             const Progress& progress = {});

}  // namespace lossarium
