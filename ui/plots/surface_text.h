// The words that the 3-D surface and the contour map share.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/loss_scale.h"
#include "ui/plots/surface_scene.h"

namespace lossarium::ui {

/// The title of the height and of the colour bar, with a changed scale said.
QString lossAxisTitle(const SurfaceScene& scene, const LossScale& scale);

/// "Cut at 35: the surface goes on to 4.1×10³"; empty where nothing is cut.
QString cutNote(const LossScale& scale);

/// Numbers for `scale.ticks()`.
QStringList lossTickLabels(const LossScale& scale);

/// a, b and loss at a point, with four digits.
std::vector<ReadoutRow> readoutRows(const SurfaceScene& scene, const Eigen::Vector3d& point);

}  // namespace lossarium::ui
