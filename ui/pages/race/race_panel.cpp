#include "ui/pages/race/race_panel.h"

#include "core/experiment/experiment.h"
#include "core/optimizers/optimizer.h"
#include "ui/pages/race/entrant_card.h"
#include "ui/session/race_session.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/parameter_rows.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace lossarium::ui {
namespace {

// What joins a race next: one that is not in it yet, the most telling first.
std::string nextEntrant(const RacePlan& plan) {
  constexpr std::string_view telling[] = {"rmsprop", "nesterov", "newton", "lbfgs",
                                          "adagrad", "rprop",    "lion"};
  const auto takesPart = [&plan](std::string_view id) {
    return std::any_of(plan.entrants.begin(), plan.entrants.end(),
                       [id](const Choice& each) { return each.id == id; });
  };
  const auto next = std::find_if_not(std::begin(telling), std::end(telling), takesPart);
  return std::string(next == std::end(telling) ? telling[0] : *next);
}

// Sliders reach as far as the picture; what is typed may lie beyond.
std::vector<ParameterSpec> withShownRanges(const TestFunctionSpec& function) {
  std::vector<ParameterSpec> specs = objectiveParameters(function);
  for (ParameterSpec& spec : specs) {
    if (spec.id != "x" && spec.id != "y") continue;
    const Range& shown = spec.id == "x" ? function.x : function.y;
    spec.minimum = shown.minimum;
    spec.maximum = shown.maximum;
    spec.scale = ParameterScale::linear;
  }
  return specs;
}

std::vector<ParameterSpec> stepSpecs() {
  for (ParameterSpec spec : sectionSpecs("training", {}))
    if (spec.id == "epochs") {
      spec.label = QT_TRANSLATE_NOOP("RacePanel", "Steps");
      spec.hint =
          QT_TRANSLATE_NOOP("RacePanel", "How many steps each does; Space then goes on for as many again.");
      return {spec};
    }
  return {};
}

QToolButton* quietButton(const QString& text, const QString& tip, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setObjectName(QStringLiteral("quiet"));
  button->setText(text);
  button->setAccessibleName(text);
  button->setToolTip(tip);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

}  // namespace

RacePanel::RacePanel(RaceSession& session, QWidget* parent)
    : SidePanel(parent),
      session_(session),
      function_(new ComboBox(widget())),
      functionRows_(new ParameterRows(tr("the function"), widget())),
      raceRows_(new ParameterRows(tr("the race"), widget())),
      calmRates_(quietButton(tr("calm rates from here"),
                             tr("Each gets the rate that comes down fastest from the present start without "
                                "leaping over hills; rates that were chosen by hand are forgotten"),
                             widget())),
      add_(quietButton(tr("+ optimiser"), tr("One more takes part, six at most"), widget())) {
  addFunction();
  addSteps();
  addEntrants();
  column()->addStretch(1);
  connect(&session_, &RaceSession::planChanged, this, &RacePanel::showPlan);
  connect(&session_, &RaceSession::frameChanged, this, &RacePanel::showEntrants);
  if (!session_.plan().entrants.empty()) showPlan();
}

QLabel* RacePanel::addHeading(const QString& text) {
  auto* label = new QLabel(text, widget());
  label->setObjectName(QStringLiteral("section"));
  label->setContentsMargins(0, 6, 0, 2);
  column()->addWidget(label);
  return label;
}

QLabel* RacePanel::addText() {
  auto* label = new QLabel(widget());
  label->setObjectName(QStringLiteral("caption"));
  label->setWordWrap(true);
  column()->addWidget(label);
  return label;
}

void RacePanel::addFunction() {
  addHeading(tr("Function"));
  function_->setAccessibleName(tr("Function"));
  function_->setToolTip(tr("What is descended: functions of two weights whose minima are known"));
  function_->setObjectName(QStringLiteral("function"));
  for (const TestFunctionEntry& entry : testFunctionCatalog())
    function_->addItem(words(entry.spec->title), words(entry.spec->id));
  column()->addWidget(function_);
  formula_ = addText();
  formula_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  caption_ = addText();
  column()->addWidget(functionRows_);
  connect(function_, &QComboBox::activated, this,
          [this] { session_.setFunction(function_->currentData().toString().toStdString()); });
  connect(functionRows_, &ParameterRows::changed, this, [this](const QString& key, const Value& value) {
    session_.setFunctionParameter(key.toStdString(), value);
  });
}

void RacePanel::addSteps() {
  column()->addWidget(raceRows_);
  raceRows_->setSpecs(stepSpecs(), {});
  connect(raceRows_, &ParameterRows::changed, this,
          [this](const QString&, const Value& value) { session_.setSteps(value); });
}

void RacePanel::addEntrants() {
  addHeading(tr("Optimisers"));
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(add_);
  row->addWidget(calmRates_);
  row->addStretch(1);
  column()->addLayout(row);
  rateNote_ = addText();
  connect(add_, &QToolButton::clicked, this, [this] { session_.addEntrant(nextEntrant(session_.plan())); });
  connect(calmRates_, &QToolButton::clicked, &session_, &RaceSession::findCalmRates);
}

EntrantCard* RacePanel::addCard() {
  const std::size_t index = cards_.size();
  auto* card = new EntrantCard(index, widget());
  card->setTheme(theme_);
  column()->insertWidget(column()->indexOf(rateNote_), card);
  connect(card, &EntrantCard::picked, this, [this, index] { emit picked(index); });
  connect(card, &EntrantCard::optimizerChosen, this,
          [this, index](const std::string& id) { session_.setOptimizer(index, id); });
  connect(card, &EntrantCard::changed, this, [this, index](const std::string& key, const Value& value) {
    session_.setOptimizerParameter(index, key, value);
  });
  connect(card, &EntrantCard::unset, this,
          [this, index](const std::string& key) { session_.unsetOptimizerParameter(index, key); });
  connect(card, &EntrantCard::removeWanted, this, [this, index] { session_.removeEntrant(index); });
  cards_.push_back(card);
  return card;
}

void RacePanel::showPlan() {
  showFunction();
  raceRows_->showValues({{"epochs", session_.plan().steps}});
  showEntrants();
}

void RacePanel::showFunction() {
  const Choice& objective = session_.plan().objective;
  const TestFunctionSpec& spec = testFunctionSpec(objective.id);
  if (objective.id != shownFunction_) {
    shownFunction_ = objective.id;
    function_->setCurrentIndex(function_->findData(QString::fromStdString(objective.id)));
    formula_->setText(words(spec.formula));
    caption_->setText(words(spec.caption));
    caption_->setToolTip(words(spec.source));
    functionRows_->setSpecs(withShownRanges(spec), {});
  }
  functionRows_->showValues(objective.parameters);
}

void RacePanel::showEntrants() {
  const RacePlan& plan = session_.plan();
  const auto frame = session_.frame();
  while (cards_.size() < plan.entrants.size()) addCard();
  bool anyFound = false;
  for (std::size_t i = 0; i < cards_.size(); ++i) {
    cards_[i]->setVisible(i < plan.entrants.size());
    if (i >= plan.entrants.size()) continue;
    const Choice& entrant = plan.entrants[i];
    const bool known = frame && i < frame->entrants.size() && frame->entrants[i].optimizer.id == entrant.id;
    const Choice& found = known ? frame->entrants[i].optimizer : entrant;
    anyFound |= known && found.has("learning_rate") && !entrant.has("learning_rate");
    cards_[i]->showEntrant(entrant, found, plan.entrants.size() > 1, i == followed_);
  }
  add_->setEnabled(plan.entrants.size() < RaceSetup::mostEntrants);
  rateNote_->setText(anyFound
                         ? tr("Rates that nobody chose were found by trial: the fastest that comes down "
                              "calmly from %1.")
                               .arg(plan.ratesFrom ? tr("where you asked for it") : tr("the usual start"))
                         : tr("All rates are chosen by hand."));
}

void RacePanel::follow(std::size_t index) {
  followed_ = index;
  showEntrants();
}

void RacePanel::setPresenting(bool presenting) {
  present(presenting);
  for (QLabel* label : {caption_, rateNote_}) label->setVisible(!presenting);
}

void RacePanel::setTheme(const Theme& theme) {
  theme_ = theme;
  fit();
  for (ParameterRows* rows : {functionRows_, raceRows_}) rows->setTheme(theme);
  for (EntrantCard* card : cards_) card->setTheme(theme);
}

}  // namespace lossarium::ui
