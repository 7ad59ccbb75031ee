// Ledgers as a table that can be looked through: a line a training row, sorted by what one wants to know. The
// row under the pointer and the one that is shown from outside are marked.
#pragma once

#include "ui/pages/ledger/ledger_entry.h"
#include "ui/plots/plot_style.h"

#include <QTableView>

#include <vector>

namespace lossarium::ui {

class LedgerModel;

/// Rows are told by their place among the training rows. A click on a heading sorts, and so do Left and Right
/// while the table has the keys.
class LedgerTable : public QTableView {
  Q_OBJECT

 public:
  explicit LedgerTable(QWidget* parent = nullptr);

  /// All over the same training rows, none without its ledger. With several each has a column of shares.
  void show(std::vector<LedgerEntry> entries);
  using QTableView::show;
  void setStyle(const PlotStyle& style);
  /// Of several runs shares of all pulls together, and not of the loss.
  void showPulls(bool pulls);
  /// Marks a row and scrolls there, unless the pointer or the keys have chosen one; −1: none.
  void light(int row);
  /// The row that stands in a line.
  int rowOfLine(int line) const;
  int lineOf(int row) const;
  /// A heading and all lines in their order, apart by tabs.
  QString asText() const;

 signals:
  /// By the pointer or the keys; −1: none any more.
  void rowHovered(int row);
  /// By a click or Enter.
  void rowPicked(int row);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool viewportEvent(QEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;

 private:
  void hover(int row);
  void hoverAt(const QPoint& place);
  void sortBy(int column);
  void followOrder();
  void fitColumns();
  int roomFor(int column) const;
  bool isShare(int column) const;

  LedgerModel* model_;
  int hovered_ = -1;
  int sorted_ = -1;
  bool falling_ = true;
  std::size_t columns_ = 0;
  bool following_ = false;  ///< lines move, so that the current one does, too
  PlotStyle style_ = PlotStyle::light();
};

}  // namespace lossarium::ui
