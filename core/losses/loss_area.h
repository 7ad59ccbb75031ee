// What a loss makes of residuals, as areas: a rectangle on each, as high as the residual |r| in the target's
// unit and so wide that its area is what the row costs. Where a loss begins as a·r² with a = ρ″(0)/2, a
// square of side 1 stands for a: then every rectangle of MSE is a square, one of Huber's is a square up to δ
// and turns into a strip that is no wider than 2δ, and one of Tukey's stops growing at the area c²/3. Where
// it does not (MAE, quantile, ε-insensitive, relative errors), rectangles are strips, whose width is the loss
// for each unit of the residual: for MAE it is the same for all.
//
// A loss that is not 0 for an exact prediction (Poisson's) counts from what it is there.
#pragma once

#include "core/losses/loss.h"

namespace lossarium {

struct LossAreas {
  bool squares = false;  ///< whether the loss begins as a·r²
  /// Of squares in the target's unit; of strips as a fraction of the widest that there can be, or, of a loss
  /// whose slope has no bound, that there is. 0 where the residual is 0 or something is not finite.
  Vector width;
  /// What an area of 1 costs: of squares one of side 1, of strips one of height 1 that is as wide as can be.
  double costOfUnit = 1;
};

/// Of a regression, for n rows: predictions as the model gives them, and the loss of each as if it were alone
/// (before a root is taken).
LossAreas lossAreas(const Loss& loss, const Vector& prediction, const Vector& target, const Vector& cost);

}  // namespace lossarium
