#pragma once

#include "core/datasets/bundled_table.h"

namespace lossarium {

struct BelgianCalls {
  static constexpr std::string_view file = "belgian_calls.csv";
  static constexpr std::string_view feature = "year";
  static constexpr std::string_view target = "calls_ten_millions";
  static constexpr int strangeRows[] = {14, 15, 16, 17, 18, 19, 20};
  static constexpr DatasetSpec spec{
      .id = "belgian_calls",
      .title = "Belgian calls",
      .parameters = bundledParameters,
      .learningRate = 0.1,
      .epochs = 400,
      .caption =
          "International calls from Belgium. From 1964 to 1970 another unit was booked in: seven wrong years "
          "pull the MSE line up, Huber's less, and MAE's hardly.",
      .source = "Rousseeuw & Leroy 1987, table 2",
      .strangeRows = strangeRows,
      .soundRows = "the years that were booked right"};
};

}  // namespace lossarium
