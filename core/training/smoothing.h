// An exponential moving average over epochs, for curves that jump.
#pragma once

#include <cmath>
#include <span>
#include <vector>

namespace lossarium {

/// s(tᵢ) = Σ_{j≤i} c_j·x_j / Σ_{j≤i} c_j with weights that fade as e^(−(tᵢ−t_j)/`span`): what lies a span
/// back counts a third. However far apart the records are, so that thinning them changes little; at the start
/// it is the first value itself. Values that are not finite are passed over (their place keeps them). `times`
/// ascend; span > 0.
inline std::vector<double> smoothed(std::span<const double> times, std::span<const double> values,
                                    double span) {
  std::vector<double> result(values.begin(), values.end());
  double sum = 0, weight = 0, last = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    // The first of all stands for what was before it, too.
    const double step = weight > 0 ? times[i] - last : span;
    const double kept = std::exp(-step / span);
    sum = kept * sum + (1 - kept) * values[i];
    weight = kept * weight + (1 - kept);
    last = times[i];
    result[i] = sum / weight;
  }
  return result;
}

}  // namespace lossarium
