// Strokes that fill a region of a picture.
#pragma once

#include <QLineF>
#include <QRectF>

#include <functional>
#include <vector>

namespace lossarium::ui {

/// Rising strokes on fixed places of the area, as far as they run inside.
std::vector<QLineF> hatching(const QRectF& area, const std::function<bool(QPointF)>& isInside);

}  // namespace lossarium::ui
