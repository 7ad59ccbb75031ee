#include "ui/pages/train/setup_panel.h"

#include "ui/pages/compare_menu.h"
#include "ui/pages/train/columns_panel.h"
#include "ui/pages/train/optimizer_note.h"
#include "ui/pages/train/section_panel.h"
#include "ui/session/session.h"

#include <QLabel>
#include <QMenu>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace lossarium::ui {
namespace {

struct SectionTitle {
  const char* section;
  const char* title;
  bool open;
};

// What one touches in class comes first and open; the rest is a click away. What was opened or closed stays
// so.
constexpr SectionTitle titles[] = {
    {"dataset", QT_TRANSLATE_NOOP("SetupPanel", "Data"), true},
    {"disturbance", QT_TRANSLATE_NOOP("SetupPanel", "Disturbance"), false},
    {"loss", QT_TRANSLATE_NOOP("SetupPanel", "Loss"), true},
    {"optimizer", QT_TRANSLATE_NOOP("SetupPanel", "Optimiser"), true},
    {"model", QT_TRANSLATE_NOOP("SetupPanel", "Model"), true},
    {"training", QT_TRANSLATE_NOOP("SetupPanel", "Training"), true},
    {"split", QT_TRANSLATE_NOOP("SetupPanel", "Split"), false},
    {"penalty", QT_TRANSLATE_NOOP("SetupPanel", "Penalty"), false},
    {"training.early_stopping", QT_TRANSLATE_NOOP("SetupPanel", "Early stopping"), false},
    {"start", QT_TRANSLATE_NOOP("SetupPanel", "Start"), false}};

}  // namespace

SetupPanel::SetupPanel(Session& session, QWidget* parent) : SidePanel(parent), session_(session) {
  addCompareButton();
  for (const auto& [section, title, open] : titles) {
    auto* panel = new SectionPanel(section, tr(title), open, widget());
    connect(panel, &SectionPanel::changed, &session_, [this](const QString& key, const Value& value) {
      session_.set(key.toUtf8().constData(), value);
    });
    connect(panel, &SectionPanel::removed, &session_,
            [this](const QString& key) { session_.unset(key.toUtf8().constData()); });
    column()->addWidget(panel);
    sections_.push_back(panel);
  }
  addColumnsButton();
  optimizerNote_ = new OptimizerNote(session_, section("optimizer"));
  section("optimizer")->addFooter(optimizerNote_);
  penaltyNote_ = new QLabel(tr("Penalties leave boxes alone: a coordinate is no weight to be kept small."));
  penaltyNote_->setObjectName(QStringLiteral("caption"));
  penaltyNote_->setWordWrap(true);
  penaltyNote_->hide();
  section("penalty")->addFooter(penaltyNote_);
  column()->addStretch(1);
  connect(&session_, &Session::experimentChanged, this, &SetupPanel::showExperiment);
  connect(&session_, &Session::problemChanged, this, &SetupPanel::showData);
}

void SetupPanel::addCompareButton() {
  auto* button = new QToolButton(widget());
  auto* menu = new QMenu(button);
  button->setObjectName(QStringLiteral("quiet"));
  button->setText(tr("+ compare"));
  button->setAccessibleName(tr("Compare"));
  button->setToolTip(tr(
      "Puts a copy of this run beside it, with one thing changed: another loss, optimiser, rate, model …"));
  button->setFocusPolicy(Qt::TabFocus);
  button->setPopupMode(QToolButton::InstantPopup);
  button->setMenu(menu);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    if (const auto problem = session_.problem())
      fillCompareMenu(*menu, *problem,
                      [this](const QString& key, const Value& value) { emit compareWanted(key, value); });
  });
  column()->addWidget(button, 0, Qt::AlignLeft);
}

void SetupPanel::addColumnsButton() {
  columnsButton_ = new QToolButton(sections_.front());
  columnsButton_->setObjectName(QStringLiteral("quiet"));
  columnsButton_->setText(tr("Columns of the table…"));
  columnsButton_->setAccessibleName(tr("Columns of the table"));
  columnsButton_->setToolTip(tr("What each column holds, the first rows, and which are inputs and target."));
  columnsButton_->setFocusPolicy(Qt::TabFocus);
  columnsButton_->hide();
  columns_ = new ColumnsPanel(session_, sections_.front());
  // Space goes on running the run where nobody came by the keyboard.
  connect(columnsButton_, &QToolButton::clicked, this,
          [this] { columns_->openBeside(*columnsButton_, columnsButton_->hasFocus()); });
  sections_.front()->addFooter(columnsButton_);
}

