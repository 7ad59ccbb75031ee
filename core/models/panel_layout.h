// How the values of a block of samples lie for a network's products: in panels of eight rows (sixteen of
// single precision; 64 bytes, a line of the cache), within a panel
// unit after unit, of each unit its rows side by side. So every product runs along samples, whatever the
// width of a layer, and a row's numbers do not depend on its neighbours: each is a sum in the order of the
// inputs. Rows beyond the samples are padding; whoever fills panels sets them to 0.
#pragma once

#include "core/base/matrix.h"

namespace lossarium::panels {

template <class Number>
inline constexpr Index lanesOf = 64 / static_cast<Index>(sizeof(Number));
inline constexpr Index lanes = lanesOf<double>;

/// Rows with padding.
template <class Number = double>
constexpr Index padded(Index rows) {
  return (rows + lanesOf<Number> - 1) / lanesOf<Number> * lanesOf<Number>;
}

/// Where a unit's rows of one panel begin, in panels of `units`; `row` is a multiple of eight.
constexpr Index place(Index units, Index row, Index unit) { return row * units + unit * lanes; }

/// Room that the outer product needs, in doubles.
constexpr Index packingRoom(Index rows, Index outputs) { return 2 * lanes * padded(rows) + lanes * outputs; }

}  // namespace lossarium::panels
