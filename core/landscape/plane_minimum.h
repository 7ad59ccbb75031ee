// The least value of a function of the weights within a slice.
#pragma once

#include "core/base/progress.h"
#include "core/objectives/objective.h"

#include <Eigen/Core>

namespace lossarium {

/// Descends from (a, b) by the simplex method of Nelder & Mead 1965 with restarts until a restart gains
/// nothing; it needs no slopes, so kinks and flat edges (MAE) do not stop it. `size` is the first simplex'
/// edge in each coordinate. Finds a local minimum; of a convex function, the minimum. Returns (a, b, value).
Eigen::Vector3d planeMinimum(const WeightFunction& function, const Slice& slice, const Eigen::Vector2d& from,
                             const Eigen::Vector2d& size, const Progress& progress = {});

}  // namespace lossarium
