// Numbers as they stand on paper: to so many significant digits.
#pragma once

#include <cmath>

namespace lossarium {

/// The number that one reads where `number` is written with so many significant digits; itself for 0 digits.
inline double roundedTo(int digits, double number) {
  if (digits <= 0 || number == 0 || !std::isfinite(number)) return number;
  const double places = digits - 1 - std::floor(std::log10(std::abs(number)));
  const double unit = std::pow(10.0, std::abs(places));
  if (std::isinf(unit)) return number;
  return places < 0 ? std::round(number / unit) * unit : std::round(number * unit) / unit;
}

}  // namespace lossarium
