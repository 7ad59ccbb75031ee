// The scale parameter of losses that let go of outliers.
#pragma once

#include "core/losses/pointwise_loss.h"

#include <algorithm>

namespace lossarium {

constexpr ParameterSpec robustScale(double initial, std::string_view hint) {
  return {.id = "c",
          .label = "Scale c",
          .unit = "target",
          .minimum = 1e-3,
          .maximum = 1e3,
          .initial = initial,
          .scale = ParameterScale::logarithmic,
          .hint = hint};
}

/// r / c, kept where its square is a number: for losses that are constant to the last digit long before.
inline double scaledResidual(double r, double c) { return std::min(std::max(r / c, -1e150), 1e150); }

}  // namespace lossarium
