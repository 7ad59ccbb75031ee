#pragma once

#include "core/datasets/bundled_table.h"

namespace lossarium {

struct Cars {
  static constexpr std::string_view file = "cars.csv";
  static constexpr std::string_view feature = "speed_mph";
  static constexpr std::string_view target = "stopping_distance_ft";
  static constexpr DatasetSpec spec{
      .id = "cars",
      .title = "Stopping distances",
      .parameters = bundledParameters,
      .learningRate = 0.2,
      .epochs = 1000,
      .caption = "The plain example: faster cars need longer to stop, and all losses nearly agree.",
      .source = "Ezekiel 1930"};
};

}  // namespace lossarium
