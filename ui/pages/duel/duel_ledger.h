// The ledgers of a duel's runs, side by side.
#pragma once

#include "core/duel/duel.h"
#include "core/duel/duel_plan.h"
#include "ui/pages/ledger/ledger_entry.h"
#include "ui/plots/plot_style.h"

#include <QString>

#include <vector>

namespace lossarium::ui {

/// Of those runs that have one.
std::vector<LedgerEntry> ledgerEntries(const DuelFrame& frame, const PlotStyle& style);
/// Which rows cost the chosen run most, whether they pull at it, and what they make of the others' losses; or
/// the same of pulls.
QString ledgerWords(const DuelPlan& plan, const DuelFrame& frame, std::size_t chosen, bool pulls);

}  // namespace lossarium::ui
