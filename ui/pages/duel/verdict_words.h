// The duel's verdict in one sentence.
#pragma once

#include "core/duel/duel.h"
#include "core/duel/duel_plan.h"

#include <QString>

namespace lossarium::ui {

/// Whole sentences, computed from what the runs do at the frame's moment.
QString verdictWords(const DuelPlan& plan, const DuelFrame& frame);
/// How the yardstick is measured, for a tooltip.
QString yardstickHint(const DuelVerdict& verdict);

}  // namespace lossarium::ui
