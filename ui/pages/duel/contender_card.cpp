#include "ui/pages/duel/contender_card.h"

#include "core/experiment/setting_words.h"
#include "ui/pages/duel/duel_scenes.h"
#include "ui/pages/run_marks.h"
#include "ui/shell/icons.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/parameter_rows.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr const char* sections[] = {
    "loss", "optimizer", "model", "penalty", "training", "training.early_stopping", "start"};

std::string sectionOf(const std::string& key) { return key.substr(0, key.rfind('.')); }

bool holds(const std::vector<std::string>& keys, const std::string& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// Of a choice that differs all of its parameters, else those that differ.
std::vector<ParameterSpec> specsFor(const std::string& section, const std::string& id,
                                    const std::vector<std::string>& differing, bool all) {
  std::vector<ParameterSpec> specs = sectionSpecs(section, id);
  if (all) {
    if (section == "optimizer")
      for (ParameterSpec& spec : specs) spec.seldomNeeded |= spec.id != "learning_rate";
    return specs;
  }
  std::erase_if(specs, [&](const ParameterSpec& spec) {
    return !holds(differing, section + "." + std::string(spec.id));
  });
  return specs;
}

}  // namespace

ContenderCard::ContenderCard(std::size_t index, QWidget* parent)
    : QWidget(parent),
      index_(index),
      ball_(addButton({}, tr("Choose %1").arg(runLetter(index)),
                      tr("Look at %1: its residuals, its regions, its rows of the ledger (%2)")
                          .arg(runLetter(index))
                          .arg(index + 1))),
      choice_(makeChoice()),
      name_(new ElidedLabel(6, {}, this)),
      state_(new QLabel(this)),
      closeUp_(
          addButton({}, tr("Close-up of %1").arg(runLetter(index)),
                    tr("Opens %1 alone on the page Train, with all its instruments").arg(runLetter(index)))),
      remove_(addButton(QStringLiteral("×"), tr("Take %1 out").arg(runLetter(index)),
                        tr("Take %1 out of the comparison").arg(runLetter(index)))),
      column_(new QVBoxLayout(this)) {
  ball_->setCheckable(true);
  ball_->setIconSize({20, 20});
  choice_->setObjectName(QStringLiteral("contender%1").arg(index));
  connect(choice_, &QComboBox::activated, this, [this] {
    emit changed(QString::fromStdString(choiceSection_ + ".id"),
                 choice_->currentData().toString().toStdString());
  });
  state_->setObjectName(QStringLiteral("caption"));
  state_->setWordWrap(true);
  state_->hide();
  auto* head = new QHBoxLayout;
  head->setSpacing(4);
  head->addWidget(ball_);
  head->addWidget(choice_, 1);
  head->addWidget(name_, 1);
  head->addWidget(closeUp_);
  head->addWidget(remove_);
  column_->setContentsMargins(0, 0, 0, 6);
  column_->setSpacing(4);
  column_->addLayout(head);
  column_->addWidget(state_);
  connect(ball_, &QToolButton::clicked, this, &ContenderCard::picked);
  connect(closeUp_, &QToolButton::clicked, this, &ContenderCard::closeUpWanted);
  connect(remove_, &QToolButton::clicked, this, &ContenderCard::removeWanted);
}

