#include "ui/pages/duel/matrix_table.h"

#include "core/base/number_text.h"
#include "ui/pages/duel/duel_scenes.h"
#include "ui/pages/run_marks.h"
#include "ui/plots/plot_marks.h"
#include "ui/widgets/number_text.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr int valueDigits = 4;

const Matrix* valuesOf(const DuelMatrix& matrix, CurveRows rows) {
  if (rows == CurveRows::training) return &matrix.training;
  const auto& part = rows == CurveRows::validation ? matrix.validation : matrix.test;
  return part ? &*part : nullptr;
}

QString headOf(const MatrixColumn& column) {
  const QString title = QString::fromStdString(column.spec.title);
  return column.spec.higherIsBetter ? title + QStringLiteral(" ↑") : title;
}

QString tipOf(const DuelPlan& plan, const MatrixColumn& column) {
  QString tip = QString::fromStdString(column.spec.hint);
  QStringList owners;
  for (const std::size_t run : column.trainedBy) owners << contenderTitle(plan, run);
  if (!owners.isEmpty())
    tip = MatrixTable::tr("What %1 is trained to make small. ").arg(owners.join(QStringLiteral(", "))) + tip;
  return tip + QLatin1Char(' ') +
         (column.spec.higherIsBetter ? MatrixTable::tr("Higher is better.")
                                     : MatrixTable::tr("Lower is better."));
}

// Of the best: whoever reads the same number is as good.
QStringList bestTexts(const Matrix& values, Index column, bool higherIsBetter) {
  QStringList texts;
  for (const std::size_t run : bestIn(values, column, higherIsBetter))
    texts << numberText(values(static_cast<Index>(run), column), valueDigits);
  return texts;
}

bool owns(const MatrixColumn& column, std::size_t run) {
  return std::find(column.trainedBy.begin(), column.trainedBy.end(), run) != column.trainedBy.end();
}

}  // namespace

MatrixTable::MatrixTable(QWidget* parent) : QTableWidget(parent) {
  setAccessibleName(tr("Every run in every metric"));
  verticalHeader()->setHighlightSections(false);
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  horizontalHeader()->setHighlightSections(false);
  horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
  setShowGrid(false);
  setFrameShape(QFrame::NoFrame);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::SingleSelection);
  setProperty("leavesPageKeys", true);
  setTabKeyNavigation(false);
  setCornerButtonEnabled(false);
  connect(this, &QTableWidget::currentCellChanged, this, [this](int row, int, int, int) {
    if (row >= 0) emit picked(static_cast<std::size_t>(row));
  });
}

void MatrixTable::write(int row, int column, const QString& text, bool best, bool own, const QString& tip) {
  QTableWidgetItem* cell = item(row, column);
  if (!cell) {
    cell = new QTableWidgetItem;
    cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setItem(row, column, cell);
  }
  cell->setText(best ? QStringLiteral("★ ") + text : text);
  cell->setToolTip(tip);
  QFont font = theme_.plots.font;
  font.setBold(best);
  cell->setFont(font);
  cell->setForeground(best ? theme_.plots.text : mixed(theme_.plots.text, theme_.plots.background, 0.25));
  cell->setIcon(own ? runIcon(static_cast<std::size_t>(row), theme_.plots) : QIcon());
}

