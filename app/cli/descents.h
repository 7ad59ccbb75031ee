// What the sub-commands do with an objective in the place of data, model and loss.
#pragma once

#include "app/cli/json_output.h"
#include "core/experiment/descent_setup.h"
#include "core/landscape/surface.h"

#include <string>

namespace lossarium::cli {

/// Descends and prints where that ended; the way goes into the CSV file `curve`, if that is not empty.
int trainDescent(const DescentSetup& setup, const std::string& curve);

/// Weights by their names: {"x": …, "y": …}.
Json weightsJson(const Vector& weights);
/// The file and the summary of its surface.
Json surfaceJson(const Surface& surface);
Json surfaceSummary(const DescentSetup& setup, const Surface& surface, double seconds);

}  // namespace lossarium::cli
