// A number that carries its change along one direction (forward-mode differentiation): run a formula over
// duals, and each result brings its exact directional derivative along. Choices between numbers (min, max, a
// sign) go by `value`.
#pragma once

#include "core/base/vector_math.h"

#include <limits>

namespace lossarium {

struct Dual {
  double value = 0;
  double change = 0;

  Dual() = default;
  Dual(double constant) : value(constant) {}  // not explicit: constants mix into formulas
  Dual(double v, double c) : value(v), change(c) {}

  Dual& operator+=(const Dual& other) { return *this = {value + other.value, change + other.change}; }
  Dual& operator-=(const Dual& other) { return *this = {value - other.value, change - other.change}; }

  friend Dual operator-(const Dual& a) { return {-a.value, -a.change}; }
  friend Dual operator+(Dual a, const Dual& b) { return a += b; }
  friend Dual operator-(Dual a, const Dual& b) { return a -= b; }
  friend Dual operator*(const Dual& a, const Dual& b) {
    return {a.value * b.value, a.change * b.value + a.value * b.change};
  }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const double ratio = a.value / b.value;
    return {ratio, (a.change - ratio * b.change) / b.value};
  }
};

/// The number itself, without its change.
inline double plain(double x) { return x; }
inline double plain(const Dual& x) { return x.value; }

inline Dual fastExp(const Dual& x) {
  const double e = fastExp(x.value);
  return {e, e * x.change};
}
inline Dual fastLog(const Dual& x) { return {fastLog(x.value), x.change / x.value}; }
/// At the origin, where no direction is better than another, it does not change.
inline Dual fastAngle(const Dual& y, const Dual& x) {
  const double square = x.value * x.value + y.value * y.value, turn = x.value * y.change - y.value * x.change;
  return {fastAngle(y.value, x.value), square >= std::numeric_limits<double>::min() ? turn / square : 0.0};
}

}  // namespace lossarium
