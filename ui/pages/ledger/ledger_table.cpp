#include "ui/pages/ledger/ledger_table.h"

#include "ui/pages/ledger/ledger_cell.h"
#include "ui/pages/ledger/ledger_model.h"

#include <QCursor>
#include <QFontMetrics>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <optional>

namespace lossarium::ui {
namespace {

constexpr int besideText = 10;
constexpr int leastBar = 20;
constexpr int overhang = 6;  // of a heading that stands at the right
constexpr int inputs = 1;    // their column

bool beginsWithMost(LedgerModel::Kind kind) {
  return kind == LedgerModel::Kind::loss || LedgerModel::isShare(kind) || kind == LedgerModel::Kind::pull;
}

}  // namespace

LedgerTable::LedgerTable(QWidget* parent) : QTableView(parent), model_(new LedgerModel(this)) {
  setModel(model_);
  setItemDelegate(new LedgerCell(this));
  setAccessibleName(tr("Ledger"));
  setAccessibleDescription(
      tr("A line for each training row. Up and down choose one, Enter follows it, left and right choose the "
         "column by which lines are sorted."));
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  setShowGrid(false);
  setFrameShape(QFrame::NoFrame);
  setWordWrap(false);
  setEditTriggers(NoEditTriggers);
  setSelectionMode(NoSelection);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
  setVerticalScrollMode(ScrollPerPixel);
  setAutoScroll(false);
  setFocusPolicy(Qt::TabFocus);
  setProperty("leavesPageKeys", true);
  setTabKeyNavigation(false);
  setMouseTracking(true);
  QHeaderView* head = horizontalHeader();
  head->setSectionResizeMode(QHeaderView::Fixed);
  head->setHighlightSections(false);
  head->setSectionsClickable(true);
  head->setMinimumSectionSize(16);
  connect(head, &QHeaderView::sectionClicked, this, &LedgerTable::sortBy);
  connect(model_, &LedgerModel::reordered, this, &LedgerTable::followOrder);
  connect(this, &QTableView::clicked, this,
          [this](const QModelIndex& index) { emit rowPicked(rowOfLine(index.row())); });
  connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
    if (following_ || !index.isValid() || !hasFocus()) return;
    scrollTo(index);
    hover(rowOfLine(index.row()));
  });
}

void LedgerTable::show(std::vector<LedgerEntry> entries) {
  model_->setEntries(std::move(entries));
  if (columns_ != model_->columns().size()) {
    columns_ = model_->columns().size();
    sorted_ = model_->firstChoice();
    falling_ = true;
    if (sorted_ >= 0) model_->sort(sorted_, Qt::DescendingOrder);
  }
  fitColumns();
}

int LedgerTable::rowOfLine(int line) const {
  return line >= 0 && line < model_->rowCount() ? static_cast<int>(model_->rowAt(line)) : -1;
}

int LedgerTable::lineOf(int row) const { return model_->lineOf(row); }

// Where much is more, the most comes first; a second click turns it round.
void LedgerTable::sortBy(int column) {
  if (column < 0 || column >= model_->columnCount()) return;
  const bool again = column == sorted_;
  const auto kind = model_->columns()[static_cast<std::size_t>(column)].kind;
  const auto order = again ? (falling_ ? Qt::AscendingOrder : Qt::DescendingOrder)
                           : (beginsWithMost(kind) ? Qt::DescendingOrder : Qt::AscendingOrder);
  sorted_ = column;
  falling_ = order == Qt::DescendingOrder;
  model_->sort(column, order);
  scrollToTop();
}

void LedgerTable::light(int row) {
  if (hovered_ >= 0) return;
  model_->light(row < 0 ? std::nullopt : std::optional<Index>(row));
  const int line = row < 0 ? -1 : model_->lineOf(row);
  if (line >= 0) scrollTo(model_->index(line, 0));
}

void LedgerTable::hover(int row) {
  if (row == hovered_) return;
  hovered_ = row;
  model_->holdOrder(row >= 0);
  model_->light(row < 0 ? std::nullopt : std::optional<Index>(row));
  emit rowHovered(row);
}

