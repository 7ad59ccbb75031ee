// Gradient descent of boxes under a loss, as Zheng et al. 2020 (AAAI, "Distance-IoU Loss") simulate it: P ← P
// − η (2 − IoU) ∂L/∂P for P = (x, y, w, h), centre and size, with the IoU before the step. L is a loss of the
// catalogue and ∂L/∂P its exact slope (CIoU's takes α as constant, as its authors say, see ciou.h; theirs
// also leaves out a factor 1/(w² + h²), which this one does not).
//
// A step may carry a size below 0. For the losses a box is what its corners span (box_loss.h), and so it is
// here: the box is told by its size, w ← |w|. No value, slope or later step changes by that, nothing is
// clamped, and the error measures the box that there is. A size of exactly 0 is a line: its slope is that of
// the proper side. No number becomes NaN.
#pragma once

#include "core/base/value.h"
#include "core/boxes/regression_cases.h"

#include <memory>
#include <span>

namespace lossarium {

class BoxDescent {
 public:
  virtual ~BoxDescent() = default;
  /// A step for each of `rates` (η). `errors` has as many places: the cases' error after each step. The same
  /// bits whatever vectors the processor has.
  virtual void descend(RegressionCases& cases, std::span<const double> rates, double* errors) const = 0;
};

enum class BoxVectors {
  widest,  ///< that the processor has
  common,  ///< that every processor has for which the program is built
};

enum class BoxSlopes {
  own,        ///< the loss' exact ones
  published,  ///< of the paper's code, see published_slopes.h; only of the losses that the paper is about
};

/// Whether the paper's code has slopes of its own for this loss of the catalogue.
bool hasPublishedSlopes(const std::string& loss);

/// The descent under a loss; parameters left out have their defaults. Throws Error, with `where` in front,
/// for what is unknown or out of range and for a loss that is not for boxes.
std::unique_ptr<const BoxDescent> makeBoxDescent(const Choice& loss, const std::string& where = "loss",
                                                 BoxVectors vectors = BoxVectors::widest,
                                                 BoxSlopes slopes = BoxSlopes::own);

}  // namespace lossarium
