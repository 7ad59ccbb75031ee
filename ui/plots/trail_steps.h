// A run's way as what it is: jumps from step to step. Steps too short to be told apart are a line.
#pragma once

#include <QPolygonF>

#include <vector>

namespace lossarium::ui {

/// The step from place `i` to place `i + 1`.
struct TrailStep {
  bool jump = false;       ///< long enough to be seen on its own
  bool turnsBack = false;  ///< it undoes much of its neighbour, as steps that are too long do
  double strength = 1;     ///< 1 … 0: of the steps back and forth the latest are the strongest
};

/// From its places in pixels.
std::vector<TrailStep> trailSteps(const QPolygonF& places);

/// From one place to another a little to the left of the straight line: so the way back is not the way forth.
QPolygonF arcBetween(QPointF from, QPointF to);

}  // namespace lossarium::ui
