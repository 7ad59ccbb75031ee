#include "ui/pages/ledger/ledger_model.h"

#include "core/boxes/box_scores.h"
#include "core/boxes/detection_columns.h"
#include "core/objectives/classification.h"
#include "core/training/input_places.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace lossarium::ui {
namespace {

// The least of 1, 2 and 5 times a power of ten that is no less, but 1 at most.
double roundedUp(double share) {
  if (!(share > 0)) return 1;
  const double power = std::pow(10, std::floor(std::log10(share)));
  for (const double step : {1.0, 2.0, 5.0})
    if (share <= step * power * (1 + 1e-9)) return std::min(1.0, step * power);
  return std::min(1.0, 10 * power);
}

}  // namespace

void LedgerModel::setEntries(std::vector<LedgerEntry> entries) {
  const bool sameData = !entries_.empty() && !entries.empty() &&
                        entries.front().ledger->problem->dataset == first().problem->dataset;
  const bool sameShape =
      sameData && entries.size() == entries_.size() && entries.front().ledger->count() == first().count();
  const bool sameRows = !entries_.empty() && !entries.empty() && entries.size() == entries_.size() &&
                        entries.front().ledger->count() == first().count();
  if (!sameRows) beginResetModel();
  entries_ = std::move(entries);
  if (!sameData && !entries_.empty()) lookAtData();
  if (!sameShape) chooseColumns();
  scaleBars();
  if (!sameRows) {
    order_.clear();
    reorder();
    endResetModel();
    emit reordered();
    return;
  }
  if (!held_) reorder();
  if (rowCount()) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
  emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
  if (!held_) emit reordered();
}

void LedgerModel::lookAtData() {
  inputs_ = shownInputs(dataset());
  const auto isWhole = [](double number) { return number == std::round(number) && std::abs(number) < 1e6; };
  wholeInput_ = dataset().features.col(inputs_.first).unaryExpr(isWhole).all();
  wholeTarget_ = dataset().target.col(0).unaryExpr(isWhole).all();
}

void LedgerModel::chooseColumns() {
  columns_.clear();
  if (entries_.empty()) return;
  columns_ = {{Kind::row}, {Kind::inputs}, {Kind::target}};
  if (entries_.size() == 1)
    columns_.insert(columns_.end(), {{Kind::prediction}, {Kind::loss}, {Kind::share}, {Kind::pull}});
  else
    for (std::size_t entry = 0; entry < entries_.size(); ++entry)
      columns_.push_back({pulls_ ? Kind::pullShare : Kind::share, entry});
  if (std::find(columns_.begin(), columns_.end(), sorted_) == columns_.end())
    sorted_ = columns_[static_cast<std::size_t>(firstChoice())];
}

void LedgerModel::showPulls(bool pulls) {
  if (std::exchange(pulls_, pulls) == pulls) return;
  beginResetModel();
  chooseColumns();
  scaleBars();
  reorder();
  endResetModel();
}

double LedgerModel::shareIn(const Column& column, Index row) const {
  const Ledger& ledger = *entries_[column.entry].ledger;
  if (column.kind == Kind::share) return ledger.share[row];
  const double all = pullSums_[column.entry];
  return all > 0 ? ledger.pull[row] / all : 0;
}

int LedgerModel::firstChoice() const {
  const auto share =
      std::find_if(columns_.begin(), columns_.end(), [](const Column& each) { return isShare(each.kind); });
  return share == columns_.end() ? -1 : static_cast<int>(share - columns_.begin());
}

