// What the triangle of probabilities shows: plain data, drawn by whoever is asked.
#pragma once

#include "core/losses/simplex_field.h"

#include <QString>

#include <Eigen/Core>

#include <array>
#include <limits>
#include <memory>

namespace lossarium::ui {

struct SimplexScene {
  std::shared_ptr<const SimplexField> field;  ///< none: the triangle stays empty
  std::array<QString, 3> names;               ///< of the classes; empty: "class 1" …
  int target = 0;                             ///< the true class
  QString lossTitle;                          ///< empty: "Loss"
  Eigen::Vector3d marker = Eigen::Vector3d::Constant(1.0 / 3);
  double value = std::numeric_limits<double>::quiet_NaN();  ///< at the marker; NaN: not known
  Eigen::Vector3d slope = Eigen::Vector3d::Constant(std::numeric_limits<double>::quiet_NaN());
};

}  // namespace lossarium::ui
