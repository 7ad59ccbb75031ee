#include "ui/pages/duel/duel_ledger.h"

#include "ui/pages/duel/duel_scenes.h"
#include "ui/pages/ledger/ledger_words.h"
#include "ui/pages/run_marks.h"
#include "ui/widgets/number_text.h"

#include <QCoreApplication>

#include <cmath>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("DuelLedger", text); }

QString percent(double share) { return QStringLiteral("%1 %").arg(numberText(100 * share, 2)); }

}  // namespace

std::vector<LedgerEntry> ledgerEntries(const DuelFrame& frame, const PlotStyle& style) {
  std::vector<LedgerEntry> entries;
  for (std::size_t i = 0; i < frame.runs.size(); ++i)
    if (frame.runs[i]->ledger) entries.push_back({runLetter(i), colorOfRun(i, style), frame.runs[i]->ledger});
  return entries;
}

QString ledgerWords(const DuelPlan& plan, const DuelFrame& frame, std::size_t chosen) {
  const auto& ledger = frame.runs[chosen]->ledger;
  if (!ledger || ledger->costliest.empty()) return {};
  const Index row = ledger->costliest.front();
  QStringList others;
  for (std::size_t i = 0; i < frame.runs.size(); ++i)
    if (i != chosen && frame.runs[i]->ledger)
      others << tr("%1 of %2").arg(percent(frame.runs[i]->ledger->share[row]), contenderTitle(plan, i));
  const QString own =
      tr("Row %1 costs %2 most: %3 of its loss")
          .arg(rowName(*ledger, row), contenderTitle(plan, chosen), percent(ledger->share[row]));
  return others.isEmpty() ? own + QLatin1Char('.')
                          : tr("%1; it is %2.").arg(own, others.join(QStringLiteral(", ")));
}

}  // namespace lossarium::ui
