// The squared length of o + a·u + b·v.
#pragma once

#include "core/base/matrix.h"

namespace lossarium {

/// By a triangle R with |R·(a, b, 1)| = |o + a·u + b·v| (the QR decomposition of u, v, o): three squares, so
/// that near the least value nothing cancels. Any number of rows.
class SquareAlong {
 public:
  SquareAlong(const Vector& origin, const Vector& u, const Vector& v);

  double at(double a, double b) const {
    const double first = uu_ * a + (uv_ * b + uo_), second = vv_ * b + vo_;
    return first * first + (second * second + oo_);
  }

 private:
  double uu_ = 0, uv_ = 0, uo_ = 0, vv_ = 0, vo_ = 0;
  double oo_ = 0;  ///< already squared
};

}  // namespace lossarium
