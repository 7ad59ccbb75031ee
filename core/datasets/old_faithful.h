#pragma once

#include "core/datasets/bundled_table.h"

namespace lossarium {

struct OldFaithful {
  static constexpr std::string_view file = "old_faithful.csv";
  static constexpr std::string_view feature = "eruption_minutes";
  static constexpr std::string_view target = "waiting_minutes";
  static constexpr DatasetSpec spec{
      .id = "old_faithful",
      .title = "Old Faithful",
      .parameters = bundledParameters,
      .learningRate = 0.2,
      .epochs = 1000,
      .caption = "Two clusters on one line: short eruptions are followed by short waits.",
      .source = "Azzalini & Bowman 1990"};
};

}  // namespace lossarium
