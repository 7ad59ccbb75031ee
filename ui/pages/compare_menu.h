// The menu of “+ compare”: it asks for the one thing in which the next run shall differ.
#pragma once

#include "core/experiment/problem.h"

#include <QString>

#include <functional>

class QMenu;

namespace lossarium::ui {

/// Fills the menu for a copy of `problem`'s experiment; `picked` gets a key as "loss.id" and its value.
void fillCompareMenu(QMenu& menu, const Problem& problem,
                     const std::function<void(const QString& key, const Value& value)>& picked);

}  // namespace lossarium::ui
