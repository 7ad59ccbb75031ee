// Which moment of a way is clicked on.
#pragma once

#include "ui/plots/plot_marks.h"
#include "ui/plots/surface_scene.h"

#include <QLineF>

#include <cstdint>
#include <optional>
#include <vector>

namespace lossarium::ui {

/// The nearest one within reach of the pixel; `toPixel` tells where a place is seen, if it is.
template <class ToPixel>
std::optional<std::int64_t> nearestMoment(const std::vector<SceneMoment>& moments, QPointF pixel,
                                          const ToPixel& toPixel) {
  std::optional<std::int64_t> step;
  double least = wayReach;
  for (const SceneMoment& each : moments) {
    const std::optional<QPointF> seen = toPixel(each.place);
    if (!seen || !(QLineF(*seen, pixel).length() < least)) continue;
    least = QLineF(*seen, pixel).length();
    step = each.step;
  }
  return step;
}

}  // namespace lossarium::ui
