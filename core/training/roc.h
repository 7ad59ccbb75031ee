// The area under the ROC curve, as the rank statistic that it is: of all pairs of a positive and a negative
// row the share in which the positive one scores higher; a tie counts one half. Source: Hanley & McNeil 1982,
// Radiology 143, 29–36.
#pragma once

#include "core/base/matrix.h"

#include <vector>

namespace lossarium {

/// Exact: the pairs are counted in whole numbers, by sorting once. NaN if all rows are of one kind or a score
/// is NaN. `positive` has an entry for each score.
double rocAuc(const Vector& score, const std::vector<bool>& positive);

/// The mean over the classes of "this class against the rest", scored by the logarithm of its odds; a class
/// that no row or every row has is left out. `logits` is rows × classes, `target` holds the index of each
/// row's class.
double rocAucOneVsRest(const Matrix& logits, const Matrix& target);

}  // namespace lossarium
