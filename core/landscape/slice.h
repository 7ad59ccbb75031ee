// A plane through the space of weights: origin + a·u + b·v.
#pragma once

#include "core/base/matrix.h"

#include <string>
#include <vector>

namespace lossarium {

/// A range of one coordinate, in lengths of its direction.
struct Range {
  double minimum = -1;
  double maximum = 1;

  double width() const { return maximum - minimum; }
  bool contains(double value) const { return value >= minimum && value <= maximum; }
  bool operator==(const Range&) const = default;
};

/// A place in a slice that has a name: another solution.
struct SliceMark {
  double a = 0, b = 0;
  std::string name;
};

struct Slice {
  Vector origin;
  Vector u;
  Vector v;
  Range a;
  Range b;
  std::string aLabel;  ///< names the coordinate along u, e.g. "linear.weight[0]"
  std::string bLabel;
  std::string how;  ///< how the plane was chosen, as a sentence
  std::vector<SliceMark> marks = {};

  Vector at(double aValue, double bValue) const { return origin + aValue * u + bValue * v; }
  /// The coordinates (a, b) of the orthogonal projection of `weights` onto the plane.
  Eigen::Vector2d project(const Vector& weights) const;
};

}  // namespace lossarium
