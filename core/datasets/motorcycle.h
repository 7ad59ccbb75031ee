#pragma once

#include "core/datasets/bundled_table.h"

namespace lossarium {

struct Motorcycle {
  static constexpr std::string_view file = "motorcycle.csv";
  static constexpr std::string_view feature = "time_ms";
  static constexpr std::string_view target = "acceleration_g";
  static constexpr DatasetSpec spec{.id = "motorcycle",
                                    .title = "Motorcycle crash",
                                    .parameters = bundledParameters,
                                    .learningRate = 0.2,
                                    .epochs = 1000,
                                    .caption =
                                        "Head acceleration after a crash is far from a line: no loss makes "
                                        "up for a model that is too simple.",
                                    .source = "Silverman 1985"};
};

}  // namespace lossarium