void LedgerTable::hoverAt(const QPoint& place) { hover(rowOfLine(rowAt(place.y()))); }

void LedgerTable::mouseMoveEvent(QMouseEvent* event) {
  QTableView::mouseMoveEvent(event);
  hoverAt(event->position().toPoint());
}

// Other rows come under the pointer.
void LedgerTable::scrollContentsBy(int dx, int dy) {
  QTableView::scrollContentsBy(dx, dy);
  if (hovered_ >= 0 && viewport()->underMouse()) hoverAt(viewport()->mapFromGlobal(QCursor::pos()));
}

bool LedgerTable::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave) hover(-1);
  return QTableView::viewportEvent(event);
}

void LedgerTable::focusOutEvent(QFocusEvent* event) {
  if (!underMouse()) hover(-1);
  QTableView::focusOutEvent(event);
}

void LedgerTable::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
    return sortBy(sorted_ + (event->key() == Qt::Key_Right ? 1 : -1));
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    if (currentIndex().isValid()) emit rowPicked(rowOfLine(currentIndex().row()));
    return;
  }
  QTableView::keyPressEvent(event);
}

// The line that the keys have chosen goes with its row.
void LedgerTable::followOrder() {
  const int line = currentIndex().isValid() && hovered_ >= 0 ? model_->lineOf(hovered_) : -1;
  if (line < 0 || line == currentIndex().row()) return;
  following_ = true;
  setCurrentIndex(model_->index(line, 0));
  following_ = false;
}

void LedgerTable::showPulls(bool pulls) {
  model_->showPulls(pulls);
  fitColumns();
}

void LedgerTable::setStyle(const PlotStyle& style) {
  style_ = style;
  model_->setStyle(style);
  verticalHeader()->setDefaultSectionSize(QFontMetrics(style.font).height() + 2);
  fitColumns();
}

int LedgerTable::roomFor(int column) const {
  const QFontMetrics metrics(style_.font);
  const int text = metrics.horizontalAdvance(model_->widest(column)) + besideText;
  if (isShare(column)) return text + leastBar;
  return std::max(text, metrics.horizontalAdvance(model_->nameOf(column)) + besideText);
}

bool LedgerTable::isShare(int column) const {
  return LedgerModel::isShare(model_->columns()[static_cast<std::size_t>(column)].kind);
}

// Each column has the room of its widest text, so that nothing moves; bars have the rest. Where that is too
// little, what the data view shows as well gives way: of several runs the target, and then the inputs, which
// the row's tip has, too.
void LedgerTable::fitColumns() {
  using Kind = LedgerModel::Kind;
  int shares = 0, rest = viewport()->width() - overhang;
  for (int column = 0; column < model_->columnCount(); ++column) {
    shares += isShare(column) ? 1 : 0;
    rest -= roomFor(column);
  }
  if (shares == 0) return;
  for (const Kind kind : {Kind::target, Kind::inputs})
    for (int column = 0; column < model_->columnCount(); ++column) {
      if (model_->columns()[static_cast<std::size_t>(column)].kind != kind) continue;
      const bool tight = rest < 0 && (kind == Kind::inputs || shares > 1);
      setColumnHidden(column, tight);
      if (tight) rest += roomFor(column);
    }
  for (int column = 0; column < model_->columnCount(); ++column)
    setColumnWidth(column, roomFor(column) + (isShare(column) ? std::max(0, rest / shares) : 0));
}

void LedgerTable::resizeEvent(QResizeEvent* event) {
  QTableView::resizeEvent(event);
  fitColumns();
}

QString LedgerTable::asText() const {
  QString text;
  const int columns = model_->columnCount();
  const auto end = [columns](int column) { return QLatin1Char(column + 1 < columns ? '\t' : '\n'); };
  for (int column = 0; column < columns; ++column) text += model_->nameOf(column) + end(column);
  for (int line = 0; line < model_->rowCount(); ++line)
    for (int column = 0; column < columns; ++column)
      text += model_->index(line, column).data().toString().trimmed() + end(column);
  return text;
}

}  // namespace lossarium::ui
