#include "ui/pages/boxes/box_loss_table.h"

#include "core/losses/loss.h"
#include "ui/pages/boxes/box_words.h"
#include "ui/pages/run_marks.h"
#include "ui/plots/axis_ticks.h"
#include "ui/widgets/parameter_row.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QEvent>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lossarium::ui {
namespace {

enum Column { check, name, value, terms, firstSlope, columns = firstSlope + 4 };
constexpr int roomy = 720;  // pixels, from which on numbers have a decimal more
constexpr int beside = 12;  // around the text of a cell

const LossSpec& specOfLoss(const std::string& id) {
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->id == id) return *entry.spec;
  return *lossCatalog().front().spec;
}

QString tipOf(const LossSpec& spec) {
  return QStringLiteral("%1\n%2\n\n%3").arg(words(spec.title), words(spec.formula), words(spec.caption));
}

QTableWidgetItem* cellOf(QTableWidget& table, int line, int column, Qt::Alignment alignment) {
  QTableWidgetItem* cell = table.item(line, column);
  if (cell) return cell;
  cell = new QTableWidgetItem;
  cell->setTextAlignment(alignment | Qt::AlignVCenter);
  table.setItem(line, column, cell);
  return cell;
}

}  // namespace

BoxLossTable::BoxLossTable(QWidget* parent)
    : QWidget(parent),
      table_(new QTableWidget(0, columns, this)),
      details_(new QLabel(this)),
      parameters_(new QWidget(this)) {
  makeTable();
  details_->setObjectName(QStringLiteral("muted"));
  details_->setWordWrap(true);
  details_->setTextFormat(Qt::PlainText);
  details_->setContentsMargins(12, 0, 12, 0);
  auto* row = new QVBoxLayout(parameters_);
  row->setContentsMargins(12, 0, 12, 0);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(4, 0, 4, 8);
  column->setSpacing(4);
  column->addWidget(table_);
  column->addWidget(details_);
  column->addWidget(parameters_);
  column->addStretch(1);
  writeHeads();
}

void BoxLossTable::makeTable() {
  table_->setAccessibleName(tr("Losses of the two boxes"));
  table_->setAccessibleDescription(tr(
      "A line for each loss: value, terms and gradient. Up and down choose the one whose field is shown."));
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  QHeaderView* head = table_->horizontalHeader();
  head->setHighlightSections(false);
  head->setSectionResizeMode(QHeaderView::Fixed);
  head->setMinimumSectionSize(16);
  // A heading ends where its numbers do.
  head->setStyleSheet(QStringLiteral("QHeaderView::section { padding: 2px 5px 2px 4px; }"));
  table_->setShowGrid(false);
  table_->setFrameShape(QFrame::NoFrame);
  table_->setWordWrap(false);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table_->setProperty("leavesPageKeys", true);
  table_->setTabKeyNavigation(false);
  connect(table_, &QTableWidget::currentCellChanged, this, [this](int line, int, int previous, int) {
    if (line >= 0 && line != previous) chooseLine(line);
  });
}

void BoxLossTable::setExplained(bool explained) { details_->setVisible(explained); }

const LossSpec& BoxLossTable::specOf(int line) const {
  return specOfLoss(lines_[static_cast<std::size_t>(line)].loss.id);
}

QString BoxLossTable::nameOfLine(int line) const { return words(lossarium::nameOf(specOf(line))); }

void BoxLossTable::show(const std::vector<BoxLossLine>& lines, const QString& moment) {
  moment_ = moment;
  const bool same = std::equal(lines.begin(), lines.end(), lines_.begin(), lines_.end(),
                               [](const auto& a, const auto& b) { return a.loss.id == b.loss.id; });
  lines_ = lines;
  if (!same) makeLines();
  double largest = 0;
  for (const BoxLossLine& line : lines_)
    largest = std::max(largest,
                       (byCentre_ ? line.answer.byCentreSize : line.answer.byCorners).cwiseAbs().maxCoeff());
  const int before = scale_.power();
  scale_.follow(largest);
  writeHeads();
  if (scale_.power() != before) fitColumns();
  for (int line = 0; line < table_->rowCount(); ++line) writeLine(line);
  writeDetails();
  showParameters();
}

