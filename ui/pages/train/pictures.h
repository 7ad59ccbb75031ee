// The contour map as a picture of any size; the other plots paint themselves.
#pragma once

#include "ui/plots/plot_style.h"
#include "ui/plots/surface_scene.h"

#include <QRectF>

class QPainter;

namespace lossarium::ui {

void paintContourMap(QPainter& painter, const QRectF& area, const SurfaceScene& scene,
                     const PlotStyle& style);

}  // namespace lossarium::ui
