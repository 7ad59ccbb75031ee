// The products of a network for a block of samples. Values lie in panels of eight rows, the last of four if
// that is enough: within a panel unit after unit, of each unit its rows side by side. So every product runs
// along samples, whatever the width of a layer, and a row's numbers do not depend on its neighbours: each is
// a sum in the order of the inputs. Rows beyond the samples are padding; whoever fills panels sets them to 0.
#pragma once

#include "core/base/matrix.h"

#include <algorithm>

namespace lossarium::panels {

inline constexpr Index lanes = 8;

/// Rows with padding: a multiple of four.
constexpr Index padded(Index rows) { return (rows + 3) / 4 * 4; }

/// Where a unit's rows of one panel begin, in panels of `units`; `row` is a multiple of eight.
constexpr Index place(Index rows, Index units, Index row, Index unit) {
  return row * units + unit * std::min(lanes, padded(rows) - row);
}

/// Room that `addOuter` needs, in doubles.
constexpr Index packingRoom(Index rows) { return std::max<Index>(3 * padded(rows), 3072); }

void fill(const ConstRows& values, double* panels);
void read(const double* panels, Rows values);

/// z = a·weightᵀ + bias; weight is outputs × inputs, a row an output.
void forward(Index rows, Index inputs, Index outputs, const double* a, const double* weight,
             const double* bias, double* z);
/// change = delta·weight
void backward(Index rows, Index inputs, Index outputs, const double* delta, const double* weight,
              double* change);
/// weightGradient += deltaᵀ·a and biasGradient += delta's sums. Every sum over the rows is taken in the same
/// order whatever the sizes.
void addOuter(Index rows, Index inputs, Index outputs, const double* delta, const double* a,
              double* weightGradient, double* biasGradient, double* packing);

}  // namespace lossarium::panels
