#include "core/landscape/slice.h"

#include <Eigen/Dense>

namespace lossarium {

Eigen::Vector2d Slice::project(const Vector& weights) const {
  Eigen::Matrix2d gram;
  gram << u.dot(u), u.dot(v), u.dot(v), v.dot(v);
  const Vector offset = weights - origin;
  return gram.inverse() * Eigen::Vector2d(u.dot(offset), v.dot(offset));
}

}  // namespace lossarium
