// Losses whose prediction is the logarithm of a rate: what they predict in the target's own unit, and how
// others judge them.
#pragma once

#include "core/losses/loss.h"

#include <algorithm>
#include <cmath>

namespace lossarium {

/// Predictions made for one loss, as another takes them. A rate that cannot be (0 or less) has the lowest
/// logarithm.
inline void translate(const LossSpec& from, const LossSpec& to, Eigen::Ref<Matrix> prediction) {
  if (from.logarithmOfRate == to.logarithmOfRate) return;
  if (from.logarithmOfRate) {
    prediction = prediction.array().exp();
    return;
  }
  for (double& p : prediction.reshaped()) p = p > 0 ? std::log(p) : std::numeric_limits<double>::lowest();
}

/// Predictions in the unit of the target.
inline Matrix inTargetUnits(const LossSpec& loss, Matrix prediction) {
  if (loss.logarithmOfRate) prediction = prediction.array().exp();
  return prediction;
}

}  // namespace lossarium
