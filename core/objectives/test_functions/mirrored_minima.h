// Minima on a lattice that is the same left and right, above and below.
#pragma once

#include "core/objectives/test_functions/test_function.h"

#include <array>
#include <cstddef>

namespace lossarium {

/// (2·most + 1)² minima, where at(i, j) is that of column i and row j, counted from the middle one, the
/// lowest, on to the upper right.
template <std::size_t most, class At>
constexpr auto mirroredMinima(const At& at) {
  constexpr std::size_t side = 2 * most + 1;
  std::array<KnownMinimum, side * side> all{};
  for (std::size_t i = 0; i < side; ++i)
    for (std::size_t j = 0; j < side; ++j) {
      KnownMinimum each = at(i < most ? most - i : i - most, j < most ? most - j : j - most);
      if (i < most) each.x = -each.x;
      if (j < most) each.y = -each.y;
      each.kind = i == most && j == most ? MinimumKind::global : MinimumKind::local;
      all[i * side + j] = each;
    }
  return all;
}

}  // namespace lossarium
