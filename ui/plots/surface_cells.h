// The cells of the surface in painter's order, each with its light and its pieces of contour lines.
#pragma once

#include "ui/plots/camera.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/surface_geometry.h"

#include <QPainter>

#include <stop_token>

namespace lossarium::ui {

/// quick: one colour a cell. smooth: steep and large cells in parts. vector: the output is not pixels, and
/// whoever shows it will smooth edges, so neighbours overlap by a hair and no seam shows.
enum class CellQuality { quick, smooth, vector };

/// False if `stop` came before the end.
bool paintSurfaceCells(QPainter& painter, const SurfaceGeometry& geometry, const View& view,
                       const PlotStyle& style, CellQuality quality, const std::stop_token& stop);

}  // namespace lossarium::ui
