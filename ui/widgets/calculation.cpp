#include "ui/widgets/calculation.h"

#include "core/base/rounding.h"
#include "ui/widgets/number_text.h"

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr int resultDigits = 6, fewestResultDigits = 3, mostOperandDigits = 7;
constexpr double plainFrom = 1e-3;

bool isExactly(double number, double other) { return std::abs(number - other) <= 1e-14 * std::abs(number); }

bool gives(const std::vector<double>& operands, double result, int shown, int digits,
           const std::function<double(std::span<const double>)>& rule) {
  std::vector<double> read(operands.size());
  std::transform(operands.begin(), operands.end(), read.begin(),
                 [digits](double each) { return roundedTo(digits, each); });
  return significant(rule(read), shown) == significant(result, shown);
}

}  // namespace

QString significant(double number, int digits) {
  while (digits > 1 && isExactly(number, roundedTo(digits - 1, number))) --digits;
  const double size = std::abs(roundedTo(digits, number));
  if (size == 0 || !std::isfinite(size) || size < plainFrom || size >= 1e6) return numberText(number, digits);
  const int behind = digits - 1 - static_cast<int>(std::floor(std::log10(size)));
  return QString::number(number, 'f', std::max(0, behind)).replace(QLatin1Char('-'), QChar(0x2212));
}

int digitsThatDiffer(std::vector<double> numbers, int fewest, int most) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  const auto collide = [&](int digits) {
    return std::adjacent_find(numbers.begin(), numbers.end(), [digits](double a, double b) {
             return significant(a, digits) == significant(b, digits);
           }) != numbers.end();
  };
  while (fewest < most && collide(fewest)) ++fewest;
  return fewest;
}

Calculation calculation(const std::vector<double>& operands, double result,
                        const std::function<double(std::span<const double>)>& rule) {
  int shown = resultDigits, digits = resultDigits;
  while (!gives(operands, result, shown, digits, rule)) {
    if (digits < mostOperandDigits) {
      ++digits;
    } else if (shown > fewestResultDigits) {
      --shown;
      digits = resultDigits;
    } else {
      break;
    }
  }
  Calculation found;
  for (const double each : operands) found.operands.push_back(significant(each, digits));
  found.result = significant(result, shown);
  return found;
}

QString written(const std::vector<QString>& terms) {
  QString text;
  for (const QString& term : terms) {
    const bool negative = term.startsWith(QChar(0x2212));
    if (text.isEmpty())
      text = term;
    else
      text += (negative ? QStringLiteral(" − ") : QStringLiteral(" + ")) + (negative ? term.mid(1) : term);
  }
  return text;
}

}  // namespace lossarium::ui
