// Lines of a table that have another number of cells than the header: a few are left out and told, of many it
// is not sure what was meant.
#pragma once

#include "core/base/matrix.h"

#include <string>
#include <vector>

namespace lossarium {

struct RaggedRows {
  Index count = 0;
  Index line = 0;           ///< of the first, the header being line 1
  std::size_t cells = 0;    ///< of the first
  std::size_t columns = 0;  ///< that the header names
  std::string cause;        ///< what is likely to be wrong with it

  /// `named` is how many columns the header names, `delimiter` what parts the cells.
  void add(const std::vector<std::string>& row, Index atLine, std::size_t named, char delimiter);
  /// Throws Error if more than one in ten of all rows is ragged.
  void requireFew(Index sound, const std::string& source) const;
  /// "1 of 344 rows was dropped: line 17 has 3 cells …"; empty if there are none.
  std::string note(Index sound) const;
};

}  // namespace lossarium
