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

double shareOf(const Ledger& ledger, Index row, bool pulls) {
  if (!pulls) return ledger.share[row];
  const double all = ledger.pull.sum();
  return all > 0 ? ledger.pull[row] / all : 0;
}

// The first, and all that are level with it.
std::vector<Index> topRows(const Ledger& ledger, bool pulls) {
  constexpr double same = 1e-6;
  Index first = ledger.costliest.front();
  if (pulls) ledger.pull.maxCoeff(&first);
  const double most = shareOf(ledger, first, pulls);
  std::vector<Index> rows{first};
  for (Index row = 0; row < ledger.count(); ++row)
    if (row != first && shareOf(ledger, row, pulls) >= (1 - same) * most) rows.push_back(row);
  return rows;
}

}  // namespace

std::vector<LedgerEntry> ledgerEntries(const DuelFrame& frame, const PlotStyle& style) {
  std::vector<LedgerEntry> entries;
  for (std::size_t i = 0; i < frame.runs.size(); ++i)
    if (frame.runs[i]->ledger) entries.push_back({runLetter(i), colorOfRun(i, style), frame.runs[i]->ledger});
  return entries;
}

QString ledgerWords(const DuelPlan& plan, const DuelFrame& frame, std::size_t chosen, bool pulls) {
  const auto& ledger = frame.runs[chosen]->ledger;
  if (!ledger || ledger->costliest.empty()) return {};
  const std::vector<Index> most = topRows(*ledger, pulls);
  const Index row = most.front();
  QStringList others;
  for (std::size_t i = 0; i < frame.runs.size(); ++i)
    if (i != chosen && frame.runs[i]->ledger)
      others << tr("%1 of %2").arg(percent(shareOf(*frame.runs[i]->ledger, row, pulls)), runLetter(i));
  QString words =
      pulls ? tr("Row %1 pulls hardest at %2: %3 of all pulls") : tr("Row %1 costs %2 most: %3 of its loss");
  if (most.size() > 1)
    words = pulls ? tr("%1 rows pull hardest at %2, each with %3 of all pulls")
                  : tr("%1 rows cost %2 most, each %3 of its loss");
  words = words.arg(most.size() > 1 ? QString::number(most.size()) : rowName(*ledger, row),
                    contenderTitle(plan, chosen), percent(shareOf(*ledger, row, pulls)));
  if (!pulls && ledger->pull[row] == 0)
    words += most.size() > 1 ? tr(", and none pulls") : tr(", and it does not pull");
  return others.isEmpty()
             ? words + QLatin1Char('.')
             : tr("%1 (row %2: %3).").arg(words, rowName(*ledger, row), others.join(QStringLiteral(", ")));
}

}  // namespace lossarium::ui
