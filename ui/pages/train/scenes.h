// From results to what the plots draw. The window and the command line draw the same scenes.
#pragma once

#include "core/training/metric_curve.h"
#include "core/training/recorded_run.h"
#include "ui/pages/train/residual_scene.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/data_view.h"
#include "ui/plots/network_scene.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/surface_scene.h"
#include "ui/session/session.h"

namespace lossarium::ui {

/// The surface with the run's ball and path. `frame` may be null.
SurfaceScene surfaceScene(const SurfaceResult& result, const RunFrame* frame, const PlotStyle& style,
                          bool logarithmic);
/// A moving average over a fiftieth or a twelfth of the epochs, with the curve itself pale behind it.
enum class Smoothing { none, light, strong };
CurveScene curveScene(const RunFrame& frame, const PlotStyle& style, bool logarithmic,
                      Smoothing smoothing = Smoothing::none);
/// Another metric over the same epochs.
CurveScene curveScene(const RunFrame& frame, const MetricCurve& curve, const PlotStyle& style,
                      bool logarithmic, Smoothing smoothing);
/// The training curves of other runs from the same start, as far as they are not the same and where their
/// loss has the same unit at the end.
void addBranches(CurveScene& scene, const RunFrame& frame, const Branches& branches, const PlotStyle& style);
/// Of a regression. One input: the data with the fitted curve. Several: prediction against target.
DataScene dataScene(const RunFrame& frame, ResidualPicture residuals = ResidualPicture::pull);
/// Of a classification. One input: curves of the classes' shares. Several: regions over the first two.
ClassScene classScene(const RunFrame& frame, ResidualPicture residuals = ResidualPicture::pull);
/// Of a regression with two inputs, for which hasField: the prediction over both.
FieldScene fieldScene(const RunFrame& frame);
bool hasField(const Problem& problem);
/// Of several inputs of a regression: the field where there is one, or prediction against target.
enum class FitPicture { field, predictions };
/// Of a network.
NetworkScene networkScene(const std::shared_ptr<const UnitFields>& fields);
/// The scene of the frame's task; returns its caption, which the view itself does not show.
QString showData(DataView& view, const RunFrame& frame, FitPicture picture = FitPicture::field,
                 ResidualPicture residuals = ResidualPicture::pull);
/// The name of one weight, as the surface's axes have it; the names of all.
QString weightTitle(const Problem& problem, Index weight);
std::vector<QString> weightTitles(const Problem& problem);
/// What its name does not say: its symbol, and what files call it.
QString weightHint(const Problem& problem, Index weight);
/// Whether there are test rows that may be seen.
bool testIsOpen(const Problem& problem);
/// What must be known of the points: rows that are left out, sealed, or changed. `drawn` of the training rows
/// are drawn.
QString dataNotes(const Problem& problem, qsizetype drawn);
/// The weights that validation rows like best; null if the run is there, or there are none.
const Vector* bestBefore(const RunFrame& frame);
/// Where early stopping gave back the best weights: of which epoch they are; else empty.
QString shownMoment(const RunFrame& frame);

/// A run of another model than the surface's does not: a moment between two results.
bool fits(const SurfaceResult& result, const RunFrame& frame);

/// "Mean squared error", and with a penalty "Mean squared error + penalty".
QString lossTitle(const Problem& problem);
QString objectiveTitle(const Problem& problem);
/// Where there is less room: "MSE + penalty".
QString objectiveName(const Problem& problem);
/// What must be known to read the surface: how the plane was chosen, the inputs' units, the minimum.
/// `frame` may be null.
QString surfaceCaption(const SurfaceResult& result, const RunFrame* frame);

}  // namespace lossarium::ui
