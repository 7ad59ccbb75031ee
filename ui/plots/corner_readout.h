// The values of a point, small and out of its way.
#pragma once

#include "ui/plots/axis_ticks.h"

namespace lossarium::ui {

/// A box of rows, two beside each other, in the corner of `area` that is furthest from `point`. It stays
/// inside.
void paintCornerReadout(QPainter& painter, const QRectF& area, QPointF point,
                        const std::vector<ReadoutRow>& rows, const PlotStyle& style);

}  // namespace lossarium::ui
