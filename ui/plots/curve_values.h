// Which points of a curve have a place on its axis, and where.
#pragma once

#include <QPointF>

#include <cmath>

namespace lossarium::ui {

inline constexpr double tooLarge = 1e300;  ///< ranges of such numbers would overflow

inline bool canBeShown(QPointF point, bool logarithmic) {
  return std::abs(point.x()) < tooLarge && std::abs(point.y()) < tooLarge && (!logarithmic || point.y() > 0);
}

/// On a logarithmic axis powers of ten.
inline double axisValue(double y, bool logarithmic) { return logarithmic ? std::log10(y) : y; }

}  // namespace lossarium::ui
