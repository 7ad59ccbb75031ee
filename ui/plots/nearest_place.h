// The point of a cloud that is nearest to a pixel.
#pragma once

#include "ui/plots/axis_ticks.h"

#include <QPointF>

#include <optional>

namespace lossarium::ui {

/// Its index, if it lies within `reach` pixels and `shows` it. Points have a `place` in the scale's units.
template <class Points, class Shows>
std::optional<qsizetype> nearestPlace(const Points& points, const PlotScale& scale, QPointF pixel,
                                      double reach, const Shows& shows) {
  std::optional<qsizetype> nearest;
  double least = reach * reach;
  qsizetype index = 0;
  for (const auto& point : points) {
    const QPointF away = scale.toPixel(point.place) - pixel;
    const double distance = QPointF::dotProduct(away, away);
    if (distance <= least && shows(point)) {
      least = distance;
      nearest = index;
    }
    ++index;
  }
  return nearest;
}

}  // namespace lossarium::ui
