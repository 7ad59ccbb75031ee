// The regression simulation as plots draw it, and as tables of numbers.
#pragma once

#include "ui/plots/anchor_map.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/surface_scene.h"
#include "ui/session/simulation_session.h"

#include <memory>
#include <string>

namespace lossarium::ui {

/// From so many points on they are counted into cells; fewer are dots, and make no surface.
inline constexpr std::int64_t leastPointsForCells = 2000;
bool hasCells(const SimulationResults& results);

/// Total error by iteration, a curve a loss.
CurveScene errorCurves(const SimulationResults* results, const PlotStyle& style, bool logarithmic);
/// Mean final error of a case by anchor point. `common`: the colours reach over what all losses leave.
AnchorScene anchorScene(const SimulationResults& results, const SimulatedLoss& shown, bool logarithmic,
                        bool common);
/// The cells' means as heights; cells without a point are holes.
std::shared_ptr<const Surface> errorSurface(const SimulatedLoss& simulated);
SurfaceScene errorScene(std::shared_ptr<const Surface> surface, bool logarithmic);

/// CSV, every digit: a line an iteration and a column a loss; and the same by anchor point, each the sum over
/// its cases.
std::string totalErrorCsv(const SimulationResults* results);
std::string finalErrorCsv(const SimulationResults* results);

}  // namespace lossarium::ui
