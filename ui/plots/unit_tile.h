// The small picture of what a unit gives: a map over two inputs, or a curve over one.
#pragma once

#include "ui/plots/network_scene.h"
#include "ui/plots/plot_style.h"

#include <QPainter>
#include <QRectF>

namespace lossarium::ui {

/// Of a positive or a negative number, `size` 0 … 1: the paper to the full colour. They are those of the
/// second and the first class, so that a logit and what leads to it agree.
QColor signColor(double size, const PlotStyle& style);

/// Hidden units and inputs in colours of their sign, scaled to the unit's largest value; outputs in those of
/// the data view.
void paintUnit(QPainter& painter, const QRectF& tile, const NetworkScene& scene, std::size_t layer,
               Index unit, const PlotStyle& style);

}  // namespace lossarium::ui
