// exp, log, atan and their kin as straight arithmetic, without branches and tables, so that a loop over them
// becomes vector instructions; some also take the compiler's vectors themselves. Errors stay below 2 units in
// the last place (a test holds them against long double). Sources: argument reduction and the logarithm's and
// arc tangent's polynomials as in Sun's fdlibm; the exponential is its Taylor series to degree 13 on |x| ≤ ½
// ln 2.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <type_traits>

namespace lossarium {

/// a·b + c with one rounding where the processor has it in one instruction.
[[gnu::always_inline]] inline double multiplyAdd(double a, double b, double c) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return __builtin_fma(a, b, c);
#else
  return a * b + c;
#endif
}

namespace vector_math {

inline constexpr double ln2High = 6.93147180369123816490e-01, ln2Low = 1.90821492927058770002e-10;
inline constexpr double roundingShift = 0x1.8p52;  ///< added to a number it leaves the nearest whole one

// What follows takes a double or a vector of the compiler's. All of it is inlined always: files built for
// different processors include it, and each must have its own.

/// Whole numbers of the same shape and size.
template <class Number>
struct BitsOf {
  typedef std::uint64_t type;
};

template <class Number>
[[gnu::always_inline]] inline Number all(double x) {
  return Number{} + x;
}

/// Of vectors; the compiler joins the two operations.
template <class Vector>
requires(!std::is_arithmetic_v<Vector>) [[gnu::always_inline]] inline Vector
    multiplyAdd(Vector a, Vector b, Vector c) {
  return a * b + c;
}
using lossarium::multiplyAdd;

/// What is not a number stays that.
template <class Number>
[[gnu::always_inline]] inline Number limited(Number x, double least, double most) {
  if constexpr (std::is_arithmetic_v<Number>) {
    return std::min(std::max(x, least), most);
  } else {
    const Number low = all<Number>(least), high = all<Number>(most);
    const Number raised = x < low ? low : x;
    return high < raised ? high : raised;
  }
}

/// x = whole·ln 2 + rest, |rest| ≤ ½ ln 2; and rest's exponential minus one.
template <class Number>
struct ReducedExponent {
  Number whole;
  Number tail;
};

template <class Number>
[[gnu::always_inline]] inline ReducedExponent<Number> reduceExponent(Number x) {
  const auto c = [](double coefficient) __attribute__((always_inline)) { return all<Number>(coefficient); };
  const Number whole = multiplyAdd(x, c(1.44269504088896338700e+00), c(roundingShift)) - roundingShift;
  const Number rest = multiplyAdd(-whole, c(ln2Low), multiplyAdd(-whole, c(ln2High), x));
  // In pairs (Estrin's scheme): half the wait of one after the other.
  const Number rest2 = rest * rest, rest4 = rest2 * rest2;
  const Number c01 = multiplyAdd(c(0.16666666666666669), rest, c(0.5));
  const Number c23 = multiplyAdd(c(0.008333333333330062), rest, c(0.04166666666662413));
  const Number c45 = multiplyAdd(c(0.00019841269863053618), rest, c(0.0013888888917213717));
  const Number c67 = multiplyAdd(c(2.7557268459997064e-06), rest, c(2.4801521295954376e-05));
  const Number c89 = multiplyAdd(c(2.510038549551032e-08), rest, c(2.7620088445409746e-07));
  const Number low = multiplyAdd(c23, rest2, c01), high = multiplyAdd(c67, rest2, c45);
  const Number p = multiplyAdd(multiplyAdd(c89, rest4, high), rest4, low);
  return {whole, multiplyAdd(p, rest2, rest)};
}

/// 2 to a whole power between −1022 and 1023.
template <class Number>
[[gnu::always_inline]] inline Number powerOfTwo(Number whole) {
  const auto bits = __builtin_bit_cast(typename BitsOf<Number>::type, whole + roundingShift);
  return __builtin_bit_cast(Number, (bits + 1023) << 52);
}

/// e to the x. Any x that is not NaN; 0 below −746, infinite above 709.79.
template <class Number>
[[gnu::always_inline]] inline Number exponential(Number x) {
  const auto [whole, tail] = reduceExponent(limited(x, -746, 710));
  // In two steps, so that results below the smallest normal number and the overflow come out by themselves.
  const auto below = x < all<Number>(0);
  const Number scale = powerOfTwo(whole + (below ? all<Number>(55) : all<Number>(-55)));
  return multiplyAdd(tail, scale, scale) * (below ? all<Number>(0x1p-55) : all<Number>(0x1p55));
}

/// e to the x, minus 1, for −50 ≤ x ≤ 710.
template <class Number>
[[gnu::always_inline]] inline Number exponentialMinusOne(Number x) {
  const auto [whole, tail] = reduceExponent(x);
  const Number scale = powerOfTwo(whole - 1);  // half of it: the largest does not fit
  return 2 * multiplyAdd(tail, scale, scale - 0.5);
}

template <class Number>
[[gnu::always_inline]] inline Number hyperbolicTangent(Number x) {
  const Number m = exponentialMinusOne(2 * limited(x, -20, 20));  // beyond ±19.1 it is ±1
  return m / (m + 2);
}

template <class Number>
[[gnu::always_inline]] inline Number logistic(Number x) {
  return 1 / (1 + exponential(-x));
}

/// The logarithm of w = 1 + f, and of what rounding took from w: ln(w + missing). w > 0 and normal.
inline double logOf(double w, double missing) {
  const auto bits = std::bit_cast<std::uint64_t>(w) + (0x3ff0000000000000ULL - 0x3fe6a09e667f3bcdULL);
  const double k = std::bit_cast<double>((bits >> 52) | 0x4330000000000000ULL) - (0x1p52 + 1023);
  const double f = std::bit_cast<double>((bits & 0x000fffffffffffffULL) + 0x3fe6a09e667f3bcdULL) - 1;
  const double s = f / (2 + f), z = s * s, half = 0.5 * f * f;
  const double z2 = z * z;
  const double c01 = multiplyAdd(3.999999999940941908e-01, z, 6.666666666666735130e-01);
  const double c23 = multiplyAdd(2.222219843214978396e-01, z, 2.857142874366239149e-01);
  const double c45 = multiplyAdd(1.531383769920937332e-01, z, 1.818357216161805012e-01);
  const double high = multiplyAdd(1.479819860511658591e-01, z2, c45);
  const double r = z * multiplyAdd(multiplyAdd(high, z2, c23), z2, c01);
  const double low = multiplyAdd(k, ln2Low, missing) + s * (half + r);
  return multiplyAdd(k, ln2High, f - (half - low));
}

/// How much the arc tangent of z falls short of z, |z| ≤ 7/16.
inline double atanShortfall(double z) {
  const double s = z * z;
  double p = 1.62858201153657823623e-02;
  p = multiplyAdd(p, s, -3.65315727442169155270e-02);
  p = multiplyAdd(p, s, 4.97687799461593236017e-02);
  p = multiplyAdd(p, s, -5.83357013379057348645e-02);
  p = multiplyAdd(p, s, 6.66107313738753120669e-02);
  p = multiplyAdd(p, s, -7.69187620504482999495e-02);
  p = multiplyAdd(p, s, 9.09088713343650656196e-02);
  p = multiplyAdd(p, s, -1.11111104054623557880e-01);
  p = multiplyAdd(p, s, 1.42857142725034663711e-01);
  p = multiplyAdd(p, s, -1.99999999998764832476e-01);
  p = multiplyAdd(p, s, 3.33333333333329318027e-01);
  return p * s * z;
}

}  // namespace vector_math

