#include "ui/pages/train/columns_panel.h"

#include "core/base/error.h"
#include "core/datasets/table_summary.h"
#include "ui/session/session.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/number_text.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace lossarium::ui {
namespace {

constexpr int margin = 16, gap = 8;
constexpr int widest = 760, highest = 460;  // pixels, if the window is large enough

QString kindOf(const TableSummary::ColumnSummary& column, Index rows) {
  if (column.different == 0) return ColumnsPanel::tr("nothing");
  const bool names = column.isText && column.different > 20 && column.different + column.missing == rows;
  if (names) return ColumnsPanel::tr("texts, all different");
  const bool many = column.different >= TableSummary::mostCounted;
  if (!column.isText) {
    return column.different <= 2 ? ColumnsPanel::tr("numbers, %1 different").arg(grouped(column.different))
                                 : ColumnsPanel::tr("numbers");
  }
  return many ? ColumnsPanel::tr("texts, %1 or more").arg(grouped(column.different))
              : ColumnsPanel::tr("texts, %1 different").arg(grouped(column.different));
}

QString missingHint(const TableSummary::ColumnSummary& column) {
  const QString hint = ColumnsPanel::tr("Cells without a value: a row that misses one is left out.");
  if (column.slips == 0) return hint;
  return hint + QLatin1Char(' ') +
         (column.slips == 1 ? ColumnsPanel::tr("One of them is no number.")
                            : ColumnsPanel::tr("%1 of them are no numbers.").arg(column.slips));
}

QString firstOf(const TableSummary::ColumnSummary& column) {
  QStringList cells;
  for (const auto& cell : column.first)
    cells << (cell.empty() ? QStringLiteral("–") : QString::fromStdString(cell));
  return cells.join(QStringLiteral("  "));
}

QLabel* labelOf(const QString& text, const char* name, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setTextFormat(Qt::PlainText);
  label->setObjectName(QString::fromLatin1(name));
  return label;
}

}  // namespace

ColumnsPanel::ColumnsPanel(Session& session, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      session_(session),
      scroll_(new QScrollArea(this)),
      rows_(labelOf({}, "muted", this)),
      message_(labelOf({}, "notice", this)),
      task_(new ComboBox(this)) {
  setObjectName(QStringLiteral("popup"));
  setAccessibleName(tr("Columns of the table"));
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFocusPolicy(Qt::NoFocus);
  message_->setWordWrap(true);
  rows_->setWordWrap(true);
  task_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  task_->setAccessibleName(tr("Task"));
  task_->setToolTip(tr(
      "What is predicted: a number, one of two classes, or one of several; or boxes, four columns each, as "
      "target_x1 … and predicted_x1 …. Numbers that mean classes, as 0 and 1, need to be told so."));
  connect(task_, &ComboBox::activated, this, &ColumnsPanel::chooseTask);
  auto* taskRow = new QHBoxLayout;
  taskRow->setSpacing(8);
  taskRow->addWidget(labelOf(tr("Task"), "text", this));
  taskRow->addWidget(task_);
  taskRow->addWidget(rows_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(margin, margin, margin, margin);
  column->setSpacing(gap);
  column->addWidget(scroll_, 1);
  column->addLayout(taskRow);
  column->addWidget(message_);
  message_->hide();
  connect(&session_, &Session::problemChanged, this, &ColumnsPanel::showData);
  connect(&session_, &Session::failed, this, [this](const QString& message) {
    if (!isVisible()) return;
    message_->setText(message);
    message_->show();
    showChoice();
  });
}

const Dataset& ColumnsPanel::dataset() const { return *session_.problem()->dataset; }

void ColumnsPanel::openBeside(const QWidget& opener, bool pressed) {
  message_->hide();
  setVisible(true);  // so that it takes the theme's font before it is measured
  showData();
  const QWidget& window = *opener.window();
  const QSize room = window.size() - QSize(64, 64);
  const int width = std::min(widest, room.width());
  const int rest = task_->sizeHint().height() + 2 * margin + 2 * gap;
  const int height = std::min({table_->sizeHint().height() + rest, highest, room.height()});
  const int rightOfPanel = opener.parentWidget()->mapToGlobal(QPoint(opener.parentWidget()->width(), 0)).x();
  const QPoint beside(rightOfPanel + 24, opener.mapToGlobal(QPoint()).y());
  const QPoint corner =
      window.mapToGlobal(QPoint(window.width() - width - 16, window.height() - height - 16));
  setGeometry({{std::min(beside.x(), corner.x()), std::min(beside.y(), corner.y())}, QSize(width, height)});
  auto* first = table_->findChild<QCheckBox*>();
  if (pressed && first)
    first->setFocus();
  else
    setFocus();
}

void ColumnsPanel::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Space) return QFrame::keyPressEvent(event);
  hide();
  session_.toggle();
}

