#include "ui/pages/train/weight_pair.h"

#include "core/landscape/planes/parameters.h"
#include "core/models/weight_words.h"
#include "ui/pages/train/scenes.h"
#include "ui/session/session.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/words.h"

#include <QCompleter>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include <algorithm>
#include <vector>

namespace lossarium::ui {
namespace {

constexpr int widestName = 34;  // letters

// The name of a block, that of its weights below it; each weight's number in the model goes with it.
void fill(ComboBox& list, const Problem& problem, const std::vector<QString>& titles) {
  const QSignalBlocker quiet(list);
  list.clear();
  auto* items = qobject_cast<QStandardItemModel*>(list.model());
  for (const WeightBlock& block : problem.model->blocks()) {
    const QString name = words(blockWords(block));
    auto* heading = new QStandardItem(name.left(1).toUpper() + name.mid(1));
    heading->setFlags(Qt::NoItemFlags);
    items->appendRow(heading);
    for (Index i = block.offset; i < block.offset + block.size(); ++i)
      list.addItem(titles[static_cast<std::size_t>(i)], static_cast<qlonglong>(i));
  }
}

void select(ComboBox& list, Index weight) {
  const QSignalBlocker quiet(list);
  list.setCurrentIndex(list.findData(static_cast<qlonglong>(weight)));
}

}  // namespace

WeightPair::WeightPair(Session& session, QWidget* parent)
    : QToolButton(parent),
      session_(session),
      popup_(new QFrame(this, Qt::Popup)),
      first_(makeList(tr("Weight along the first axis"))),
      second_(makeList(tr("Weight along the second axis"))),
      note_(new QLabel(popup_)) {
  setAccessibleName(tr("Which two weights"));
  setToolTip(tr("Which two of the model’s weights stand along the axes"));
  popup_->setObjectName(QStringLiteral("card"));
  note_->setObjectName(QStringLiteral("caption"));
  auto* grid = new QGridLayout(popup_);
  grid->setContentsMargins(16, 16, 16, 16);
  grid->setSpacing(8);
  grid->addWidget(new QLabel(tr("First axis"), popup_), 0, 0);
  grid->addWidget(first_, 0, 1);
  grid->addWidget(new QLabel(tr("Second axis"), popup_), 1, 0);
  grid->addWidget(second_, 1, 1);
  grid->addWidget(note_, 2, 0, 1, 2);
  connect(this, &QToolButton::clicked, this, &WeightPair::open);
  for (ComboBox* list : {first_, second_}) connect(list, &QComboBox::activated, this, &WeightPair::choose);
  connect(&session_, &Session::experimentChanged, this, &WeightPair::follow);
  connect(&session_, &Session::problemChanged, this, &WeightPair::follow);
  follow();
}

// Words that are typed find each name that holds them.
ComboBox* WeightPair::makeList(const QString& name) {
  auto* list = new ComboBox(popup_);
  list->setAccessibleName(name);
  list->setToolTip(tr("Type a part of the name to find a weight: “unit 3”, “bias”"));
  list->setEditable(true);
  list->setFocusPolicy(Qt::StrongFocus);
  list->setInsertPolicy(QComboBox::NoInsert);
  list->setMinimumContentsLength(widestName);
  list->completer()->setFilterMode(Qt::MatchContains);
  list->completer()->setCompletionMode(QCompleter::PopupCompletion);
  return list;
}

void WeightPair::follow() {
  const auto problem = session_.problem();
  setVisible(problem && problem->model->weightCount() > 2 && session_.landscape().plane == "parameters");
}

void WeightPair::offer() {
  const Problem& problem = *session_.problem();
  if (named_ != problem.model) {
    named_ = problem.model;
    const std::vector<QString> titles = weightTitles(problem);
    for (ComboBox* list : {first_, second_}) fill(*list, problem, titles);
  }
  const auto [first, second] = weightsToShow(*problem.model, session_.landscape());
  select(*first_, first);
  select(*second_, second);
  note_->setText(tr("All other weights stay as they are where the plane was cut."));
}

void WeightPair::open() {
  if (!session_.problem()) return;
  offer();
  popup_->adjustSize();
  popup_->move(mapToGlobal(QPoint((width() - popup_->width()) / 2, height() + 4)));
  popup_->show();
  first_->setFocus();
  first_->lineEdit()->selectAll();
}

void WeightPair::choose() {
  const Model& model = *session_.problem()->model;
  const QVariant first = first_->currentData(), second = second_->currentData();
  if (!first.isValid() || !second.isValid()) return;
  if (first == second)
    return note_->setText(tr("Two different weights are needed: a plane has two directions."));
  const auto nameOf = [&model](const QVariant& weight) {
    return weightName(model, static_cast<Index>(weight.toLongLong()));
  };
  session_.set("landscape.weights", std::vector<std::string>{nameOf(first), nameOf(second)});
  note_->setText(tr("All other weights stay as they are where the plane was cut."));
}

}  // namespace lossarium::ui
