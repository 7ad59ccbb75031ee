// A cell of a ledger: its text at the right, a bar at the left where it is a share.
#pragma once

#include <QStyledItemDelegate>

namespace lossarium::ui {

class LedgerCell : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace lossarium::ui
