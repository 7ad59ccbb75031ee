// What is drawn of the residuals, or of what a classifier gives the true classes, beside the fit.
#pragma once

#include "core/training/recorded_run.h"
#include "ui/plots/data_view.h"

namespace lossarium::ui {

/// As lines that are the thicker the harder they pull, as areas that are what the loss makes of them, or not
/// at all. A classifier's points have bars for the loss, and nothing otherwise.
enum class ResidualPicture { pull, loss, none };

/// What the loss makes of each shown training row: an area; of many only the costliest.
LossGlyphs lossGlyphs(const RunFrame& frame, const QVector<QPointF>& points);

void addResiduals(DataScene& scene, const RunFrame& frame, ResidualPicture picture);
void addShareBars(ClassScene& scene, const RunFrame& frame, ResidualPicture picture);

}  // namespace lossarium::ui