void LedgerModel::setStyle(const PlotStyle& style) {
  style_ = style;
  if (rowCount()) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void LedgerModel::holdOrder(bool hold) {
  if (hold == held_) return;
  held_ = hold;
  if (held_ || entries_.empty()) return;
  reorder();
  if (rowCount()) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
  emit reordered();
}

void LedgerModel::light(std::optional<Index> row) {
  if (row == lit_) return;
  for (const auto& each : {std::exchange(lit_, row), row}) {
    const int line = each ? lineOf(*each) : -1;
    if (line >= 0) emit dataChanged(index(line, 0), index(line, columnCount() - 1), {litRole});
  }
}

int LedgerModel::lineOf(Index row) const {
  return row >= 0 && row < std::ssize(lines_) ? lines_[static_cast<std::size_t>(row)] : -1;
}

void LedgerModel::sort(int column, Qt::SortOrder order) {
  if (column < 0 || column >= columnCount()) return;
  sorted_ = columns_[static_cast<std::size_t>(column)];
  direction_ = order;
  reorder();
  emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
  if (rowCount()) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
  emit reordered();
}

void LedgerModel::reorder() {
  order_ = entries_.empty() ? std::vector<Index>() : orderBy(sorted_);
  lines_.resize(order_.size());
  for (std::size_t line = 0; line < order_.size(); ++line)
    lines_[static_cast<std::size_t>(order_[line])] = static_cast<int>(line);
}

// The run has found the order by shares already.
std::vector<Index> LedgerModel::orderBy(const Column& column) const {
  const bool falling = direction_ == Qt::DescendingOrder;
  if (column.kind == Kind::share && falling) return entries_[column.entry].ledger->costliest;
  const Vector keys = keysOf(column);
  std::vector<Index> order(static_cast<std::size_t>(keys.size()));
  std::iota(order.begin(), order.end(), Index{0});
  std::stable_sort(order.begin(), order.end(), [&](Index one, Index other) {
    if (std::isnan(keys[one]) || std::isnan(keys[other]))
      return std::isnan(keys[other]) > std::isnan(keys[one]);
    return falling ? keys[one] > keys[other] : keys[one] < keys[other];
  });
  return order;
}

Vector LedgerModel::keysOf(const Column& column) const {
  const Ledger& ledger = *entries_[column.entry].ledger;
  const std::vector<Index>& rows = ledger.problem->rows.train;
  switch (column.kind) {
    case Kind::row:
      return Vector::NullaryExpr(ledger.count(),
                                 [&](Index row) { return static_cast<double>(ledger.rowNumber(row)); });
    case Kind::inputs:
      return dataset().features.col(isOfBoxes() ? DetectionColumns::object : inputs_.first)(rows);
    case Kind::target:
      return dataset().target.col(0)(rows);
    case Kind::prediction:
      if (isOfBoxes()) return iouOfRows(ledger.prediction, ledger.problem->training->samples().target);
      return ledger.prediction.cols() == 1 ? Vector(ledger.prediction.col(0))
                                           : Vector(classShares(ledger.prediction).rowwise().maxCoeff());
    case Kind::loss:
      return ledger.loss;
    case Kind::share:
      return ledger.part;
    case Kind::pull:
    case Kind::pullShare:
      return ledger.pull;
  }
  return {};
}

void LedgerModel::scaleBars() {
  double largest = 0;
  pullSums_.clear();
  for (const LedgerEntry& entry : entries_) {
    const Ledger& ledger = *entry.ledger;
    pullSums_.push_back(ledger.pull.sum());
    double share = ledger.costliest.empty() ? 0 : ledger.share[ledger.costliest.front()];
    if (pulls_ && entries_.size() > 1)
      share = pullSums_.back() > 0 ? ledger.pull.maxCoeff() / pullSums_.back() : 0;
    if (share > largest) largest = share;
  }
  fullBar_ = roundedUp(largest);
}

int LedgerModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(order_.size());
}

int LedgerModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

QVariant LedgerModel::data(const QModelIndex& index, int role) const {
  const Index row = rowAt(index.row());
  const Column& column = columns_[static_cast<std::size_t>(index.column())];
  const LedgerEntry& entry = entries_[column.entry];
  switch (role) {
    case Qt::DisplayRole:
      return text(column, row);
    case Qt::ToolTipRole:
      return tipOf(column, row);
    case Qt::TextAlignmentRole:
      return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    case barRole:
      return isShare(column.kind) ? QVariant(shareIn(column, row) / fullBar_) : QVariant();
    case colorRole:
      return entry.color.isValid() ? entry.color : style_.accent;
    case litRole:
      return lit_ == row;
    default:
      return {};
  }
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
  const Column& column = columns_[static_cast<std::size_t>(section)];
  if (role == Qt::DisplayRole) return title(column);
  if (role == Qt::ToolTipRole) return hint(column);
  if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
  return {};
}

}  // namespace lossarium::ui
