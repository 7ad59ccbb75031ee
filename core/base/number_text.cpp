#include "core/base/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace lossarium {
namespace {

constexpr int smallestPowerOfSetting = -5;
constexpr double million = 1e6;

// With a point, whatever the country.
std::string printed(std::chars_format format, int digits, double number) {
  char buffer[400];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number, format, digits);
  return {buffer, end};
}

std::string withoutIdleZeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string withRealMinus(std::string text) {
  if (text.starts_with('-')) text.replace(0, 1, "−");
  return text;
}

std::string raised(int exponent) {
  static constexpr std::string_view figures[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = exponent < 0 ? "⁻" : "";
  for (const char digit : std::to_string(std::abs(exponent))) text += figures[digit - '0'];
  return text;
}

std::string written(double number, int digits, int leastPower) {
  if (std::isnan(number)) return "–";
  if (std::isinf(number)) return number > 0 ? "∞" : "−∞";
  if (number == 0) return "0";
  // Rounding may have brought it to the next power of ten.
  const std::string rounded = printed(std::chars_format::scientific, digits - 1, number);
  const auto e = rounded.find('e');
  const int power = std::stoi(rounded.substr(e + 1));
  if (power < leastPower || std::round(std::abs(number)) >= million)
    return withRealMinus(withoutIdleZeros(rounded.substr(0, e))) + "×10" + raised(power);
  const int decimals = std::max(0, digits - 1 - power);
  return withRealMinus(withoutIdleZeros(printed(std::chars_format::fixed, decimals, number)));
}

}  // namespace

std::string readableNumber(double number, int digits, int smallestPower) {
  return written(number, digits, smallestPower);
}

std::string readableSetting(double number) { return written(number, 6, smallestPowerOfSetting); }

std::string readablePercent(double share) { return readableNumber(100 * share, 2) + " %"; }

// Percents above a thousand are counted rather than grasped.
std::string readableGrowth(double share) {
  constexpr double inTimes = 10, countable = 1e12;
  const double times = 1 + share;
  if (!(share >= inTimes)) return "by " + readablePercent(share);
  if (!(times < countable)) return readableNumber(times, 2) + "-fold";
  const double unit = std::pow(10, std::floor(std::log10(times)) - 1);
  return grouped(static_cast<std::int64_t>(std::round(times / unit) * unit)) + "-fold";
}

std::string grouped(std::int64_t count) {
  std::string text = std::to_string(count);
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  for (std::size_t place = text.size(); place > first + 3;) text.insert(place -= 3, ",");
  return text;
}

std::string counted(std::int64_t count, const std::string& one) {
  return grouped(count) + " " + one + (count == 1 ? "" : "s");
}

}  // namespace lossarium
