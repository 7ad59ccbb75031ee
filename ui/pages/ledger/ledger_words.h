// A ledger in words and as a file.
#pragma once

#include "ui/pages/ledger/ledger_entry.h"

#include <string>
#include <vector>

namespace lossarium::ui {

/// How many rows make most of the loss, and which one pulls hardest, in one sentence.
QString ledgerSentence(const Ledger& ledger);

/// As people count: the data set's row from 1, as it was before edits by hand.
QString rowName(const Ledger& ledger, Index row);

/// Whether a row pulls the way the run goes (1) or against it (−1); 0 where it does neither, or the run goes
/// nowhere any more.
int senseOf(const Ledger& ledger, Index row);

/// With every digit, in the order of the training rows; each run's columns end in its letter.
std::string ledgerCsv(const std::vector<LedgerEntry>& entries);

}  // namespace lossarium::ui
