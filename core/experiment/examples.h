// Ready experiments, each with one sentence on what to see.
#pragma once

#include "core/experiment/experiment.h"

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

/// Whether the sentence may still be read beside `now`: nothing that it speaks of was set otherwise.
bool stillHolds(const Example& example, const Experiment& now);

/// The first is the one that the program opens on.
std::span<const Example> examples();

}  // namespace lossarium
