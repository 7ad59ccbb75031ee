// What is written on the canvas of boxes: the line above that names what is drawn and how long an arrow is,
// and in a free corner the losses that have no gradient.
#pragma once

#include "ui/plots/box_stage.h"

#include <QStringList>

namespace lossarium::ui {

/// `full`: the gradient of the longest arrow.
void paintBoxKey(const BoxStage& stage, const QRectF& whole, double full);
/// In the plane's corner that is farthest from both boxes; labels leave it free.
void paintAbsences(BoxStage& stage, const QStringList& lines);

}  // namespace lossarium::ui
