// What pictures that are saved have besides the plots, which paint themselves: the words around them, and the
// contour map at any size.
#pragma once

#include "ui/plots/plot_style.h"
#include "ui/plots/surface_scene.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace lossarium::ui {

/// Fills the ground and writes the title above and the caption below, either of which may be empty; returns
/// the room between them.
QRectF paintWords(QPainter& painter, const QRectF& area, const QString& title, const QString& caption,
                  const PlotStyle& style);

void paintContourMap(QPainter& painter, const QRectF& area, const SurfaceScene& scene,
                     const PlotStyle& style);

}  // namespace lossarium::ui
