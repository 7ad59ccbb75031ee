// The heights of a surface in words.
#pragma once

#include "core/landscape/heights.h"

#include <QString>

namespace lossarium::ui {

struct SurfaceResult;

/// "training", "validation", "test".
QString partName(DataPart part);
/// Beside the height's axis: "Mean squared error + penalty, validation rows".
QString heightTitle(const SurfaceResult& result);
/// Where there is less room: "MSE + penalty", "Accuracy"; and less still: "MSE". Whose rows are meant is said
/// elsewhere.
QString heightName(const SurfaceResult& result);
QString measureName(const SurfaceResult& result);
/// Whether its height is a loss that is trained with, of whatever rows.
bool isLossSurface(const SurfaceResult& result);
/// "validation", or where both are of the same rows, by its measure: "F1".
QString overlayName(const Height& height, const Height& first);

/// (a, b, value) where the first height is best.
Eigen::Vector3d bestOf(const SurfaceResult& result);
/// Of any height but the training objective: which it is, as a sentence with a space at its end.
QString whatTheHeightIs(const SurfaceResult& result);
/// Where each height is best, and by how much others miss their best there; each sentence begins with a
/// space.
QString bestPlaces(const SurfaceResult& result);

}  // namespace lossarium::ui
