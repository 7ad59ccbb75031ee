// A duel's experiments made real, over data that are held once.
#pragma once

#include "core/duel/duel.h"
#include "core/duel/duel_plan.h"

namespace lossarium {

/// A problem for each contender. What experiments leave open is chosen so that they stay comparable: one rate
/// for all that share an optimiser, the calmest of those found; and where other data ask for another loss,
/// those that differed in it differ again. Takes the data of `previous` where its data set is the same.
/// Throws Error, Cancelled.
Duel::Setup buildDuel(const DuelPlan& plan, const Progress& progress = {},
                      const std::shared_ptr<const Problem>& previous = nullptr);

/// The plan as the problems have it, with nothing left open.
DuelPlan planOf(const Duel::Setup& problems);

}  // namespace lossarium