void BoxLossTable::makeLines() {
  const QSignalBlocker quiet(table_);
  const QString chosen = selectedLoss();
  checks_.clear();
  table_->setRowCount(0);
  table_->setRowCount(static_cast<int>(lines_.size()));
  for (int line = 0; line < table_->rowCount(); ++line) makeLine(line);
  table_->setCurrentCell(lines_.empty() ? -1 : 0, name);
  select(chosen);
  makeParameters();
  fitColumns();
}

void BoxLossTable::makeLine(int line) {
  auto* holder = new QWidget(table_);
  auto* box = new QCheckBox(holder);
  const QString loss = QString::fromStdString(lines_[static_cast<std::size_t>(line)].loss.id);
  box->setAccessibleName(tr("Show %1").arg(nameOfLine(line)));
  box->setToolTip(tr("%1 on the canvas and in the race").arg(nameOfLine(line)));
  connect(box, &QCheckBox::clicked, this, [this, loss](bool on) { emit shownChanged(loss, on); });
  auto* row = new QHBoxLayout(holder);
  row->setContentsMargins(4, 0, 0, 0);
  row->addWidget(box);
  table_->setCellWidget(line, check, holder);
  checks_.push_back(box);
  QTableWidgetItem* title = cellOf(*table_, line, name, Qt::AlignLeft);
  title->setText(nameOfLine(line));
  title->setToolTip(tipOf(specOf(line)));
  title->setIcon(runIcon(static_cast<std::size_t>(line), style_));
}

void BoxLossTable::writeHeads() {
  const QStringList slopes = byCentre_ ? QStringList{QStringLiteral("∂cx"), QStringLiteral("∂cy"),
                                                     QStringLiteral("∂w"), QStringLiteral("∂h")}
                                       : QStringList{QStringLiteral("∂x1"), QStringLiteral("∂y1"),
                                                     QStringLiteral("∂x2"), QStringLiteral("∂y2")};
  const auto write = [this](int column, const QString& text, Qt::Alignment alignment, const QString& tip) {
    QTableWidgetItem* head = table_->horizontalHeaderItem(column);
    if (!head) table_->setHorizontalHeaderItem(column, head = new QTableWidgetItem);
    head->setText(text);
    head->setTextAlignment(alignment | Qt::AlignVCenter);
    head->setToolTip(tip);
  };
  write(check, {}, Qt::AlignLeft, {});
  write(name, tr("Loss"), Qt::AlignLeft, tr("The chosen one's field is shown."));
  write(value, tr("Value"), Qt::AlignRight, tr("Of these two boxes"));
  write(terms, moment_.isEmpty() ? tr("= its terms") : tr("= its terms, %1").arg(moment_), Qt::AlignLeft,
        tr("They add up to the value. Below, the chosen loss names its own."));
  const QString what = byCentre_ ? tr("Slope by the prediction's centre and size. Descent goes against it.")
                                 : tr("Slope by the prediction's corners. Descent goes against it.");
  for (int k = 0; k < 4; ++k) write(firstSlope + k, scale_.factor() + slopes[k], Qt::AlignRight, what);
}

void BoxLossTable::writeLine(int line) {
  const BoxLossLine& each = lines_[static_cast<std::size_t>(line)];
  QCheckBox* box = checks_[static_cast<std::size_t>(line)];
  if (box->isChecked() != each.shown) box->setChecked(each.shown);
  const bool stayed = !each.shown && !moment_.isEmpty();
  QTableWidgetItem* number = cellOf(*table_, line, value, Qt::AlignRight);
  number->setText(fixedText(each.answer.value, decimals_));
  number->setForeground(stayed ? style_.mutedText : style_.text);
  number->setToolTip(stayed ? tr("It does not race: of the box where it was placed.") : QString());
  QStringList named;
  for (const BoxTerm& term : each.answer.terms)
    named +=
        QStringLiteral("%1 (%2): %3").arg(words(term.symbol), words(term.name), fixedText(term.value, 6));
  QTableWidgetItem* sum = cellOf(*table_, line, terms, Qt::AlignLeft);
  sum->setText(termsText(each.answer, namesTerms_));
  sum->setToolTip(named.join(QLatin1Char('\n')));
  sum->setForeground(style_.mutedText);
  writeGradient(line);
}

