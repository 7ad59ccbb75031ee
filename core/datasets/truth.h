// How the targets of a drawn data set came about, as far as that is known: what a perfect predictor would
// know of a row before it sees the target, and no more.
#pragma once

#include "core/base/matrix.h"

#include <vector>

namespace lossarium {

/// Of the noise of a target, in units of its scale. Normal: deviation 1. Triangular: the sum of two equal
/// uniform ones, from −1 to 1.
enum class NoiseShape { normal, triangular };

/// A share of the rows whose targets are shifted alike, nobody knows which (outliers).
struct ShiftedShare {
  double share = 1;
  double shift = 0;
};

/// Of a regression: target = centre + shift + scale·noise, where one of `shifts` holds by its share. Of a
/// classification: the probability of each class, wrong labels included.
struct Truth {
  NoiseShape shape = NoiseShape::normal;
  Vector centre;  ///< a row each; empty for a classification
  Vector scale;   ///< a row each, ≥ 0; empty for a classification
  std::vector<ShiftedShare> shifts{{}};
  Matrix probabilities;  ///< rows × classes (binary: two columns); empty for a regression
};

}  // namespace lossarium
