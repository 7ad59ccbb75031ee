#include "ui/widgets/number_text.h"

#include "core/base/number_text.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

namespace lossarium::ui {

namespace {

// As the plots write it: 1.0807×10⁶.
QString powerOfTen(double number, int digits) {
  const QStringList parts = QString::number(number, 'e', digits - 1).split(QLatin1Char('e'));
  QString text = parts[0] + QStringLiteral("×10");
  for (const QChar digit : QString::number(parts[1].toInt())) {
    static const QString plain = QStringLiteral("-0123456789"), raised = QStringLiteral("⁻⁰¹²³⁴⁵⁶⁷⁸⁹");
    text += raised[plain.indexOf(digit)];
  }
  return text;
}

// Below 1 as many for all, so that they line up; but two digits that count at least.
int decimalsOf(double size, int digits) {
  if (size == 0) return digits - 1;
  const int power = static_cast<int>(std::floor(std::log10(size)));
  return power < 0 ? std::max(digits - 1, 1 - power) : std::max(0, digits - 1 - power);
}

}  // namespace

QString numberText(double number, int digits) {
  if (std::isnan(number)) return QStringLiteral("–");
  if (std::isinf(number)) return number > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
  const double size = std::abs(number);
  QString text;
  if (size != 0 && (size < 1e-3 || size >= 1e6)) {
    text = powerOfTen(number, digits);
  } else {
    text = QString::number(number, 'f', decimalsOf(size, digits));
  }
  return text.replace(QLatin1Char('-'), QChar(0x2212));
}

QString grouped(std::int64_t count) { return QString::fromStdString(lossarium::grouped(count)); }

QString groupedEpoch(double epoch) {
  return QLocale(QLocale::English)
      .toString(std::round(100 * epoch) / 100, 'f', QLocale::FloatingPointShortest);
}

QString readable(const std::string& name) {
  static constexpr std::string_view units[] = {
      "ten_millions", "mm", "cm",  "m", "km",      "g",     "kg",  "t",   "ft",     "in",
      "ms",           "s",  "min", "h", "minutes", "years", "mph", "kmh", "percent"};
  for (const std::string_view unit : units)
    if (name.ends_with(unit) && name.size() > unit.size() + 1 && name[name.size() - unit.size() - 1] == '_')
      return readable(name.substr(0, name.size() - unit.size() - 1)) + QStringLiteral(" (") +
             readable(std::string(unit)) + QLatin1Char(')');
  return QString::fromStdString(name).replace(QLatin1Char('_'), QLatin1Char(' '));
}

}  // namespace lossarium::ui
