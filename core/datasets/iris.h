#pragma once

#include "core/datasets/bundled_table.h"

namespace lossarium {

struct Iris {
  static constexpr std::string_view file = "iris.csv";
  static constexpr std::string_view feature = "petal_length";
  static constexpr std::string_view target = "petal_width";
  static constexpr DatasetSpec spec{.id = "iris",
                                    .title = "Iris",
                                    .parameters = bundledParameters,
                                    .learningRate = 0.05,
                                    .epochs = 400,
                                    .caption = "Petal width from petal length: three species along one line.",
                                    .source = "Anderson 1935; Fisher 1936"};
};

}  // namespace lossarium
