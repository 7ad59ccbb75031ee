// A run's way as what it is: jumps from step to step. Steps too short to be told apart are a line.
#pragma once

#include <QLineF>
#include <QPolygonF>

#include <vector>

namespace lossarium::ui {

/// How a step is drawn: as part of a line; of the steps back and forth the latest as an arc, those that are
/// long past straight and faint, for they are many.
enum class StepKind { line, arc, past };

/// The step from place `i` to place `i + 1`.
struct TrailStep {
  bool jump = false;       ///< long enough to be seen on its own
  bool turnsBack = false;  ///< it undoes much of its neighbour, as steps that are too long do
  double strength = 1;     ///< 1 … 0: of the steps back and forth the latest are the strongest

  StepKind kind() const {
    if (!turnsBack) return StepKind::line;
    return strength > 0 ? StepKind::arc : StepKind::past;
  }
};

/// From its places in pixels.
std::vector<TrailStep> trailSteps(const QPolygonF& places);

/// The lines through the places of the steps that follow each other and do not turn back.
std::vector<QPolygonF> linesOf(const QPolygonF& places, const std::vector<TrailStep>& steps);

/// The steps that are long past, without those that lie on a longer one and would only make it darker.
std::vector<QLineF> pastSteps(const QPolygonF& places, const std::vector<TrailStep>& steps);

/// From one place to another a little to the left of the straight line: so the way back is not the way forth.
QPolygonF arcBetween(QPointF from, QPointF to);

}  // namespace lossarium::ui
