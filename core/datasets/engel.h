#pragma once

#include "core/datasets/bundled_table.h"

namespace lossarium {

struct Engel {
  static constexpr std::string_view file = "engel.csv";
  static constexpr std::string_view feature = "income";
  static constexpr std::string_view target = "foodexp";
  static constexpr DatasetSpec spec{
      .id = "engel",
      .title = "Engel's food expenditure",
      .parameters = bundledParameters,
      .learningRate = 0.05,
      .epochs = 400,
      .weightScale = 100,
      .caption = "The spread grows with income: a line through the middle says little about rich households.",
      .source = "Engel 1857; Koenker & Bassett 1982"};
};

}  // namespace lossarium