QToolButton* ContenderCard::addButton(const QString& text, const QString& name, const QString& tip) {
  auto* button = new QToolButton(this);
  button->setText(text);
  button->setAccessibleName(name);
  button->setToolTip(tip);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

ComboBox* ContenderCard::makeChoice() {
  auto* choice = new ComboBox(this);
  choice->setAccessibleName(tr("What sets %1 apart").arg(runLetter(index_)));
  choice->setToolTip(tr("What sets %1 apart").arg(runLetter(index_)));
  return choice;
}

// Made when they are first needed.
ParameterRows* ContenderCard::rowsOf(const std::string& section) {
  Part& part = parts_[section];
  if (part.rows) return part.rows;
  if (sectionIsChoice(section)) {
    part.choice = makeChoice();
    column_->addWidget(part.choice);
    connect(part.choice, &QComboBox::activated, this, [this, section, choice = part.choice] {
      emit changed(QString::fromStdString(section + ".id"), choice->currentData().toString().toStdString());
    });
  }
  part.rows = new ParameterRows(tr("contender %1").arg(runLetter(index_)), this);
  part.rows->setTheme(theme_);
  column_->addWidget(part.rows);
  connect(part.rows, &ParameterRows::changed, this, &ContenderCard::changed);
  connect(part.rows, &ParameterRows::removed, this, &ContenderCard::unset);
  return part.rows;
}

void ContenderCard::showChoice(ComboBox& choice, const std::string& section, const Experiment& experiment,
                               const std::vector<std::string>& losses) {
  std::vector<std::string> ids;
  if (section == "loss") ids = losses;
  if (ids.empty())
    for (const auto id : sectionIds(section)) ids.emplace_back(id);
  QStringList wanted, there;
  for (const std::string& id : ids) wanted << QString::fromStdString(id);
  for (int i = 0; i < choice.count(); ++i) there << choice.itemData(i).toString();
  if (wanted != there) {
    choice.clear();
    for (const QString& id : wanted)
      choice.addItem(QString::fromStdString(valueInWords(section + ".id", id.toStdString())), id);
  }
  const std::string id = std::get<std::string>(setting(experiment, section + ".id"));
  choice.setCurrentIndex(choice.findData(QString::fromStdString(id)));
}

void ContenderCard::showPart(const std::string& section, const Experiment& experiment,
                             const std::vector<std::string>& differing, bool whole) {
  ParameterRows* rows = rowsOf(section);
  const Section values = toSettings(experiment).at(section);
  const std::string id = sectionIsChoice(section) ? std::get<std::string>(values.at("id")) : std::string();
  std::string wanted = id + (whole ? "*" : "");
  for (const std::string& key : differing) wanted += " " + key;
  if (wanted != parts_[section].shown) {
    parts_[section].shown = wanted;
    rows->setSpecs(specsFor(section, id, differing, whole), section + ".");
  }
  rows->showValues(values);
}

// What sets it apart first stands in its head: a choice, or its name.
void ContenderCard::showContender(const DuelPlan& plan, const std::vector<std::string>& losses, bool chosen) {
  const std::vector<std::string> differing = differingKeys(plan);
  const Experiment& experiment = plan.contenders[index_];
  name_->setText(contenderName(plan, index_));
  ball_->setChecked(chosen);
  remove_->setVisible(plan.contenders.size() > 1);
  bool headIsTaken = false;
  for (const std::string section : sections) {
    const bool whole = sectionIsChoice(section) &&
                       (holds(differing, section + ".id") || (differing.empty() && section == "loss"));
    const bool shown = whole || std::any_of(differing.begin(), differing.end(), [&](const std::string& key) {
                         return sectionOf(key) == section;
                       });
    const bool inHead = whole && !std::exchange(headIsTaken, headIsTaken || whole);
    if (shown) showPart(section, experiment, differing, whole);
    if (inHead) {
      choiceSection_ = section;
      showChoice(*choice_, section, experiment, losses);
    }
    const auto part = parts_.find(section);
    if (part == parts_.end()) continue;
    part->second.rows->setVisible(shown);
    if (!part->second.choice) continue;
    part->second.choice->setVisible(whole && !inHead);
    if (whole && !inHead) showChoice(*part->second.choice, section, experiment, losses);
  }
  choice_->setVisible(headIsTaken);
  name_->setVisible(!headIsTaken);
}

void ContenderCard::showState(const QString& state) {
  if (state_->text() != state) state_->setText(state);
  state_->setVisible(!state.isEmpty());
}

void ContenderCard::setTheme(const Theme& theme) {
  theme_ = theme;
  ball_->setIcon(runIcon(index_, theme.plots));
  closeUp_->setIcon(themedIcon(QStringLiteral("fill"), theme.icon, theme.disabledIcon));
  for (auto& [section, part] : parts_)
    if (part.rows) part.rows->setTheme(theme);
}

}  // namespace lossarium::ui