/// e to the x. Any x that is not NaN; 0 below −746, infinite above 709.79.
inline double fastExp(double x) { return vector_math::exponential(x); }

/// e to the x, minus 1. Any x that is not NaN.
inline double fastExpm1(double x) {
  return vector_math::exponentialMinusOne(vector_math::limited(x, -50, 710));
}

/// The hyperbolic tangent.
inline double fastTanh(double x) { return vector_math::hyperbolicTangent(x); }

/// The logistic function 1 / (1 + e^−x).
inline double fastLogistic(double x) { return vector_math::logistic(x); }

/// The natural logarithm of a normal x > 0.
inline double fastLog(double x) { return vector_math::logOf(x, 0); }

/// ln(1 + x) for −1 < x < ∞.
inline double fastLog1p(double x) {
  const double w = 1 + x;
  // What rounding took from w matters only while the logarithm is small; there 1/w is about 2 − w.
  const double missing = x < 1 ? x - (w - 1) : 1 - (w - x);
  return vector_math::logOf(w, w < 2 ? missing * (2 - w) : 0);
}

/// The angle of the point (x, y) with the x axis, x ≥ 0: the arc tangent of y/x, also where x is 0; at the
/// origin 0. Twice the larger of |x| and |y| must be finite.
inline double fastAngle(double y, double x) {
  constexpr double atanOfHalf = 4.63647609000806093515e-01, atanOfHalfLow = 2.26987774529616870924e-17;
  constexpr double quarterTurn = 1.57079632679489655800e+00, quarterTurnLow = 6.12323399573676603587e-17;
  const double up = std::abs(y), low = std::min(up, x), high = std::max(up, x);
  // tan(a − b) = (tan a − tan b) / (1 + tan a·tan b) with tan b = ½ keeps the polynomial to |z| ≤ 0.4.
  const bool near = low <= 0.4 * high;
  const double top = near ? low : 2 * low - high, bottom = near ? high : 2 * high + low;
  const double z = top / (bottom > 0 ? bottom : 1.0);
  const double rest = (near ? 0.0 : atanOfHalfLow) - vector_math::atanShortfall(z);
  const double angle = (near ? 0.0 : atanOfHalf) + (z + rest);
  const double angleBeyond = quarterTurn - (angle - quarterTurnLow);
  return std::copysign(up > x ? angleBeyond : angle, y);
}

}  // namespace lossarium