void ColumnsPanel::showData() {
  if (!isVisible()) return;
  if (!dataset().table) return hide();
  if (shown_ != dataset().table) rebuild();
  showChoice();
}

// The same table chosen from in another way is summed up anew, but its widgets stay: the focus does, too.
void ColumnsPanel::rebuild() {
  const auto names = [](const auto& summary) {
    std::vector<std::string> all;
    for (const auto& column : summary->columns)
      all.push_back(column.name + '\n' + std::to_string(column.missing));
    return all;
  };
  const bool same = shown_ && names(shown_) == names(dataset().table);
  shown_ = dataset().table;
  if (same) return;
  table_ = new QWidget;
  grid_ = new QGridLayout(table_);
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(16);
  grid_->setVerticalSpacing(6);
  grid_->setColumnStretch(5, 1);
  const QString heads[] = {tr("Input"), tr("Target"),  tr("Column"),
                           tr("Holds"), tr("Missing"), tr("First rows")};
  int place = 0;
  for (const QString& head : heads) grid_->addWidget(labelOf(head, "muted", table_), 0, place++);
  for (std::size_t i = 0; i < shown_->columns.size(); ++i) addRow(i, static_cast<int>(i) + 1);
  grid_->setRowStretch(grid_->rowCount(), 1);
  scroll_->setWidget(table_);
}

void ColumnsPanel::addRow(std::size_t index, int line) {
  const auto& column = shown_->columns[index];
  const QString name = QString::fromStdString(column.name);
  auto* input = new QCheckBox(table_);
  input->setObjectName(QStringLiteral("input ") + name);
  input->setAccessibleName(tr("%1 is an input").arg(name));
  input->setToolTip(column.isText ? tr("An input. Each of its texts becomes an input of 0 and 1.")
                                  : tr("An input."));
  auto* target = new QRadioButton(table_);
  target->setObjectName(QStringLiteral("target ") + name);
  target->setAccessibleName(tr("%1 is the target").arg(name));
  target->setToolTip(column.isText ? tr("The target: which of these texts is predicted.")
                                   : tr("The target: what is predicted."));
  connect(input, &QCheckBox::clicked, this,
          [this, key = column.name](bool wanted) { chooseInput(key, wanted); });
  connect(target, &QRadioButton::clicked, this, [this, key = column.name] { chooseTarget(key); });
  grid_->addWidget(input, line, 0, Qt::AlignHCenter);
  grid_->addWidget(target, line, 1, Qt::AlignHCenter);
  grid_->addWidget(labelOf(name, "section", table_), line, 2);
  grid_->addWidget(labelOf(kindOf(column, shown_->rows), "text", table_), line, 3);
  auto* missing = labelOf(column.missing ? grouped(column.missing) : QStringLiteral("–"),
                          column.missing ? "text" : "muted", table_);
  missing->setToolTip(missingHint(column));
  missing->setAccessibleName(tr("%1 values of %2 are missing").arg(grouped(column.missing), name));
  grid_->addWidget(missing, line, 4, Qt::AlignRight | Qt::AlignVCenter);
  auto* first = new ElidedLabel(4, firstOf(column), table_);
  first->setObjectName(QStringLiteral("muted"));
  grid_->addWidget(first, line, 5);
}

