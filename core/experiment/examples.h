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
};

/// The first is the one that the program opens on.
std::span<const Example> examples();

}  // namespace lossarium
