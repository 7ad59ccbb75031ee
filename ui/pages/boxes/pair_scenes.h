// Two boxes and their race as plots draw it, and in words.
#pragma once

#include "ui/pages/boxes/box_loss_table.h"
#include "ui/plots/box_canvas_scene.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/surface_scene.h"
#include "ui/session/boxes_session.h"

#include <QString>

#include <string>

namespace lossarium::ui {

/// What the curves of a race show over its steps.
enum class BoxCurve {
  iou,
  cornerError,  ///< |Δx1| + |Δy1| + |Δx2| + |Δy2|
  value,        ///< each loss in its own unit
};

/// "GIoU".
QString boxLossTitle(const std::string& id);
/// The terms of which a loss is made, as they are drawn.
BoxMarks marksOf(const std::string& loss);
/// Every loss with what it says of the pair as it lies.
std::vector<BoxLossLine> linesOf(const BoxesSession& session);
/// The losses that race as they pull the prediction, each with its letter and colour.
std::vector<BoxPull> pullsOf(const BoxRacePlan& plan, const PlotStyle& style);
/// Where they are at the frame's moment; none at the start.
std::vector<BoxContender> contendersOf(const BoxRaceFrame& frame, const PlotStyle& style);

/// The field with the way of its own loss, if that races; it hangs at the true loss where the other two
/// numbers have left the plane. With arrows steepest descent is drawn, too.
SurfaceScene fieldScene(const BoxesReading& reading, const BoxRaceFrame* frame, const PlotStyle& style,
                        bool logarithmic, bool namesArrows);
/// What the field says, and where it is flat.
QString fieldCaption(const BoxesReading& reading);

CurveScene boxCurves(const BoxRaceFrame& frame, BoxCurve curve, const PlotStyle& style);
/// Who is there, who is stuck and who has not arrived, as the numbers say.
/// `introduces`: before the first step, what a race is.
QString boxVerdict(const BoxRaceFrame& frame, bool introduces);
/// The whole race as a table: a row for each step and loss.
std::string boxRaceCsv(const BoxRaceFrame& frame);

}  // namespace lossarium::ui
