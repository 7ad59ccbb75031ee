#include "ui/pages/duel/duel_panel.h"

#include "core/experiment/setting_words.h"
#include "ui/pages/compare_menu.h"
#include "ui/pages/duel/contender_card.h"
#include "ui/pages/duel/duel_scenes.h"
#include "ui/pages/train/section_panel.h"
#include "ui/session/duel_session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <set>

namespace lossarium::ui {
namespace {

struct SharedSection {
  const char* section;
  const char* title;
  bool open;
};

constexpr SharedSection shared[] = {
    {"dataset", QT_TRANSLATE_NOOP("DuelPanel", "Data"), true},
    {"disturbance", QT_TRANSLATE_NOOP("DuelPanel", "Disturbance"), true},
    {"loss", QT_TRANSLATE_NOOP("DuelPanel", "Loss"), true},
    {"optimizer", QT_TRANSLATE_NOOP("DuelPanel", "Optimiser"), true},
    {"model", QT_TRANSLATE_NOOP("DuelPanel", "Model"), true},
    {"training", QT_TRANSLATE_NOOP("DuelPanel", "Training"), true},
    {"split", QT_TRANSLATE_NOOP("DuelPanel", "Split"), false},
    {"penalty", QT_TRANSLATE_NOOP("DuelPanel", "Penalty"), false},
    {"training.early_stopping", QT_TRANSLATE_NOOP("DuelPanel", "Early stopping"), false},
    {"start", QT_TRANSLATE_NOOP("DuelPanel", "Start"), false}};

QString stateWords(const RunFrame& run) {
  if (run.state.stop == Stop::diverged) return DuelPanel::tr("Diverged at epoch %1.").arg(run.state.epoch);
  if (run.state.stop == Stop::patience) return DuelPanel::tr("Stopped early, epoch %1.").arg(run.state.epoch);
  if (run.state.stop == Stop::converged) return DuelPanel::tr("Converged, epoch %1.").arg(run.state.epoch);
  return QString::fromStdString(run.fault);
}

// In what contenders differ: "loss", "optimiser", "learning rate".
QString thingWords(const std::string& key) {
  if (!key.ends_with(".id")) return QString::fromStdString(nameInWords(key));
  for (const auto& [section, title, open] : shared)
    if (key == std::string(section) + ".id") return DuelPanel::tr(title).toLower();
  return QString::fromStdString(key);
}

// Another optimiser brings the rate that suits it: that is no secret.
QString rateWords(const DuelPlan& plan) {
  const auto rateOf = [](const Experiment& each) {
    return each.optimizer.has("learning_rate") ? each.optimizer.real("learning_rate") : 0;
  };
  const Experiment& first = plan.contenders.front();
  for (const Experiment& each : plan.contenders)
    if (each.optimizer.id != first.optimizer.id && rateOf(each) != rateOf(first))
      return QLatin1Char(' ') + DuelPanel::tr("Each has a learning rate that suits it.");
  return {};
}

}  // namespace

DuelPanel::DuelPanel(DuelSession& session, QWidget* parent)
    : SidePanel(parent),
      session_(session),
      compare_(new QToolButton(widget())),
      menu_(new QMenu(compare_)),
      note_(new QLabel(widget())) {
  addContenders();
  addShared();
  column()->addStretch(1);
  connect(&session_, &DuelSession::planChanged, this, &DuelPanel::showPlan);
  connect(&session_, &DuelSession::chosenChanged, this, &DuelPanel::showContenders);
  connect(&session_, &DuelSession::problemsChanged, this, &DuelPanel::offer);
  connect(&session_, &DuelSession::frameChanged, this, &DuelPanel::showStates);
  if (!session_.problems().empty()) offer();
}

QLabel* DuelPanel::addHeading(const QString& text) {
  auto* label = new QLabel(text, widget());
  label->setObjectName(QStringLiteral("section"));
  label->setContentsMargins(0, 6, 0, 2);
  column()->addWidget(label);
  return label;
}

void DuelPanel::addContenders() {
  addHeading(tr("Contenders"));
  compare_->setObjectName(QStringLiteral("quiet"));
  compare_->setText(tr("+ compare"));
  compare_->setAccessibleName(tr("Compare"));
  compare_->setToolTip(tr("Puts a copy of the chosen run beside it, with one thing changed; six at most"));
  compare_->setFocusPolicy(Qt::TabFocus);
  compare_->setPopupMode(QToolButton::InstantPopup);
  compare_->setMenu(menu_);
  connect(menu_, &QMenu::aboutToShow, this, [this] {
    const std::size_t chosen = session_.chosen();
    if (chosen < session_.problems().size())
      fillCompareMenu(*menu_, *session_.problems()[chosen],
                      [this](const QString& key, const Value& value) { session_.addCopy(key, value); });
  });
  auto* row = new QHBoxLayout;
  row->addWidget(compare_);
  row->addStretch(1);
  column()->addLayout(row);
  note_->setObjectName(QStringLiteral("caption"));
  note_->setWordWrap(true);
  column()->addWidget(note_);
}

void DuelPanel::addShared() {
  addHeading(tr("Shared by all"));
  for (const auto& [section, title, open] : shared) {
    auto* panel = new SectionPanel(section, tr(title), open, widget());
    connect(panel, &SectionPanel::changed, &session_, &DuelSession::setShared);
    connect(panel, &SectionPanel::removed, &session_, &DuelSession::unsetShared);
    column()->addWidget(panel);
    sections_.push_back(panel);
  }
}

ContenderCard* DuelPanel::addCard() {
  const std::size_t index = cards_.size();
  auto* card = new ContenderCard(index, widget());
  card->setTheme(theme_);
  const auto row = [this](QLayoutItem* item) { return item->layout() != nullptr; };
  int place = 0;
  while (place < column()->count() && !row(column()->itemAt(place))) ++place;
  column()->insertWidget(place, card);
  connect(card, &ContenderCard::picked, this, [this, index] {
    session_.choose(index);
    showContenders();
  });
  connect(card, &ContenderCard::closeUpWanted, this, [this, index] { emit closeUpWanted(index); });
  connect(card, &ContenderCard::removeWanted, this, [this, index] { session_.remove(index); });
  connect(card, &ContenderCard::changed, this,
          [this, index](const QString& key, const Value& value) { session_.setOwn(index, key, value); });
  connect(card, &ContenderCard::unset, this,
          [this, index](const QString& key) { session_.unsetOwn(index, key); });
  cards_.push_back(card);
  return card;
}

void DuelPanel::showPlan() {
  if (session_.isEmpty()) return;
  showContenders();
  showShared();
}

void DuelPanel::showContenders() {
  const DuelPlan& plan = session_.plan();
  while (cards_.size() < plan.contenders.size()) addCard();
  for (std::size_t i = 0; i < cards_.size(); ++i) {
    cards_[i]->setVisible(i < plan.contenders.size());
    if (i < plan.contenders.size()) cards_[i]->showContender(plan, losses_, i == session_.chosen());
  }
  compare_->setEnabled(plan.contenders.size() < DuelPlan::mostContenders);
  QStringList things;
  for (const std::string& key : differingKeys(plan)) {
    things << thingWords(key);
  }
  note_->setText(plan.contenders.size() < 2
                     ? tr("A copy of the run, with one thing changed, stands beside it.")
                 : things.isEmpty()
                     ? tr("They differ in nothing.")
                     : tr("They differ in: %1.").arg(things.join(QStringLiteral(", "))) + rateWords(plan));
}

// What contenders do not share is in their cards.
void DuelPanel::showShared() {
  const DuelPlan& plan = session_.plan();
  const std::vector<std::string> differing = differingKeys(plan);
  const Settings settings = toSettings(plan.contenders.front());
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    const std::string section = shared[i].section;
    std::set<std::string> own;
    bool whole = plan.contenders.size() == 1 && section == "loss";
    for (const std::string& key : differing)
      if (key.substr(0, key.rfind('.')) == section) {
        whole |= key.ends_with(".id");
        own.insert(key.substr(section.size() + 1));
      }
    sections_[i]->setVisible(!whole);
    sections_[i]->leaveOut(own);
    if (settings.contains(section)) sections_[i]->showSettings(settings);
  }
}

