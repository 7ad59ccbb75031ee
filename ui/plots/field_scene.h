// Points of a regression over two inputs, and what the model predicts there.
#pragma once

#include "core/training/fit_map.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <memory>
#include <vector>

namespace lossarium::ui {

struct FieldPoint {
  QPointF place = {};  ///< both inputs in the data's own units
  double target = 0;
  bool training = true;  ///< else of the validation rows,
  bool test = false;     ///< or of the test rows

  bool operator==(const FieldPoint&) const = default;
};

struct FieldScene {
  std::vector<FieldPoint> points;         ///< training points first
  std::vector<double> prediction;         ///< of each point in the target's unit; or fewer
  Vector loss;                            ///< what each training point costs, or empty
  Vector pull;                            ///< the size of that loss' slope, or empty
  std::shared_ptr<const FitField> field;  ///< null where a prediction is not finite: the axes stay
  QString xTitle;
  QString yTitle;
  QString targetName;
  QString caption;
};

}  // namespace lossarium::ui
