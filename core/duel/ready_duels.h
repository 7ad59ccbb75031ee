// Ready duels, each with one sentence on what to see.
#pragma once

#include "core/duel/duel_plan.h"

#include <span>
#include <string_view>

namespace lossarium {

struct ReadyDuel {
  std::string_view title;
  std::string_view sentence;
  DuelPlan (*make)();
};

/// The first is the one that the page opens on.
std::span<const ReadyDuel> readyDuels();

}  // namespace lossarium
