#pragma once

#include "core/datasets/bundled_table.h"

namespace lossarium {

struct Penguins {
  static constexpr std::string_view file = "penguins.csv";
  static constexpr std::string_view feature = "flipper_length_mm";
  static constexpr std::string_view target = "body_mass_g";
  static constexpr DatasetSpec spec{
      .id = "penguins",
      .title = "Palmer penguins",
      .parameters = bundledParameters,
      .learningRate = 0.05,
      .epochs = 400,
      .weightScale = 400,
      .caption = "Body mass from flipper length, on data as it comes: rows with missing values are left out.",
      .source = "Horst, Hill & Gorman 2020, CC0"};
};

}  // namespace lossarium
