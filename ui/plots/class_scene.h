// Points of several classes over one or two inputs, and what a classifier says there.
#pragma once

#include "core/training/decision_map.h"
#include "ui/plots/fit_lines.h"
#include "ui/plots/loss_glyphs.h"

#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace lossarium::ui {

struct ClassPoint {
  QPointF place = {};  ///< both inputs in the data's own units; with one input `y` is where it is drawn
  Index label = 0;
  bool training = true;  ///< else of the validation rows,
  bool test = false;     ///< or of the test rows

  bool operator==(const ClassPoint&) const = default;
};

struct ClassScene {
  QStringList classNames;
  std::vector<ClassPoint> points;              ///< training points first
  std::vector<Index> guesses;                  ///< the predicted class of each point
  Matrix prediction;                           ///< its scores, points × outputs
  Vector loss;                                 ///< what each training point costs, or empty
  Vector pull;                                 ///< the length of that loss' slope, or empty
  std::vector<ShareBar> bars;                  ///< beside training points, or none
  std::shared_ptr<const DecisionField> field;  ///< may be null
  std::vector<FitLine> borders = {};           ///< of several models: where they change their mind, or of one
                                               ///< input their shares
  bool oneInput = false;                       ///< curves of the shares over x instead of regions
  QRectF range;                                ///< x and y that are shown
  QString xTitle;
  QString yTitle;
  QString targetName;
  QString caption;
};

}  // namespace lossarium::ui