void SetupPanel::showExperiment() {
  const Settings settings = toSettings(session_.experiment());
  for (auto* panel : sections_) panel->showSettings(settings);
  optimizerNote_->follow();
}

SectionPanel* SetupPanel::section(std::string_view name) const {
  for (std::size_t i = 0; i < sections_.size(); ++i)
    if (titles[i].section == name) return sections_[i];
  return nullptr;
}

void SetupPanel::showData() {
  showColumns();
  section("dataset")->setOffers(offeredData());
  section("loss")->setOffers(offeredLosses());
  section("model")->setOffers(offeredModels());
  leaveOutWhatBoxesLack();
  showExperiment();
}

// Targets of boxes are not disturbed by hand, boxes that move freely see no inputs, and penalties are for
// weights, which the coordinates of a box are not.
void SetupPanel::leaveOutWhatBoxesLack() {
  const Experiment& experiment = session_.problem()->experiment;
  const bool ofBoxes = session_.problem()->dataset->task == Task::boxes,
             free = experiment.model.id == "boxes";
  section("disturbance")->setVisible(!ofBoxes || experiment.disturbance != Disturbance());
  section("dataset")->leaveOut(free ? std::set<std::string>{"standardize"} : std::set<std::string>());
  penaltyNote_->setVisible(free);
}

// A pasted table is there once one was pasted.
std::vector<Offer> SetupPanel::offeredData() const {
  const std::string& now = session_.experiment().dataset.id;
  std::vector<Offer> offers;
  for (const std::string_view id : sectionIds("dataset"))
    offers.push_back({std::string(id), id == "pasted_table" && now != id
                                           ? tr("Copy a table in a spreadsheet, then press Ctrl+V here.")
                                           : QString()});
  return offers;
}

// Boxes have models of their own.
std::vector<Offer> SetupPanel::offeredModels() const {
  std::vector<Offer> offers;
  for (const ModelEntry& entry : modelCatalog())
    if (whyNot(*entry.spec, *session_.problem()->dataset).empty())
      offers.push_back({std::string(entry.spec->id)});
  return offers;
}

// Those of the data's task; which of them the data rules out is said.
std::vector<Offer> SetupPanel::offeredLosses() const {
  const Dataset& dataset = *session_.problem()->dataset;
  std::vector<Offer> offers;
  for (const LossEntry& entry : lossCatalog()) {
    if (entry.spec->task != dataset.task) continue;
    const std::string reason = whyNot(*entry.spec, dataset);
    const QString title =
        QString::fromUtf8(entry.spec->title.data(), static_cast<qsizetype>(entry.spec->title.size()));
    offers.push_back(
        {std::string(entry.spec->id),
         reason.empty() ? QString() : title + QLatin1Char(' ') + QString::fromStdString(reason)});
  }
  return offers;
}

void SetupPanel::showColumns() {
  const Dataset& dataset = *session_.problem()->dataset;
  columnsButton_->setVisible(dataset.table != nullptr);
  if (std::exchange(shownDocument_, session_.document()) != session_.document()) {
    offerColumns();
    if (session_.experiment().disturbance != Disturbance()) section("disturbance")->unfold();
  }
  QStringList columns;
  for (const auto& name : dataset.columnNames) columns << QString::fromStdString(name);
  const std::string task(toText(dataset.task));
  sections_.front()->setColumns(
      columns, {{"features", dataset.featureColumns}, {"target", dataset.targetName}, {"task", task}});
  section("disturbance")->setColumns({}, {{"task", task}});
}

// Whoever brings a table with several columns says first what is to be predicted.
void SetupPanel::offerColumns() {
  const Choice& choice = session_.experiment().dataset;
  if (choice.id != "csv" || choice.has("target") || session_.problem()->dataset->columnNames.size() < 3)
    return;
  QTimer::singleShot(0, this, [this] {
    if (columnsButton_->isVisible()) columns_->openBeside(*columnsButton_, false);
  });
}

void SetupPanel::setPresenting(bool presenting) {
  present(presenting);
  for (auto* panel : sections_) panel->setExplained(!presenting);
  optimizerNote_->setExplained(!presenting);
}

void SetupPanel::setTheme(const Theme& theme) {
  fit();
  for (auto* panel : sections_) panel->setTheme(theme);
}

}  // namespace lossarium::ui
