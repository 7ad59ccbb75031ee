// The directions in which an objective bends most.
#pragma once

#include "core/base/progress.h"
#include "core/objectives/objective.h"

namespace lossarium {

/// Eigenvalues of the Hessian, the algebraically largest first, and their eigenvectors: columns of length 1
/// whose largest entry is positive.
struct Curvatures {
  Vector values;
  Matrix directions;
};

/// The `count` largest (1 ≤ count ≤ dimension). Of up to 64 weights by the dense Hessian; of more by
/// implicitly restarted Lanczos on exact Hessian-vector products (Spectra), to a relative 1e-8. What has not
/// converged after 300 restarts is left out, and all if the Hessian is not finite: `values` may be shorter
/// than `count`. The same for any number of threads. Throws Cancelled.
Curvatures largestCurvatures(const Objective& objective, const Vector& weights, Index count,
                             const Progress& progress = {});

/// The largest alone; NaN where it is not known.
double largestCurvature(const Objective& objective, const Vector& weights, const Progress& progress = {});

}  // namespace lossarium
