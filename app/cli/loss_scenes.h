// A loss over the residual, as curves.
#pragma once

#include "core/base/value.h"
#include "ui/plots/curve_chart.h"

namespace lossarium::cli {

struct LossScenes {
  ui::CurveScene value;
  ui::CurveScene slope;
};

/// From −r to r, wide enough to show what lies beyond the loss' kinks.
LossScenes lossScenes(const Choice& choice, const ui::PlotStyle& style);

}  // namespace lossarium::cli
