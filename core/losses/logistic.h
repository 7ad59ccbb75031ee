// What losses of a logit share: the logistic function σ and ln(1 + e^z), exact from −∞ to ∞.
#pragma once

#include "core/base/vector_math.h"

namespace lossarium {

/// σ(z) = 1/(1 + e^−z). σ(−z) is its complement to 1, without loss of digits.
inline double sigmoid(double z) {
  const double e = fastExp(-std::abs(z));
  return (z >= 0 ? 1.0 : e) / (1 + e);
}

/// ln(1 + e^z) = −ln σ(−z).
inline double softplus(double z) { return std::max(z, 0.0) + fastLog1p(fastExp(-std::abs(z))); }

/// A binary target as the share of the positive class: −1 means 0.
inline double positiveShare(double target) { return std::max(target, 0.0); }

}  // namespace lossarium