/// A single term is the value itself, and need not be told again.
QString BoxLossTable::termsText(const BoxAnswer& answer, bool named) const {
  if (answer.terms.size() < 2) return {};
  const bool brief = !named && !fitsTerms_;
  QStringList parts;
  for (const BoxTerm& term : answer.terms)
    parts += (named ? words(term.symbol) + QStringLiteral(": ") : QString()) +
             fixedText(term.value, brief ? decimals_ - 1 : decimals_);
  return parts.join(brief ? QStringLiteral("+") : QStringLiteral(" + "));
}

// A reason takes the room of the four numbers.
void BoxLossTable::writeGradient(int line) {
  const BoxAnswer& answer = lines_[static_cast<std::size_t>(line)].answer;
  const Eigen::Vector4d& slope = byCentre_ ? answer.byCentreSize : answer.byCorners;
  const QString reason = absenceWords(answer.absence);
  const int span = reason.isEmpty() ? 1 : 4;
  if (table_->columnSpan(line, firstSlope) != span) table_->setSpan(line, firstSlope, 1, span);
  for (int k = 0; k < 4; ++k)
    cellOf(*table_, line, firstSlope + k, Qt::AlignRight)->setText(scale_.text(slope[k], decimals_));
  QTableWidgetItem* first = table_->item(line, firstSlope);
  first->setForeground(reason.isEmpty() ? style_.text : style_.accent);
  first->setToolTip(reason.isEmpty() ? QString() : tr("Every slope is exactly 0, so descent stands still."));
  if (!reason.isEmpty()) first->setText(tr("no gradient: %1").arg(reason));
}

QStringList BoxLossTable::textOf(int line) const {
  QStringList text;
  const int last = table_->columnSpan(line, firstSlope) > 1 ? firstSlope + 1 : columns;
  for (int column = name; column < last; ++column) text += table_->item(line, column)->text();
  return text;
}

void BoxLossTable::writeDetails() {
  const int line = table_->currentRow();
  if (line < 0) return details_->clear();
  const BoxAnswer& answer = lines_[static_cast<std::size_t>(line)].answer;
  QStringList symbols, parts, more;
  for (const BoxTerm& term : answer.terms) {
    symbols += words(term.symbol);
    parts += words(term.name) + QLatin1Char(' ') + fixedText(term.value, decimals_);
  }
  for (const BoxTerm& term : answer.details)
    more += QStringLiteral("%1 = %2").arg(words(term.symbol), readableNumber(term.value));
  const QString plus = QStringLiteral(" + ");
  const QString text =
      QStringLiteral("%1 = %2\n= %3").arg(nameOfLine(line), symbols.join(plus), parts.join(plus));
  details_->setText(more.isEmpty() ? text : text + QStringLiteral("; ") + more.join(QStringLiteral(", ")));
}

QString BoxLossTable::details() const { return details_->text(); }

void BoxLossTable::makeParameters() {
  const int line = table_->currentRow();
  if (line == parametersOf_ && !parameterRows_.empty()) return;
  parametersOf_ = line;
  for (ParameterRow* row : parameterRows_) row->deleteLater();
  parameterRows_.clear();
  if (line < 0) return;
  const QString loss = QString::fromStdString(lines_[static_cast<std::size_t>(line)].loss.id);
  for (const ParameterSpec& spec : specOf(line).parameters) {
    ParameterRow* row = makeParameterRow(spec, parameters_);
    if (!row) continue;
    parameters_->layout()->addWidget(row);
    parameterRows_.push_back(row);
    const QString id = words(spec.id);
    connect(row, &ParameterRow::changed, this,
            [this, loss, id](const Value& changedTo) { emit parameterChanged(loss, id, changedTo); });
  }
  showParameters();
}

void BoxLossTable::showParameters() {
  const int line = table_->currentRow();
  if (line < 0) return;
  const Choice& loss = lines_[static_cast<std::size_t>(line)].loss;
  for (ParameterRow* row : parameterRows_) {
    const auto given = loss.parameters.find(std::string(row->spec().id));
    row->show(given == loss.parameters.end() ? initialValue(row->spec()) : given->second);
  }
}

