#include "ui/pages/boxes/box_number_scale.h"

#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double least = 0.02, most = 200;          // of the largest number, in units of the power
constexpr double tooLittle = 0.005, tooMuch = 500;  // that make it change
constexpr int step = 3, farthest = 300;

}  // namespace

void BoxNumberScale::follow(double largest) {
  if (!(largest > 0) || !std::isfinite(largest)) return;
  const double now = largest / std::pow(10.0, power_);
  if (now >= tooLittle && now <= tooMuch) return;
  power_ = 0;
  while (largest / std::pow(10.0, power_) < least && power_ > -farthest) power_ -= step;
  while (largest / std::pow(10.0, power_) > most && power_ < farthest) power_ += step;
}

QString BoxNumberScale::text(double number, int decimals) const {
  return fixedText(number / std::pow(10.0, power_), decimals);
}

QString BoxNumberScale::factor() const {
  if (power_ == 0) return {};
  static const QString plain = QStringLiteral("-0123456789"), raised = QStringLiteral("⁻⁰¹²³⁴⁵⁶⁷⁸⁹");
  QString text = QStringLiteral("10");
  for (const QChar digit : QString::number(-power_)) text += raised[plain.indexOf(digit)];
  return text;
}

QString fixedText(double number, int decimals) {
  if (std::isnan(number)) return QStringLiteral("–");
  const bool vanishes = std::abs(number) < 0.5 * std::pow(10.0, -decimals);
  return QString::number(vanishes ? 0.0 : number, 'f', decimals).replace(QLatin1Char('-'), QChar(0x2212));
}

}  // namespace lossarium::ui
