// The values of a place in the row over a plot, where they hide none of its lines.
#pragma once

#include "ui/plots/axis_ticks.h"

namespace lossarium::ui {

/// One beside the other from the left end of `row` on, over the title that stands there; what is too much
/// goes on in the rows below it, down to `deepest`, and is counted beyond that. Values have a width of their
/// own, so that nothing moves while the pointer does; two rows have the height of a title.
void paintHeadReadout(QPainter& painter, const QRectF& row, double deepest,
                      const std::vector<ReadoutRow>& values, const PlotStyle& style);

}  // namespace lossarium::ui
