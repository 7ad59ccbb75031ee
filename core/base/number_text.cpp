#include "core/base/number_text.h"

#include <cmath>
#include <cstdio>
#include <string_view>

namespace lossarium {
namespace {

constexpr double smallestPlain = 1e-3, smallestPlainSetting = 1e-5, largestPlain = 1e6;

std::string printed(const char* format, int digits, double number) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format, digits, number);
  return buffer;
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

std::string plain(double number, int digits) {
  const std::string rounded = printed("%.*e", digits - 1, number);
  const int exponent = std::stoi(rounded.substr(rounded.find('e') + 1));
  return withRealMinus(withoutIdleZeros(printed("%.*f", std::max(0, digits - 1 - exponent), number)));
}

std::string withPower(double number, int digits) {
  const std::string text = printed("%.*e", digits - 1, number);
  const auto power = text.find('e');
  return withRealMinus(withoutIdleZeros(text.substr(0, power))) + "×10" +
         raised(std::stoi(text.substr(power + 1)));
}

std::string written(double number, int digits, double smallest) {
  if (std::isnan(number)) return "–";
  if (std::isinf(number)) return number > 0 ? "∞" : "−∞";
  if (number == 0) return "0";
  const double size = std::abs(number);
  return size < smallest || size >= largestPlain ? withPower(number, digits) : plain(number, digits);
}

}  // namespace

std::string readableNumber(double number, int digits) { return written(number, digits, smallestPlain); }

std::string readableSetting(double number) { return written(number, 6, smallestPlainSetting); }

std::string readablePercent(double share) { return readableNumber(100 * share, 2) + " %"; }

std::string counted(std::int64_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

}  // namespace lossarium
