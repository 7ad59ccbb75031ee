// Which moment of a way is clicked on.
#pragma once

#include "ui/plots/plot_marks.h"
#include "ui/plots/surface_scene.h"

#include <QLineF>

#include <cstdint>
#include <optional>
#include <vector>

namespace lossarium::ui {

/// The nearest one within reach of the pixel; `toPixel` tells where a place falls.
template <class ToPixel>
std::optional<std::int64_t> nearestMoment(const std::vector<SceneMoment>& moments, QPointF pixel,
                                          const ToPixel& toPixel) {
  std::optional<std::int64_t> step;
  double least = wayReach;
  for (const SceneMoment& each : moments) {
    const double distance = QLineF(toPixel(each.place), pixel).length();
    if (!(distance < least)) continue;
    least = distance;
    step = each.step;
  }
  return step;
}

}  // namespace lossarium::ui