void BoxLossTable::setStyle(const PlotStyle& style) {
  style_ = style;
  for (int line = 0; line < table_->rowCount(); ++line) {
    table_->item(line, name)->setIcon(runIcon(static_cast<std::size_t>(line), style_));
    writeLine(line);
  }
  fitColumns();
}

void BoxLossTable::setByCentre(bool byCentre) {
  if (byCentre == byCentre_) return;
  byCentre_ = byCentre;
  show(lines_, moment_);
}

void BoxLossTable::select(const QString& loss) {
  for (int line = 0; line < table_->rowCount(); ++line)
    if (lines_[static_cast<std::size_t>(line)].loss.id == loss.toStdString() &&
        line != table_->currentRow()) {
      const QSignalBlocker quiet(this);
      table_->setCurrentCell(line, name);
      chooseLine(line);
    }
}

QString BoxLossTable::selectedLoss() const {
  const int line = table_->currentRow();
  return line < 0 || line >= static_cast<int>(lines_.size())
             ? QString()
             : QString::fromStdString(lines_[static_cast<std::size_t>(line)].loss.id);
}

void BoxLossTable::chooseLine(int line) {
  makeParameters();
  writeDetails();
  emit selected(QString::fromStdString(lines_[static_cast<std::size_t>(line)].loss.id));
}

// Numbers have the room of their widest, so that nothing moves while they change; terms have the rest.
void BoxLossTable::fitColumns() {
  const int wide = width() >= roomy ? 4 : 3;
  if (std::exchange(decimals_, wide) != wide)
    for (int line = 0; line < table_->rowCount(); ++line) writeLine(line);
  const QFontMetrics metrics(table_->font());
  const QString decimals(decimals_, QLatin1Char('0'));
  int names = 0;
  for (int line = 0; line < table_->rowCount(); ++line)
    names = std::max(names, metrics.horizontalAdvance(nameOfLine(line)));
  const int number = metrics.horizontalAdvance(QStringLiteral("−0.") + decimals) + beside;
  table_->setColumnWidth(check, 24);
  table_->setColumnWidth(name, names + metrics.height() + beside + 8);
  table_->setColumnWidth(value, metrics.horizontalAdvance(QStringLiteral("0.") + decimals) + beside);
  for (int column = firstSlope; column < columns; ++column)
    table_->setColumnWidth(
        column,
        std::max(number, metrics.horizontalAdvance(table_->horizontalHeaderItem(column)->text()) + 8));
  fitTerms(metrics);
  const int height = std::max(metrics.height() + 5, 22);
  table_->verticalHeader()->setDefaultSectionSize(height);
  const int side = metrics.height() + 2;
  table_->setIconSize({side, side});
  table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() + height * table_->rowCount() + 2);
}

// Terms are named where there is room for all of them.
void BoxLossTable::fitTerms(const QFontMetrics& metrics) {
  int rest = contentsRect().width() - 2 * layout()->contentsMargins().left() - 4;
  for (int column = 0; column < columns; ++column)
    if (column != terms) rest -= table_->columnWidth(column);
  table_->setColumnHidden(terms, rest < 7 * metrics.averageCharWidth());
  table_->setColumnWidth(terms, std::max(rest, 60));
  const auto widest = [&](bool named) {
    int all = 0;
    for (const BoxLossLine& line : lines_)
      all = std::max(all, metrics.horizontalAdvance(termsText(line.answer, named)));
    return all + 8;
  };
  const bool named = namesTerms_, fits = fitsTerms_;
  fitsTerms_ = namesTerms_ = true;
  namesTerms_ = widest(true) <= rest;
  fitsTerms_ = widest(false) <= rest;
  if (named != namesTerms_ || fits != fitsTerms_)
    for (int line = 0; line < table_->rowCount(); ++line) writeLine(line);
}

void BoxLossTable::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitColumns();
  writeDetails();
}

void BoxLossTable::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fitColumns();
}

}  // namespace lossarium::ui
