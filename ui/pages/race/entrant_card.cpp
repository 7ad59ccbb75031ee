#include "ui/pages/race/entrant_card.h"

#include "core/experiment/experiment.h"
#include "core/optimizers/optimizer.h"
#include "ui/pages/run_marks.h"
#include "ui/shell/theme.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/parameter_rows.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace lossarium::ui {
namespace {

// Of several in a column each shows its rate, and the rest on demand.
std::vector<ParameterSpec> briefly(std::vector<ParameterSpec> specs) {
  for (ParameterSpec& spec : specs) spec.seldomNeeded |= spec.id != "learning_rate";
  return specs;
}

}  // namespace

EntrantCard::EntrantCard(std::size_t index, QWidget* parent)
    : QWidget(parent),
      index_(index),
      ball_(new QToolButton(this)),
      optimizer_(new ComboBox(this)),
      remove_(new QToolButton(this)),
      rows_(new ParameterRows(tr("entrant %1").arg(runLetter(index)), this)) {
  ball_->setAccessibleName(tr("Follow %1").arg(runLetter(index)));
  ball_->setToolTip(tr("Follow %1: its ball on top, and its arrows").arg(runLetter(index)));
  ball_->setCheckable(true);
  ball_->setFocusPolicy(Qt::TabFocus);
  optimizer_->setAccessibleName(tr("Optimiser of %1").arg(runLetter(index)));
  optimizer_->setToolTip(tr("How %1 steps").arg(runLetter(index)));
  optimizer_->setObjectName(QStringLiteral("entrant%1").arg(index));
  for (const OptimizerEntry& entry : optimizerCatalog())
    optimizer_->addItem(words(entry.spec->title), words(entry.spec->id));
  remove_->setText(QStringLiteral("×"));
  remove_->setAccessibleName(tr("Take %1 out").arg(runLetter(index)));
  remove_->setToolTip(tr("Take %1 out of the race").arg(runLetter(index)));
  remove_->setFocusPolicy(Qt::TabFocus);
  auto* head = new QHBoxLayout;
  head->setSpacing(4);
  head->addWidget(ball_);
  head->addWidget(optimizer_, 1);
  head->addWidget(remove_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 4);
  column->setSpacing(6);
  column->addLayout(head);
  column->addWidget(rows_);
  connect(ball_, &QToolButton::clicked, this, &EntrantCard::picked);
  connect(optimizer_, &QComboBox::activated, this,
          [this] { emit optimizerChosen(optimizer_->currentData().toString().toStdString()); });
  connect(remove_, &QToolButton::clicked, this, &EntrantCard::removeWanted);
  connect(rows_, &ParameterRows::changed, this,
          [this](const QString& key, const Value& value) { emit changed(key.toStdString(), value); });
  connect(rows_, &ParameterRows::removed, this,
          [this](const QString& key) { emit unset(key.toStdString()); });
}

void EntrantCard::showEntrant(const Choice& entrant, const Choice& found, bool removable, bool chosen) {
  optimizer_->setCurrentIndex(optimizer_->findData(QString::fromStdString(entrant.id)));
  if (entrant.id != shownId_) {
    shownId_ = entrant.id;
    rows_->setSpecs(briefly(sectionSpecs("optimizer", entrant.id)), {});
  }
  rows_->showValues(entrant.parameters, found.parameters);
  remove_->setVisible(removable);
  ball_->setChecked(chosen);
}

void EntrantCard::setTheme(const Theme& theme) {
  ball_->setIcon(runIcon(index_, theme.plots));
  ball_->setIconSize({20, 20});
  rows_->setTheme(theme);
}

}  // namespace lossarium::ui
