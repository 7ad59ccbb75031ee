// How well predicted boxes fit their targets, row by row. A box is what its corners span.
#pragma once

#include "core/base/matrix.h"

namespace lossarium {

/// rows × 4 each. Two boxes without area have 1 if they are the same, else 0. NaN where a corner is not
/// finite.
Vector iouOfRows(const ConstRows& prediction, const ConstRows& target);
/// The mean |difference| of the four corners x1, y1, x2, y2.
Vector cornerErrorOfRows(const ConstRows& prediction, const ConstRows& target);

}  // namespace lossarium
