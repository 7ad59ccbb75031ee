// What determines a descent of a test function: it stands in the place of an experiment's data set, model and
// loss
// ("objective" in a file), and has neither rows to split nor a penalty.
#pragma once

#include "core/experiment/experiment.h"
#include "core/objectives/test_functions/test_function.h"

#include <string>
#include <string_view>

namespace lossarium {

struct DescentSetup {
  Choice objective;           ///< a test function with its parameters and the start "x", "y"
  Choice optimizer;           ///< without a "learning_rate" where nobody chose one: the run takes a calm one
  Training training;          ///< an epoch is a step; batches and early stopping have no effect
  LandscapeChoice landscape;  ///< the plane is that of x and y; `range` is about the middle of what is shown
  bool operator==(const DescentSetup&) const = default;
};

/// The keys that an objective takes the place of.
inline constexpr std::string_view besideObjective[] = {"dataset", "split",   "disturbance", "model",
                                                       "loss",    "penalty", "start",       "changes"};

/// From sections as in Experiment's files, "objective" among them; what is missing gets its default. Throws
/// Error that names the key and the nearest known one; `where` stands before each key.
DescentSetup descentFromSettings(const Settings& settings, const std::string& where = {});
/// The way back: what a file holds.
Settings toSettings(const DescentSetup& setup);

/// The plane of the two weights, with the ranges to show.
Slice sliceOf(const DescentSetup& setup);

}  // namespace lossarium
