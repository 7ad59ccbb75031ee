#pragma once

#include "core/datasets/bundled_table.h"

namespace lossarium {

struct StarsCygOb1 {
  static constexpr std::string_view file = "stars_cyg_ob1.csv";
  static constexpr std::string_view feature = "log_temperature";
  static constexpr std::string_view target = "log_light";
  static constexpr int giants[] = {10, 19, 29, 33};
  static constexpr DatasetSpec spec{.id = "stars_cyg_ob1",
                                    .title = "Stars of CYG OB1",
                                    .parameters = bundledParameters,
                                    .learningRate = 0.05,
                                    .epochs = 400,
                                    .caption =
                                        "Four giants at the left are leverage points: MAE ends further from "
                                        "the main sequence than MSE, and no loss here saves the line.",
                                    .source = "Rousseeuw & Leroy 1987, table 3",
                                    .strangeRows = giants,
                                    .soundRows = "the stars of the main sequence"};
};

}  // namespace lossarium