void ColumnsPanel::showChoice() {
  const auto& inputs = dataset().featureColumns;
  for (const auto& column : shown_->columns) {
    const QString name = QString::fromStdString(column.name);
    const bool isTarget = column.name == dataset().targetName;
    auto* input = table_->findChild<QCheckBox*>(QStringLiteral("input ") + name);
    input->setChecked(std::find(inputs.begin(), inputs.end(), column.name) != inputs.end());
    // Which columns make the boxes their names say.
    const bool boxes = dataset().task == Task::boxes;
    input->setEnabled(!isTarget && !boxes);
    auto* target = table_->findChild<QRadioButton*>(QStringLiteral("target ") + name);
    target->setChecked(isTarget);
    target->setEnabled(!boxes);
  }
  QString rows = shown_->leftOut ? tr("%1 of %2 rows miss a value in a chosen column and are left out.")
                                       .arg(grouped(shown_->leftOut), grouped(shown_->rows))
                                 : tr("%1 rows, none left out.").arg(grouped(shown_->rows));
  if (shown_->ragged == 1)
    rows += QLatin1Char(' ') + tr("1 more has another number of cells than the header.");
  if (shown_->ragged > 1)
    rows += QLatin1Char(' ') +
            tr("%1 more have another number of cells than the header.").arg(grouped(shown_->ragged));
  rows_->setText(rows);
  showTask();
}

void ColumnsPanel::showTask() {
  const QSignalBlocker quiet(task_);
  const bool named = session_.experiment().dataset.has("task");
  const QString now = QString::fromStdString(std::string(toText(dataset().task)));
  task_->clear();
  task_->addItem(named ? tr("as the target says") : tr("as the target says: %1").arg(now));
  for (const char* word : {"regression", "binary", "classes", "boxes"})
    task_->addItem(QString::fromLatin1(word));
  task_->setCurrentIndex(named ? std::max(0, task_->findText(now)) : 0);
}

void ColumnsPanel::chooseInput(const std::string& name, bool wanted) {
  const auto& now = dataset().featureColumns;
  std::vector<std::string> inputs;  // in the order of the table
  for (const auto& column : shown_->columns) {
    const bool was = std::find(now.begin(), now.end(), column.name) != now.end();
    if (column.name == name ? wanted : was) inputs.push_back(column.name);
  }
  if (!inputs.empty()) return apply({{"dataset.features", inputs}});
  message_->setText(tr("One input is needed at least: tick another one first."));
  message_->show();
  showChoice();
}

// Nothing is lost from sight: what was the target becomes an input where an input becomes the target.
void ColumnsPanel::chooseTarget(const std::string& name) {
  const auto& now = dataset().featureColumns;
  const bool changePlaces = std::find(now.begin(), now.end(), name) != now.end();
  std::vector<std::string> inputs;  // in the order of the table
  for (const auto& column : shown_->columns) {
    const bool was = std::find(now.begin(), now.end(), column.name) != now.end();
    if (column.name != name && (was || (changePlaces && column.name == dataset().targetName)))
      inputs.push_back(column.name);
  }
  apply({{"dataset.target", name}, {"dataset.features", inputs}});
}

void ColumnsPanel::chooseTask(int item) {
  if (item > 0) return apply({{"dataset.task", task_->itemText(item).toStdString()}});
  message_->hide();
  if (session_.experiment().dataset.has("task")) session_.unset("dataset.task");
}

void ColumnsPanel::apply(std::map<std::string, Value> set) {
  message_->hide();
  Experiment next = withSettings(session_.experiment(), set);
  next.changes.clear();
  next.start.weights.clear();
  session_.edit(next);
}

}  // namespace lossarium::ui
