// Where a fit is drawn: places over its first one or two inputs, the others at the mean of their training
// rows.
#pragma once

#include "core/experiment/problem.h"

namespace lossarium {

/// Spans the training and validation rows and a little more, in the data's own units.
struct InputPlaces {
  Vector x;         ///< along the first input, ascending and evenly apart
  Vector y;         ///< along the second; one place if there is one input
  Matrix features;  ///< a row a place; (x[i], y[j]) has the row j·x.size() + i
};

/// `across` × `upward` places over two inputs, `along` over one.
InputPlaces inputPlaces(const Problem& problem, Index across, Index upward, Index along);

}  // namespace lossarium
