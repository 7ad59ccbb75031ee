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
/// What the costliest row of the chosen run makes of each one's loss.
QString ledgerWords(const DuelPlan& plan, const DuelFrame& frame, std::size_t chosen);

}  // namespace lossarium::ui
