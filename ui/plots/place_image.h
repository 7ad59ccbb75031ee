// A picture whose pixels are places on a grid, painted smoothly.
#pragma once

#include <QImage>
#include <QPainter>
#include <QRectF>

namespace lossarium::ui {

/// The outermost places lie on the edges of `extent`; what is outside `area` is cut off. Both in pixels.
void paintPlaces(QPainter& painter, const QImage& image, const QRectF& extent, const QRectF& area);

}  // namespace lossarium::ui
