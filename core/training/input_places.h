// Where a fit is drawn: places over one or two of its inputs, the others at the mean of their training
// rows.
#pragma once

#include "core/experiment/problem.h"

#include <utility>

namespace lossarium {

/// Spans the training and validation rows and a little more, in the data's own units.
struct InputPlaces {
  Vector x;         ///< along the first shown input, ascending and evenly apart
  Vector y;         ///< along the second; one place if there is one input
  Matrix features;  ///< a row a place; (x[i], y[j]) has the row j·x.size() + i
};

/// The two inputs over which a model of several is drawn: the first ones with more than two values, for over
/// columns of a category all points would coincide; 0 and 1 where there are too few. 0 and 0 of one input.
std::pair<Index, Index> shownInputs(const Dataset& dataset);

/// `across` × `upward` places over two inputs, `along` over one.
InputPlaces inputPlaces(const Problem& problem, Index across, Index upward, Index along);

}  // namespace lossarium
