// Built without fused multiply–add (see CMakeLists.txt): the same operations round the same way everywhere.
#include "core/base/portable_math.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace lossarium {
namespace {

constexpr double wholeTurn = 6.28318530717958647693;

// 1/n! with alternating signs, for n = first, first + 2, …
template <std::size_t N>
constexpr std::array<double, N> alternatingFactorials(int first) {
  std::array<double, N> terms{};
  double factorial = 1;
  for (int n = 2; n <= first; ++n) factorial *= n;
  double sign = -1;
  for (std::size_t i = 0; i < N; ++i, sign = -sign) {
    terms[i] = sign / factorial;
    const double n = first + 2 * static_cast<double>(i);
    factorial *= (n + 1) * (n + 2);
  }
  return terms;
}

template <std::size_t N>
double horner(const std::array<double, N>& coefficients, double x) {
  double sum = 0;
  for (std::size_t i = N; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

// Taylor's series; on an eighth of a turn the first term left out is below 10⁻¹⁹.
double sineNearZero(double angle) {
  static constexpr auto terms = alternatingFactorials<8>(3);
  const double square = angle * angle;
  return angle + angle * (square * horner(terms, square));
}

double cosineNearZero(double angle) {
  static constexpr auto terms = alternatingFactorials<9>(2);
  const double square = angle * angle;
  return 1 + square * horner(terms, square);
}

// `shift` quarters of a turn further on. The rest after whole quarters is exact.
double sineShifted(double turns, std::int64_t shift) {
  const double quarters = std::floor(4 * turns + 0.5);
  const double angle = wholeTurn * (turns - 0.25 * quarters);
  switch ((static_cast<std::int64_t>(quarters) + shift) & 3) {
    case 0:
      return sineNearZero(angle);
    case 1:
      return cosineNearZero(angle);
    case 2:
      return -sineNearZero(angle);
    default:
      return -cosineNearZero(angle);
  }
}

}  // namespace

double sineOfTurns(double turns) { return sineShifted(turns, 0); }

double cosineOfTurns(double turns) { return sineShifted(turns, 1); }

}  // namespace lossarium
