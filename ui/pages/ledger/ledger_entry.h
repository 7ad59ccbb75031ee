// A run in a ledger's table: whose account it is, and the account.
#pragma once

#include "core/training/ledger.h"

#include <QColor>
#include <QString>

#include <memory>

namespace lossarium::ui {

struct LedgerEntry {
  QString letter = {};  ///< of the run; empty where there is only one
  QColor color = {};    ///< of its bars; invalid: the accent
  std::shared_ptr<const Ledger> ledger;
};

}  // namespace lossarium::ui
