// What an experiment has where nobody chose: what suits its data set, in place of what was merely suggested
// for another.
#pragma once

#include "core/experiment/experiment.h"

namespace lossarium {

/// What a section is a choice of when nobody says otherwise and the data set does not say either.
std::string defaultId(std::string_view section);
/// Adds model, optimiser, learning rate and number of epochs where `settings` say nothing of them.
void addSuggestions(Settings& settings);
/// The optimiser that is suggested for the experiment's data and model, with its own defaults.
Choice suggestedOptimizer(const Experiment& experiment);
Choice completedOptimizer(const std::string& id);
/// What `given` leaves to be suggested, or to be filled when the data are known.
LeftOpen leftOpenIn(const Settings& given);
/// The same after `set` was changed in `before`.
LeftOpen leftOpenAfter(const Experiment& before, const std::map<std::string, Value>& set);
/// Takes away what was suggested for the data set before, where `set` brings another one.
void forgetSuggestions(Settings& settings, const Experiment& before, const std::map<std::string, Value>& set);

}  // namespace lossarium
