// One power of ten for many small or large numbers, so that they stand below each other with as many
// decimals.
#pragma once

#include <QString>

namespace lossarium::ui {

class BoxNumberScale {
 public:
  /// Takes another power only where the largest number has left what the present one is good for.
  void follow(double largest);
  int power() const { return power_; }
  /// With so many decimals, in units of the power. "−0.000" is "0.000"; "–" for NaN.
  QString text(double number, int decimals) const;
  /// What numbers are multiplied by to be shown: "10³", or empty.
  QString factor() const;

 private:
  int power_ = 0;
};

/// With so many decimals and a real minus sign.
QString fixedText(double number, int decimals);

}  // namespace lossarium::ui
