// What tables have in common that are read and whose rows are picked.
#pragma once

#include <QHeaderView>
#include <QTableWidget>

namespace lossarium::ui {

/// Quiet lines without a grid, rows picked one at a time, keys left to the page.
inline void makeReadingTable(QTableWidget& table) {
  table.verticalHeader()->hide();
  table.setShowGrid(false);
  table.setFrameShape(QFrame::NoFrame);
  table.setEditTriggers(QAbstractItemView::NoEditTriggers);
  table.setSelectionBehavior(QAbstractItemView::SelectRows);
  table.setSelectionMode(QAbstractItemView::SingleSelection);
  table.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table.setProperty("leavesPageKeys", true);
  table.setTabKeyNavigation(false);
  table.horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  table.horizontalHeader()->setHighlightSections(false);
}

}  // namespace lossarium::ui
