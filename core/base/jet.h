// A number that carries its first and second derivatives by two variables (second-order forward
// differentiation): run a formula over jets, and each result brings its exact gradient and Hessian along.
#pragma once

#include <cmath>

namespace lossarium {

struct Jet {
  double value = 0;
  double x = 0, y = 0;            ///< first derivatives
  double xx = 0, xy = 0, yy = 0;  ///< second derivatives

  Jet() = default;
  Jet(double constant) : value(constant) {}  // NOLINT: constants mix into formulas
  Jet(double v, double dx, double dy) : value(v), x(dx), y(dy) {}
  Jet(double v, double dx, double dy, double dxx, double dxy, double dyy)
      : value(v), x(dx), y(dy), xx(dxx), xy(dxy), yy(dyy) {}

  /// The two variables themselves.
  static Jet first(double value) { return {value, 1, 0}; }
  static Jet second(double value) { return {value, 0, 1}; }

  /// f(this) for a function of one number, by its value and first two derivatives here.
  Jet through(double f, double slope, double curvature) const {
    return {f,
            slope * x,
            slope * y,
            slope * xx + curvature * x * x,
            slope * xy + curvature * x * y,
            slope * yy + curvature * y * y};
  }

  friend Jet operator-(const Jet& a) { return {-a.value, -a.x, -a.y, -a.xx, -a.xy, -a.yy}; }
  friend Jet operator+(const Jet& a, const Jet& b) {
    return {a.value + b.value, a.x + b.x, a.y + b.y, a.xx + b.xx, a.xy + b.xy, a.yy + b.yy};
  }
  friend Jet operator-(const Jet& a, const Jet& b) { return a + -b; }
  friend Jet operator*(double a, const Jet& b) {
    return {a * b.value, a * b.x, a * b.y, a * b.xx, a * b.xy, a * b.yy};
  }
  friend Jet operator*(const Jet& a, const Jet& b) {
    return {a.value * b.value,
            a.x * b.value + a.value * b.x,
            a.y * b.value + a.value * b.y,
            a.xx * b.value + 2 * a.x * b.x + a.value * b.xx,
            a.xy * b.value + a.x * b.y + a.y * b.x + a.value * b.xy,
            a.yy * b.value + 2 * a.y * b.y + a.value * b.yy};
  }
};

inline Jet exp(const Jet& a) {
  const double e = std::exp(a.value);
  return a.through(e, e, e);
}
inline Jet sin(const Jet& a) {
  const double s = std::sin(a.value);
  return a.through(s, std::cos(a.value), -s);
}
inline Jet cos(const Jet& a) {
  const double c = std::cos(a.value);
  return a.through(c, -std::sin(a.value), -c);
}
/// At the kink it does not change: the mean of both sides.
inline Jet abs(const Jet& a) {
  const double sign = a.value > 0 ? 1 : a.value < 0 ? -1 : 0;
  return a.through(std::abs(a.value), sign, 0);
}
/// At 0, where its slope is infinite, it counts as one that does not change.
inline Jet sqrt(const Jet& a) {
  constexpr double nothing = 1e-200;  // below, the curvature would overflow
  const double root = std::sqrt(a.value);
  if (!(a.value > nothing)) return root;
  return a.through(root, 0.5 / root, -0.25 / (a.value * root));
}

template <class Number>
Number square(const Number& a) {
  return a * a;
}

}  // namespace lossarium