void DuelPanel::showStates() {
  const auto frame = session_.frame();
  if (!frame) return;
  for (std::size_t i = 0; i < cards_.size() && i < frame->runs.size(); ++i)
    cards_[i]->showState(stateWords(*frame->runs[i]));
}

// Losses that suit the data; a pasted table is there once one was pasted.
void DuelPanel::offer() {
  const Problem& problem = *session_.problems().front();
  losses_.clear();
  std::vector<Offer> offers;
  for (const LossEntry& entry : lossCatalog()) {
    if (entry.spec->task != problem.dataset->task) continue;
    const std::string reason = whyNot(*entry.spec, *problem.dataset);
    if (reason.empty()) losses_.emplace_back(entry.spec->id);
    offers.push_back({std::string(entry.spec->id), QString::fromStdString(reason)});
  }
  std::vector<Offer> models;
  for (const ModelEntry& entry : modelCatalog())
    if (whyNot(*entry.spec, *problem.dataset).empty()) models.push_back({std::string(entry.spec->id)});
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    if (std::string_view(shared[i].section) == "loss") sections_[i]->setOffers(offers);
    if (std::string_view(shared[i].section) == "model") sections_[i]->setOffers(models);
  }
  QStringList columns;
  for (const auto& name : problem.dataset->columnNames) columns << QString::fromStdString(name);
  sections_.front()->setColumns(columns, {{"features", problem.dataset->featureColumns},
                                          {"target", problem.dataset->targetName},
                                          {"task", std::string(toText(problem.dataset->task))}});
  for (std::size_t i = 0; i < sections_.size(); ++i)
    if (std::string_view(shared[i].section) == "disturbance")
      sections_[i]->setColumns({}, {{"task", std::string(toText(problem.dataset->task))}});
  showPlan();
}

void DuelPanel::setPresenting(bool presenting) {
  present(presenting);
  for (SectionPanel* panel : sections_) panel->setExplained(!presenting);
  note_->setVisible(!presenting);
}

void DuelPanel::setTheme(const Theme& theme) {
  theme_ = theme;
  fit();
  for (SectionPanel* panel : sections_) panel->setTheme(theme);
  for (ContenderCard* card : cards_) card->setTheme(theme);
}

}  // namespace lossarium::ui
