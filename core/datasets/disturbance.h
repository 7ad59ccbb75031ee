// What spoils the training rows of any data set in a controlled way, so that all contenders of a comparison
// meet the same dirt. A plain value; `disturbedRows` makes it real.
#pragma once

#include <cstdint>
#include <optional>

namespace lossarium {

struct Disturbance {
  double outliers = 0;     ///< share of the training rows whose target is moved
  double outlierSize = 5;  ///< how far, in deviations of the undisturbed training targets
  double noise = 0;        ///< added to each training target, in the same unit
  double labelNoise = 0;   ///< share of the training rows that get another class
  std::optional<double> classShare = std::nullopt;  ///< of the last class among the training rows that remain
  std::int64_t seed = 1;                            ///< which rows, and by how much
  bool operator==(const Disturbance&) const = default;
};

}  // namespace lossarium
