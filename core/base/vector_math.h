// exp, log and their kin as straight arithmetic, without branches and tables, so that a loop over them
// becomes vector instructions. Errors stay below 2 units in the last place (a test holds them against long
// double). Sources: argument reduction and the logarithm's polynomial as in Sun's fdlibm; the exponential is
// its Taylor series to degree 13 on |x| ≤ ½ ln 2.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace lossarium {

/// a·b + c with one rounding where the processor has it in one instruction.
inline double multiplyAdd(double a, double b, double c) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return std::fma(a, b, c);
#else
  return a * b + c;
#endif
}

namespace vector_math {

inline constexpr double ln2High = 6.93147180369123816490e-01, ln2Low = 1.90821492927058770002e-10;
inline constexpr double roundingShift = 0x1.8p52;  ///< added to a number it leaves the nearest whole one

/// x = whole·ln 2 + rest, |rest| ≤ ½ ln 2; and rest's exponential minus one.
struct ReducedExponent {
  double whole;
  double tail;
};

inline ReducedExponent reduceExponent(double x) {
  const double whole = multiplyAdd(x, 1.44269504088896338700e+00, roundingShift) - roundingShift;
  const double rest = multiplyAdd(-whole, ln2Low, multiplyAdd(-whole, ln2High, x));
  // In pairs (Estrin's scheme): half the wait of one after the other.
  const double rest2 = rest * rest, rest4 = rest2 * rest2;
  const double c01 = multiplyAdd(0.16666666666666669, rest, 0.5);
  const double c23 = multiplyAdd(0.008333333333330062, rest, 0.04166666666662413);
  const double c45 = multiplyAdd(0.00019841269863053618, rest, 0.0013888888917213717);
  const double c67 = multiplyAdd(2.7557268459997064e-06, rest, 2.4801521295954376e-05);
  const double c89 = multiplyAdd(2.510038549551032e-08, rest, 2.7620088445409746e-07);
  const double low = multiplyAdd(c23, rest2, c01), high = multiplyAdd(c67, rest2, c45);
  const double p = multiplyAdd(multiplyAdd(c89, rest4, high), rest4, low);
  return {whole, multiplyAdd(p, rest2, rest)};
}

/// 2 to a whole power between −1022 and 1023.
inline double powerOfTwo(double whole) {
  const auto bits = std::bit_cast<std::uint64_t>(whole + roundingShift);
  return std::bit_cast<double>((bits + 1023) << 52);
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

}  // namespace vector_math

/// e to the x. Any x that is not NaN; 0 below −746, infinite above 709.79.
inline double fastExp(double x) {
  const auto [whole, tail] = vector_math::reduceExponent(std::min(std::max(x, -746.0), 710.0));
  // In two steps, so that results below the smallest normal number and the overflow come out by themselves.
  const double scale = vector_math::powerOfTwo(whole + (x < 0 ? 55.0 : -55.0));
  return multiplyAdd(tail, scale, scale) * (x < 0 ? 0x1p-55 : 0x1p55);
}

/// e to the x, minus 1. Any x that is not NaN.
inline double fastExpm1(double x) {
  const auto [whole, tail] = vector_math::reduceExponent(std::min(std::max(x, -50.0), 710.0));
  const double scale = vector_math::powerOfTwo(whole - 1);  // half of it: the largest does not fit
  return 2 * multiplyAdd(tail, scale, scale - 0.5);
}

/// The natural logarithm of a normal x > 0.
inline double fastLog(double x) { return vector_math::logOf(x, 0); }

/// ln(1 + x) for −1 < x < ∞.
inline double fastLog1p(double x) {
  const double w = 1 + x;
  // What rounding took from w matters only while the logarithm is small; there 1/w is about 2 − w.
  const double missing = x < 1 ? x - (w - 1) : 1 - (w - x);
  return vector_math::logOf(w, w < 2 ? missing * (2 - w) : 0);
}

}  // namespace lossarium
