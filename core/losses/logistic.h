// What losses of a logit share: the logistic function σ and ln(1 + e^z), exact from −∞ to ∞.
#pragma once

#include "core/base/vector_math.h"

namespace lossarium {

/// All of it from one exponential, one logarithm and one division. σ(−z) is σ(z)'s complement to 1, without
/// loss of digits; −ln σ(z) is softplus(−z).
struct Logistic {
  explicit Logistic(double z) {
    const double e = fastExp(-std::abs(z)), larger = 1 / (1 + e), smaller = e * larger;
    const double logarithm = fastLog1p(e);
    up = z >= 0 ? larger : smaller;
    down = z >= 0 ? smaller : larger;
    softplusUp = std::max(z, 0.0) + logarithm;
    softplusDown = std::max(-z, 0.0) + logarithm;
  }

  double up, down;                  ///< σ(z) and σ(−z)
  double softplusUp, softplusDown;  ///< ln(1 + e^z) and ln(1 + e^−z)
};

/// A binary target as the share of the positive class: −1 means 0.
inline double positiveShare(double target) { return std::max(target, 0.0); }

}  // namespace lossarium
