// From a duel's frames to what its pictures show.
#pragma once

#include "core/duel/duel.h"
#include "core/training/metric_curve.h"
#include "ui/pages/train/residual_scene.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/data_view.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/surface_scene.h"
#include "ui/session/duel_session.h"
#include "ui/widgets/timeline.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace lossarium::ui {

/// "MSE", "Huber", and with what else differs: "MSE, Adam", "Huber, learning rate 0.1".
QString contenderName(const DuelPlan& plan, std::size_t index);
/// "A MSE".
QString contenderTitle(const DuelPlan& plan, std::size_t index);

/// The same of runs that share a surface: "A MSE", "A, C".
QString groupName(const DuelPlan& plan, const SurfaceGroup& group);

/// The data with the fits of all runs; what belongs to one fit alone (residuals, regions) is that of the
/// chosen one. Returns the caption, which the view itself does not show.
QString showFits(DataView& view, const DuelFrame& frame, std::size_t chosen, const PlotStyle& style,
                 ResidualPicture residuals = ResidualPicture::pull);

/// The surface of one group with the ways of its runs, the chosen one, or else the first, in front. One of
/// several has little room: its axes have brief names.
SurfaceScene groupScene(const SurfaceResult& result, const SurfaceGroup& group, const DuelFrame* frame,
                        std::size_t chosen, const PlotStyle& style, bool logarithmic, bool brief);

enum class CurveRows { training, validation, test };

/// Whether all runs are trained with the same loss: then their own losses have one unit.
bool shareLoss(const DuelFrame& frame);
/// Each run's own loss: in its unit where they share it, else in multiples of what it was at the start.
CurveScene ownLossCurves(const DuelPlan& plan, const DuelFrame& frame, CurveRows rows, const PlotStyle& style,
                         bool logarithmic);
/// One metric of all runs.
CurveScene metricCurves(const DuelPlan& plan, const DuelFrame& frame,
                        const std::vector<std::shared_ptr<const MetricCurve>>& curves, CurveRows rows,
                        const PlotStyle& style, bool logarithmic);

TimelineScene duelTimeline(const DuelFrame& frame);

/// Each run's losses by epoch, as CSV.
std::string duelCurveTable(const DuelFrame& frame);

}  // namespace lossarium::ui
