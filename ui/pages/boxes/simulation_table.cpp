#include "ui/pages/boxes/simulation_table.h"

#include "ui/pages/boxes/simulation_words.h"
#include "ui/pages/run_marks.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/reading_table.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QStyle>

#include <algorithm>

namespace lossarium::ui {
namespace {

// Of shares near 0 and 1 two digits that count.
QString share(double value) {
  if (value >= 0.9995 && value < 1) return QStringLiteral("> 99.9");
  return numberText(100 * value, value < 0.1 ? 2 : 3);
}

}  // namespace

SimulationTable::SimulationTable(QWidget* parent) : QTableWidget(0, columns, parent) {
  setAccessibleName(tr("Results"));
  setHorizontalHeaderLabels({tr("loss"), tr("start"), tr("50"), tr("100"), tr("160"), tr("200"),
                             tr("found %"), tr("s"), tr("cases")});
  const QString after = tr("Total error after %1 iterations: Σ |Δx| + |Δy| + |Δw| + |Δh| over all cases");
  const QString hints[] = {tr("Which loss; a click shows its map"),
                           tr("Total error at the start, the same for every loss"),
                           after.arg(50),
                           after.arg(100),
                           tr("Total error after 160 iterations, before the rate falls to a tenth"),
                           tr("Total error at the end, after 200 iterations"),
                           tr("Share of cases that end with an error below %1").arg(foundError),
                           tr("How long it took to compute"),
                           tr("Seven targets by 49 anchor boxes at each anchor point")};
  for (int column = 0; column < columns; ++column) {
    horizontalHeaderItem(column)->setToolTip(hints[column]);
    horizontalHeaderItem(column)->setTextAlignment(column == name ? Qt::AlignLeft | Qt::AlignVCenter
                                                                  : Qt::AlignRight | Qt::AlignVCenter);
  }
  makeReadingTable(*this);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  connect(this, &QTableWidget::currentCellChanged, this, [this](int row, int, int, int) {
    if (row >= 0) emit picked(places_[static_cast<std::size_t>(row)]);
  });
}

void SimulationTable::write(int row, Column column, const QString& text, const QString& tip) {
  QTableWidgetItem* cell = item(row, column);
  if (!cell) {
    cell = new QTableWidgetItem;
    cell->setTextAlignment(column == name ? Qt::AlignLeft | Qt::AlignVCenter
                                          : Qt::AlignRight | Qt::AlignVCenter);
    setItem(row, column, cell);
  }
  cell->setText(text);
  cell->setToolTip(tip);
}

void SimulationTable::showResults(const SimulationResults& results) {
  const QSignalBlocker quiet(this);
  places_.clear();
  setRowCount(static_cast<int>(results.losses.size()));
  for (const auto& [place, simulated] : results.losses) {
    const int row = static_cast<int>(places_.size());
    places_.push_back(place);
    write(row, name, boxLossName(simulated->loss));
    item(row, name)->setIcon(runIcon(place, style_));
    const auto& errors = simulated->result.totalError;
    for (const auto& [column, k] : {std::pair(start, 0U), std::pair(after50, 50U), std::pair(after100, 100U),
                                    std::pair(after160, 160U), std::pair(after200, 200U)})
      write(row, column, totalErrorText(errors[k]), numberText(errors[k], 8));
    write(row, found, share(simulated->facts.found),
          tr("%1 of %2 cases").arg(grouped(simulated->result.found), grouped(simulated->result.cases)));
    write(row, seconds, numberText(simulated->seconds, 2));
    write(row, cases, grouped(simulated->result.cases));
  }
  fitColumns();
  fitHeight();
  follow(followed_);
}

void SimulationTable::follow(std::size_t place) {
  followed_ = place;
  const QSignalBlocker quiet(this);
  const auto its = std::find(places_.begin(), places_.end(), place);
  if (its != places_.end()) setCurrentCell(static_cast<int>(its - places_.begin()), name);
}

void SimulationTable::setStyle(const PlotStyle& style) {
  style_ = style;
  verticalHeader()->setDefaultSectionSize(QFontMetrics(style.font).height() + 8);
  setIconSize({20, 20});
  for (int row = 0; row < rowCount(); ++row)
    item(row, name)->setIcon(runIcon(places_[static_cast<std::size_t>(row)], style_));
  fitColumns();
  fitHeight();
}

// All of its rows: what is said below it follows them.
void SimulationTable::fitHeight() {
  setFixedHeight(horizontalHeader()->sizeHint().height() +
                 rowCount() * verticalHeader()->defaultSectionSize() + 2);
}

int SimulationTable::roomFor(Column column) const {
  const QFontMetrics metrics(style_.font);
  int widest = metrics.horizontalAdvance(horizontalHeaderItem(column)->text()) + 8;
  for (int row = 0; row < rowCount(); ++row)
    if (const auto* cell = item(row, column))
      widest = std::max(widest, metrics.horizontalAdvance(cell->text()));
  return widest + (column == name ? 42 : 14);
}

// What has no room gives way, that which is said elsewhere first.
void SimulationTable::fitColumns() {
  constexpr int overhang = 6;  // of a heading that stands at the right
  std::vector<Column> shown{name, after200, found, after160, after50, after100, start, seconds, cases};
  const auto needed = [&] {
    int sum = overhang;
    for (const Column column : shown) sum += roomFor(column);
    return sum;
  };
  while (shown.size() > 3 && needed() > viewport()->width()) shown.pop_back();
  const int spare = std::max(0, viewport()->width() - needed());
  for (int column = 0; column < columns; ++column) {
    const bool has = std::find(shown.begin(), shown.end(), column) != shown.end();
    setColumnHidden(column, !has);
    if (has)
      setColumnWidth(column,
                     roomFor(static_cast<Column>(column)) +
                         (column == name ? spare / 4 : spare * 3 / 4 / static_cast<int>(shown.size())));
  }
}

void SimulationTable::resizeEvent(QResizeEvent* event) {
  QTableWidget::resizeEvent(event);
  fitColumns();
}

QString SimulationTable::asText() const {
  QString text;
  for (int column = 0; column < columns; ++column)
    text += horizontalHeaderItem(column)->text() + (column + 1 < columns ? '\t' : '\n');
  for (int row = 0; row < rowCount(); ++row)
    for (int column = 0; column < columns; ++column)
      text += item(row, column)->text() + (column + 1 < columns ? '\t' : '\n');
  return text;
}

}  // namespace lossarium::ui
