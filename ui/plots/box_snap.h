// What holds a box that is dragged to round places: multiples of a step, the other box, its own proportions.
#pragma once

#include "ui/plots/box_grip.h"

#include <Eigen/Core>

#include <vector>

namespace lossarium::ui {

struct SnappedBox {
  Eigen::Vector4d box;
  std::vector<double> guidesX, guidesY;  ///< edges and centres of the other box that it keeps to now
};

/// `box` with the held sides (or, as a whole, its nearest side or centre) moved to the other's edges or
/// centre where one is within `reach`, else to the nearest multiple of `step`. Corners in order, none crosses
/// over.
SnappedBox snapped(const Eigen::Vector4d& box, const BoxGrip& grip, const Eigen::Vector4d& other, double step,
                   double reach);

/// The box pulled as `grip` holds it, with the proportions that `before` had: a corner keeps the opposite
/// one, an edge the middle of the one across. A whole box moves along one axis only. A line stays one.
Eigen::Vector4d keptInShape(const Eigen::Vector4d& before, const Eigen::Vector4d& pulled,
                            const BoxGrip& grip);

}  // namespace lossarium::ui
