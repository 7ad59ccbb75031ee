// A race as plots draw it, and in words.
#pragma once

#include "core/landscape/surface.h"
#include "core/race/race.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/surface_scene.h"

#include <QString>

#include <memory>

namespace lossarium::ui {

/// What the curves of a race show over its steps.
enum class RaceCurve {
  aboveMinimum,  ///< loss minus the least known one, on a logarithmic scale; the loss itself if none is known
  distance,      ///< to the nearest known minimum
};

/// `followed` is the entrant whose ball lies on top and which has the arrows.
SurfaceScene raceScene(std::shared_ptr<const Surface> surface, const RaceFrame* frame, std::size_t followed,
                       const PlotStyle& style, bool logarithmic, bool namesArrows);
CurveScene raceCurves(const RaceFrame& frame, RaceCurve curve, const PlotStyle& style);

/// Who was there first and who is not there, as the numbers say.
QString raceVerdict(const RaceFrame& frame);
/// Where the followed entrant is, and whether its rate suits the curvature there.
QString followedText(const RaceFrame& frame, std::size_t followed);
/// Of the function: its minima, and what one is to know of them.
QString functionCaption(const TestFunctionSpec& spec);
/// "Gradient descent".
QString optimizerTitle(const std::string& id);
/// How an entrant stands: "converged", "diverged at step 12"; empty while it goes on.
QString standingOf(const EntrantFrame& entrant);

}  // namespace lossarium::ui