void MatrixTable::showMatrix(const DuelPlan& plan, const DuelMatrix& matrix, CurveRows rows,
                             std::size_t chosen) {
  const Matrix* values = valuesOf(matrix, rows);
  if (!values || static_cast<std::size_t>(values->rows()) != plan.contenders.size()) return;
  const QSignalBlocker quiet(this);
  QStringList heads;
  for (const MatrixColumn& column : matrix.columns) heads << headOf(column);
  values_ = *values;
  setRowCount(static_cast<int>(values->rows()));
  setColumnCount(static_cast<int>(heads.size()));
  setHorizontalHeaderLabels(heads);
  for (int row = 0; row < rowCount(); ++row) {
    const auto run = static_cast<std::size_t>(row);
    auto* head = new QTableWidgetItem(runIcon(run, theme_.plots), contenderName(plan, run));
    setVerticalHeaderItem(row, head);
  }
  for (int column = 0; column < columnCount(); ++column) {
    const MatrixColumn& each = matrix.columns[static_cast<std::size_t>(column)];
    const QString tip = tipOf(plan, each);
    horizontalHeaderItem(column)->setToolTip(tip);
    const QStringList best = bestTexts(*values, column, each.spec.higherIsBetter);
    for (int row = 0; row < rowCount(); ++row) {
      const auto run = static_cast<std::size_t>(row);
      const double value = (*values)(row, column);
      const QString text = numberText(value, valueDigits);
      write(row, column, text, best.contains(text), owns(each, run),
            numberText(value, 10) + QLatin1Char('\n') + tip);
    }
  }
  if (rowCount() > 0 && currentRow() != static_cast<int>(chosen))
    setCurrentCell(static_cast<int>(chosen), std::max(0, currentColumn()));
  if (std::exchange(shownColumns_, heads) != heads) keepsWidths_ = false;
  fitColumns();
}

// As wide as the widest number so far, so that nothing moves to and fro while they change.
void MatrixTable::fitColumns() {
  constexpr int ball = 22, beside = 16;
  QFont bold = theme_.plots.font;
  bold.setBold(true);
  const QFontMetrics metrics(bold), plain(theme_.plots.font);
  for (int column = 0; column < columnCount(); ++column) {
    int number = metrics.horizontalAdvance(QStringLiteral("★ 00.00"));
    bool owned = false;
    for (int row = 0; row < rowCount(); ++row) {
      number = std::max(number, metrics.horizontalAdvance(item(row, column)->text()));
      owned |= !item(row, column)->icon().isNull();
    }
    const int wanted = std::max(number + beside + (owned ? ball : 0),
                                plain.horizontalAdvance(shownColumns_.value(column)) + beside);
    if (wanted > columnWidth(column) || !keepsWidths_) setColumnWidth(column, wanted);
  }
  keepsWidths_ = true;
}

void MatrixTable::setTheme(const Theme& theme) {
  theme_ = theme;
  setIconSize({20, 20});
  verticalHeader()->setDefaultSectionSize(QFontMetrics(theme.plots.font).height() + 10);
  keepsWidths_ = false;
  if (columnCount() > 0) fitColumns();
}

QStringList MatrixTable::cells(int row) const {
  QStringList texts{runLetter(static_cast<std::size_t>(row)), verticalHeaderItem(row)->text()};
  for (int column = 0; column < columnCount(); ++column)
    texts << item(row, column)->text().remove(QStringLiteral("★ "));
  return texts;
}

std::string MatrixTable::asCsv() const {
  const auto quoted = [](const QString& text) {
    return '"' + QString(text).replace(QLatin1Char('"'), QStringLiteral("\"\"")).toStdString() + '"';
  };
  std::string csv = "run,name";
  for (const QString& column : shownColumns_) csv += "," + quoted(column);
  csv += "\n";
  for (int row = 0; row < rowCount(); ++row) {
    csv += runLetter(static_cast<std::size_t>(row)).toStdString() + "," +
           quoted(verticalHeaderItem(row)->text());
    for (int column = 0; column < columnCount(); ++column) csv += "," + toText(values_(row, column));
    csv += "\n";
  }
  return csv;
}

QString MatrixTable::asMarkdown() const {
  const auto line = [](const QStringList& texts) {
    return QStringLiteral("| ") + texts.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
  };
  QString text = line(QStringList{tr("run"), tr("name")} + shownColumns_);
  QStringList rule{QStringLiteral("---"), QStringLiteral("---")};
  for (int column = 0; column < columnCount(); ++column) rule << QStringLiteral("---:");
  text += line(rule);
  for (int row = 0; row < rowCount(); ++row) {
    QStringList texts = cells(row);
    for (int column = 0; column < columnCount(); ++column)
      if (item(row, column)->text().startsWith(QStringLiteral("★")))
        texts[column + 2] = QStringLiteral("**") + texts[column + 2] + QStringLiteral("**");
    text += line(texts);
  }
  return text;
}

}  // namespace lossarium::ui
