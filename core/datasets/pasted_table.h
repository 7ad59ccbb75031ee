// A table that was pasted: its cells are part of the experiment, so that the session file needs no other.
#pragma once

#include "core/datasets/table_dataset.h"

namespace lossarium {

inline constexpr std::size_t mostPastedBytes = 1'000'000;
inline constexpr Index mostPastedRows = 20'000;

struct PastedTable {
  static constexpr ParameterSpec parameters[] = {{.id = "cells",
                                                  .label = "Cells",
                                                  .kind = ParameterKind::text,
                                                  .hint = "The table as CSV text with a header line."},
                                                 featuresParameter,
                                                 targetParameter,
                                                 taskParameter,
                                                 standardizeParameter};
  static constexpr DatasetSpec spec{.id = "pasted_table",
                                    .title = "Pasted table",
                                    .parameters = parameters,
                                    .caption = "Your own data, from a spreadsheet by copy and paste."};

  /// The cells as the parameter holds them, of text from a clipboard: where its first line is no header (one
  /// of its cells is a number) the columns are called x, y, or x1, x2, …, y. Throws Error for what is no
  /// table, or too large to be carried in a session.
  static std::string cellsFrom(std::string_view text);
  static Dataset make(const Choice& choice, const Progress& progress);
};

}  // namespace lossarium
