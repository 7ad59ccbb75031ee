// From a loss to a height and a colour, the same for the 3-D surface, the contour map and the colour bar.
#pragma once

#include "core/landscape/surface.h"

#include <vector>

namespace lossarium::ui {

/// Sends finite losses to a fraction: 0 at the drawn bottom, 1 at the drawn top. Values that are not finite
/// are left out.
///
/// Logarithmic: log10(loss + offset). The offset is 0 where all losses are positive and within eight decades;
/// otherwise (a loss of zero, or below) it lifts the least loss to a millionth of the range, so that the
/// ground keeps its shape.
///
/// Linear, with a few towering values: the top is cut a little above the 97 % quantile, so that the rest
/// stays readable; what lies above has fractions beyond 1 and is not drawn as surface. `isCut()` says so, and
/// the views say it in words.
class LossScale {
 public:
  LossScale() = default;
  LossScale(const Surface& surface, bool logarithmic);

  bool isValid() const { return valid_; }
  bool isLogarithmic() const { return logarithmic_; }
  bool isCut() const { return highest_ > maximum_; }
  double minimum() const { return minimum_; }  ///< loss at fraction 0
  double maximum() const { return maximum_; }  ///< loss at fraction 1
  double highest() const { return highest_; }  ///< greatest finite loss, drawn or not

  double fraction(double loss) const;  ///< NaN for a loss that is not finite; may lie outside 0 … 1
  double loss(double fraction) const;

  std::vector<double> levels() const;  ///< losses at which contour lines are drawn
  std::vector<double> ticks() const;   ///< losses that are written beside the height and the colour bar

 private:
  double shaped(double loss) const;
  void chooseOffset();

  bool valid_ = false;
  bool logarithmic_ = false;
  double minimum_ = 0;
  double maximum_ = 1;
  double highest_ = 1;
  double offset_ = 0;
  double bottom_ = 0;  ///< shaped(minimum_)
  double span_ = 1;
};

}  // namespace lossarium::ui
