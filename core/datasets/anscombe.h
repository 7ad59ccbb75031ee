#pragma once

#include "core/datasets/bundled_table.h"

namespace lossarium {

struct Anscombe {
  static constexpr ParameterSpec parameters[] = {
      {.id = "set",
       .label = "Set",
       .kind = ParameterKind::integer,
       .minimum = 1,
       .maximum = 4,
       .initial = 1,
       .hint =
           "Which of the four sets: noise about a line, a curve, one vertical outlier, one leverage point."},
      standardizeParameter};
  static constexpr DatasetSpec spec{.id = "anscombe",
                                    .title = "Anscombe's quartet",
                                    .parameters = parameters,
                                    .caption =
                                        "Four sets with one and the same MSE line: the loss' value alone "
                                        "does not tell whether the line fits. "
                                        "In set 3, MAE finds the line of the other ten points.",
                                    .source = "Anscombe 1973"};

  static Dataset make(const Choice& choice, const Progress& progress) {
    const Table table = parseCsv(embeddedTable("anscombe.csv"), "anscombe.csv", progress);
    const std::string set = std::to_string(choice.integer("set"));
    return tableDataset(table, {{"x" + set}, "y" + set, std::nullopt});
  }
};

}  // namespace lossarium
