// Further arrows at the ball, and the small key that tells them from steepest descent.
#pragma once

#include "ui/plots/plot_style.h"
#include "ui/plots/surface_scene.h"

#include <QPainter>
#include <QRectF>

#include <vector>

namespace lossarium::ui {

/// All arrows of a scene, the longest first: where they agree, the ends of all can be seen.
std::vector<SurfaceArrow> arrowsOf(const SurfaceScene& scene, const PlotStyle& style);
/// How long the arrow with that index is, as a share of the first.
double arrowShare(std::size_t index);
/// In the upper left corner of `area`; nothing if the scene's arrows are not named.
void paintArrowNames(QPainter& painter, const QRectF& area, const SurfaceScene& scene,
                     const PlotStyle& style);

}  // namespace lossarium::ui
