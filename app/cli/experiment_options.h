// The part of the command line that says which experiment is meant; train, surface and render share it.
#pragma once

#include "core/experiment/session_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace lossarium::cli {

struct ExperimentOptions {
  std::string file;
  std::vector<std::string> sets;  ///< each "key=value"
  std::string data, target, features;
  std::int64_t number = 1;  ///< of the experiment in the file, from 1
};

/// One --set; throws Error unless it is key=value.
Override overrideFrom(const std::string& set);

void addExperimentOptions(CLI::App& command, ExperimentOptions& options);

/// The files that are read, so that none is overwritten.
std::vector<std::string> inputsOf(const ExperimentOptions& options, const Experiment& experiment);

/// Empty if the options describe an experiment on data, and no descent of an objective. `further` settings
/// come last and so win. Throws Error.
std::optional<DescentSetup> descentOf(const ExperimentOptions& options,
                                      const std::vector<Override>& further = {});

/// The experiment that the options describe; `further` settings come last and so win. Throws Error.
Experiment experimentOf(const ExperimentOptions& options, const std::vector<Override>& further = {});

}  // namespace lossarium::cli
