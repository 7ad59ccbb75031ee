#include "ui/pages/race/race_table.h"

#include "core/base/number_text.h"
#include "ui/pages/race/race_scenes.h"
#include "ui/pages/run_marks.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/reading_table.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

// Powers of ten need the room of a digit.
QString brief(double number) {
  if (number == 0) return QStringLiteral("0");
  const double size = std::abs(number);
  return numberText(number, size != 0 && (size < 1e-3 || size >= 1e5) ? 3 : 4);
}

}  // namespace

RaceTable::RaceTable(QWidget* parent) : QTableWidget(0, columns, parent) {
  setAccessibleName(tr("Standings"));
  setHorizontalHeaderLabels({tr("optimiser"), tr("steps"), tr("loss"), tr("distance"), tr("settled")});
  const QString hints[] = {
      tr("Who; a click follows"), tr("Done so far; one that stopped stays behind"), tr("Where it stands"),
      tr("To the nearest known minimum"),
      tr("Since which step it has stayed as near to a minimum as the sentence below says")};
  for (int column = 0; column < columns; ++column) {
    horizontalHeaderItem(column)->setToolTip(hints[column]);
    horizontalHeaderItem(column)->setTextAlignment(column == name ? Qt::AlignLeft | Qt::AlignVCenter
                                                                  : Qt::AlignRight | Qt::AlignVCenter);
  }
  makeReadingTable(*this);
  connect(this, &QTableWidget::currentCellChanged, this, [this](int row, int, int, int) {
    if (row >= 0) emit picked(static_cast<std::size_t>(row));
  });
}

void RaceTable::write(int row, Column column, const QString& text, const QString& tip) {
  QTableWidgetItem* cell = item(row, column);
  if (!cell) {
    cell = new QTableWidgetItem;
    cell->setTextAlignment(column == name ? Qt::AlignLeft | Qt::AlignVCenter
                                          : Qt::AlignRight | Qt::AlignVCenter);
    setItem(row, column, cell);
  }
  if (cell->text() != text) cell->setText(text);
  if (cell->toolTip() != tip) cell->setToolTip(tip);
}

void RaceTable::showFrame(const RaceFrame& frame) {
  const int rows = static_cast<int>(frame.entrants.size());
  if (rowCount() != rows) {
    const QSignalBlocker quiet(this);
    setRowCount(rows);
  }
  for (int row = 0; row < rows; ++row) {
    const auto index = static_cast<std::size_t>(row);
    const EntrantFrame& entrant = frame.entrants[index];
    const QString reason = QString::fromStdString(entrant.reason);
    write(row, name, optimizerTitle(entrant.optimizer.id), reason);
    item(row, name)->setIcon(runIcon(index, style_));
    write(row, steps, grouped(entrant.now.step), reason);
    write(row, loss, brief(entrant.now.value), numberText(entrant.now.value, 6));
    write(row, distance, brief(entrant.distance), numberText(entrant.distance, 6));
    const QString standing = entrant.stop == Stop::diverged ? tr("diverged") : QStringLiteral("–");
    write(row, settled, entrant.settled ? grouped(*entrant.settled) : standing, reason);
  }
  follow(followed_);
}

void RaceTable::follow(std::size_t index) {
  followed_ = index;
  const QSignalBlocker quiet(this);
  const int row = static_cast<int>(index);
  if (row < rowCount() && currentRow() != row) setCurrentCell(row, name);
}

void RaceTable::setStyle(const PlotStyle& style) {
  style_ = style;
  verticalHeader()->setDefaultSectionSize(QFontMetrics(style.font).height() + 10);
  setIconSize({20, 20});
  for (int row = 0; row < rowCount(); ++row)
    item(row, name)->setIcon(runIcon(static_cast<std::size_t>(row), style_));
  fitColumns();
}

int RaceTable::roomFor(Column column) const {
  const QFontMetrics metrics(style_.font);
  if (column == name) return metrics.horizontalAdvance(tr("Gradient descent")) + 38;
  const QString widest[] = {{},
                            QStringLiteral("10,000"),
                            QStringLiteral("0.00×10⁻⁰⁰"),
                            QStringLiteral("0.00×10⁻⁰⁰"),
                            tr("diverged")};
  const int headerMargins = 2 * (style()->pixelMetric(QStyle::PM_HeaderMargin) + 8);
  return std::max(metrics.horizontalAdvance(widest[column]) + 18,
                  metrics.horizontalAdvance(horizontalHeaderItem(column)->text()) + headerMargins);
}

// Numbers have the room of their widest text, so that nothing moves; the name has the rest. Where that is too
// little the steps give way: the transport bar has them, too.
void RaceTable::fitColumns() {
  constexpr int overhang = 6;  // of a heading that stands at the right
  int rest = viewport()->width() - overhang - roomFor(loss) - roomFor(distance) - roomFor(settled);
  const bool tight = rest - roomFor(steps) < roomFor(name);
  setColumnHidden(steps, tight);
  if (!tight) rest -= roomFor(steps);
  for (const Column column : {steps, loss, distance, settled}) setColumnWidth(column, roomFor(column));
  setColumnWidth(name, std::max(rest, 80));
}

void RaceTable::resizeEvent(QResizeEvent* event) {
  QTableWidget::resizeEvent(event);
  fitColumns();
}

QString RaceTable::asText() const {
  QString text;
  for (int column = 0; column < columns; ++column)
    text += horizontalHeaderItem(column)->text() + (column + 1 < columns ? '\t' : '\n');
  for (int row = 0; row < rowCount(); ++row)
    for (int column = 0; column < columns; ++column)
      text += item(row, column)->text() + (column + 1 < columns ? '\t' : '\n');
  return text;
}

std::string raceTableCsv(const RaceFrame& frame) {
  std::string table = "entrant,optimizer,step,x,y,loss\n";
  for (std::size_t i = 0; i < frame.entrants.size(); ++i)
    for (const RacePlace& place : frame.entrants[i].path)
      table += runLetter(i).toStdString() + "," + frame.entrants[i].optimizer.id + "," +
               std::to_string(place.step) + "," + toText(place.x) + "," + toText(place.y) + "," +
               toText(place.value) + "\n";
  return table;
}

}  // namespace lossarium::ui
