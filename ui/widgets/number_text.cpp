#include "ui/widgets/number_text.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace lossarium::ui {

QString numberText(double number, int digits) {
  if (std::isnan(number)) return QStringLiteral("–");
  if (std::isinf(number)) return number > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
  const double size = std::abs(number);
  QString text;
  if (size != 0 && (size < 1e-3 || size >= 1e6)) {
    text = QString::number(number, 'e', digits - 1);
    text.replace(QStringLiteral("e+0"), QStringLiteral("e+"))
        .replace(QStringLiteral("e-0"), QStringLiteral("e-"));
  } else {
    const int whole = size < 1 ? 1 : static_cast<int>(std::floor(std::log10(size))) + 1;
    text = QString::number(number, 'f', std::max(0, digits - whole));
  }
  return text.replace(QLatin1Char('-'), QChar(0x2212));
}

QString readable(const std::string& name) {
  return QString::fromStdString(name).replace(QLatin1Char('_'), QLatin1Char(' '));
}

}  // namespace lossarium::ui
