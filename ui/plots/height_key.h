// The small key that tells the heights of a scene apart: which is the surface, which are lines laid over it.
#pragma once

#include "ui/plots/plot_style.h"
#include "ui/plots/surface_scene.h"

#include <QPainter>
#include <QRectF>

namespace lossarium::ui {

/// A colour of the overlay as it is seen on the plot's ground.
QColor onPaper(const QColor& color, const PlotStyle& style);
/// In the upper right corner of `area`, `below` its edge; nothing where nothing is laid over.
void paintHeightKey(QPainter& painter, const QRectF& area, const SurfaceScene& scene, const PlotStyle& style,
                    double below = 0);

}  // namespace lossarium::ui
