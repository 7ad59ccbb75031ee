// The ledgers of one run or several over the same training rows, as a table: a line a row, in an order that
// follows the numbers or is held.
#pragma once

#include "ui/pages/ledger/ledger_entry.h"
#include "ui/plots/plot_style.h"

#include <QAbstractTableModel>

#include <optional>
#include <utility>
#include <vector>

namespace lossarium::ui {

/// With one entry: row, inputs, target, prediction, loss, share, pull. With several: row, inputs, target, and
/// each one's share.
class LedgerModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum class Kind { row, inputs, target, prediction, loss, share, pull, pullShare };
  struct Column {
    Kind kind;
    std::size_t entry = 0;

    bool operator==(const Column&) const = default;
  };
  /// Beside Qt's own: a fraction of the bar's full length, its colour, and whether the row is marked.
  enum Role { barRole = Qt::UserRole, colorRole, litRole };

  using QAbstractTableModel::QAbstractTableModel;

  /// None of them lacks its ledger.
  void setEntries(std::vector<LedgerEntry> entries);
  const std::vector<LedgerEntry>& entries() const { return entries_; }
  void setStyle(const PlotStyle& style);
  /// Whether of several runs the shares are those of all pulls together, and not those of the loss.
  void showPulls(bool pulls);
  /// Whether a column has bars: a share of the loss, or of all pulls.
  static bool isShare(Kind kind) { return kind == Kind::share || kind == Kind::pullShare; }
  /// While it is held, new numbers do not move the rows.
  void holdOrder(bool hold);
  void light(std::optional<Index> row);
  std::optional<Index> lit() const { return lit_; }

  const std::vector<Column>& columns() const { return columns_; }
  /// The column by which lines are sorted at first: the first share, the costliest first.
  int firstChoice() const;
  Index rowAt(int line) const { return order_[static_cast<std::size_t>(line)]; }
  int lineOf(Index row) const;
  /// What a heading says but for the mark of the sorted one.
  QString nameOf(int column) const;
  /// The text with most room that a column may need.
  QString widest(int column) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  void sort(int column, Qt::SortOrder order) override;

 signals:
  /// Lines stand in another order.
  void reordered();

 private:
  const Ledger& first() const { return *entries_.front().ledger; }
  const Dataset& dataset() const { return *first().problem->dataset; }
  bool isOfBoxes() const { return dataset().task == Task::boxes; }
  void lookAtData();
  void chooseColumns();
  void reorder();
  std::vector<Index> orderBy(const Column& column) const;
  Vector keysOf(const Column& column) const;
  void scaleBars();
  double shareIn(const Column& column, Index row) const;
  QString text(const Column& column, Index row) const;
  QString inputsOf(Index row) const;
  QString targetOf(Index row) const;
  QString predictionOf(const Ledger& ledger, Index row) const;
  QString shareOf(const Column& column, Index row) const;
  QString pullOf(const Ledger& ledger, Index row) const;
  QString tipOf(const Column& column, Index row) const;
  QString title(const Column& column) const;
  QString name(const Column& column) const;
  QString hint(const Column& column) const;

  std::vector<LedgerEntry> entries_;
  std::vector<Column> columns_;
  std::vector<Index> order_;  ///< the training row of each line
  std::vector<int> lines_;    ///< and the line of each
  Column sorted_{Kind::share};
  Qt::SortOrder direction_ = Qt::DescendingOrder;
  bool held_ = false;
  std::optional<Index> lit_;
  bool pulls_ = false;
  std::vector<double> pullSums_;    ///< of each entry
  std::pair<Index, Index> inputs_;  ///< that are shown
  bool wholeInput_ = false;         ///< whether all of the only input are whole numbers,
  bool wholeTarget_ = false;        ///< and all targets
  double fullBar_ = 1;              ///< the share of a bar of full length: 1, 2 or 5 times a power of ten
  PlotStyle style_ = PlotStyle::light();
};

}  // namespace lossarium::ui
