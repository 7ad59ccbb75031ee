// From results to what the plots draw. The window and the command line draw the same scenes.
#pragma once

#include "core/training/recorded_run.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/data_view.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/surface_scene.h"
#include "ui/session/session.h"

namespace lossarium::ui {

/// The surface with the run's ball and path. `frame` may be null.
SurfaceScene surfaceScene(const SurfaceResult& result, const RunFrame* frame, const PlotStyle& style,
                          bool logarithmic);
CurveScene curveScene(const RunFrame& frame, const PlotStyle& style, bool logarithmic);
/// One input: the data with the fitted curve. Several: prediction against target.
DataScene dataScene(const RunFrame& frame);

/// "Mean squared error", and with a penalty "Mean squared error + penalty".
QString lossTitle(const Problem& problem);
QString objectiveTitle(const Problem& problem);
/// What must be known to read the surface: how the plane was chosen, the inputs' units, the minimum.
/// `frame` may be null.
QString surfaceCaption(const SurfaceResult& result, const RunFrame* frame);

}  // namespace lossarium::ui
