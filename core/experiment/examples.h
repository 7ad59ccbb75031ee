// Ready experiments, each with one sentence on what to see.
#pragma once

#include "core/experiment/experiment.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace lossarium {

struct Example {
  std::string_view title;
  std::string_view sentence;
  Experiment (*make)();
  /// Of which settings the sentence speaks, parted by spaces: "dataset" is all of a section, "model.id" one.
  std::string_view speaksOf = "dataset.id model.id";
};

/// The title of the one whose layers can be rescaled.
inline constexpr std::string_view rescalingExample = "Rescaled: as sharp as one likes";

/// Whether the sentence may still be read beside `now`: nothing that it speaks of was set otherwise.
bool stillHolds(const Example& example, const Experiment& now);

/// The first is the one that the program opens on.
std::span<const Example> examples();
/// The index of the one with that title. Throws std::out_of_range.
std::size_t exampleNamed(std::string_view title);

}  // namespace lossarium
