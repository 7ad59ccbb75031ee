// What the canvas of boxes shows, as plain data. Boxes are (x1, y1, x2, y2), y upwards, and are what their
// corners span; one that is not finite is not drawn.
#pragma once

#include <QColor>
#include <QImage>
#include <QString>

#include <Eigen/Core>

#include <optional>
#include <vector>

namespace lossarium::ui {

/// The terms that losses of boxes are made of, as they are seen.
struct BoxMarks {
  bool overlap = true;
  bool unionArea = false;
  bool enclosing = false;  ///< with its empty part hatched
  bool distance = false;   ///< between the centres, and the enclosing box' diagonal
  bool aspect = false;     ///< the boxes' diagonals with their angles

  bool operator==(const BoxMarks&) const = default;
};

/// Where descent under one loss pulls the prediction.
struct BoxPull {
  QString letter;
  QString name;  ///< of the loss
  QColor color;
  Eigen::Vector4d gradient = Eigen::Vector4d::Zero();  ///< by corners of the upright prediction
  QString absence;  ///< why there is no gradient, in a few words; shown where all of it is 0
};

/// One of a race: its way so far ends in `now`.
struct BoxContender {
  QString letter;
  QColor color;
  std::vector<Eigen::Vector4d> path;
  Eigen::Vector4d now = Eigen::Vector4d::Zero();
};

struct BoxCanvasScene {
  Eigen::Vector4d target{0, 0, 2, 1.4};
  Eigen::Vector4d prediction{0.7, 0.5, 2.6, 1.7};
  BoxMarks marks;
  bool numbers = true;  ///< beside the terms
  std::vector<BoxPull> pulls;
  bool pullsByCentre = false;  ///< on the centre, the width and the height, and not on the edges
  std::vector<BoxContender> contenders;
  QImage picture;             ///< from (0, 0) to (its width, its height); none: a plain grid
  std::optional<double> top;  ///< if set, a y is told as top − y: how far below the picture's upper edge
  bool snap = false;          ///< to multiples of the step and to the other box
  double snapStep = 0;        ///< 0: half of the grid's
};

}  // namespace lossarium::ui
