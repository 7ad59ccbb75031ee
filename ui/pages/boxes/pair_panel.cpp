#include "ui/pages/boxes/pair_panel.h"

#include "core/experiment/experiment.h"
#include "core/optimizers/optimizer.h"
#include "ui/pages/boxes/box_entry.h"
#include "ui/session/boxes_session.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/parameter_rows.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace lossarium::ui {
namespace {

std::vector<ParameterSpec> stepSpecs() {
  for (ParameterSpec spec : sectionSpecs("training", {}))
    if (spec.id == "epochs") {
      spec.label = QT_TRANSLATE_NOOP("PairPanel", "Steps");
      spec.hint =
          QT_TRANSLATE_NOOP("PairPanel", "How many steps each does; Space then goes on for as many again.");
      return {spec};
    }
  return {};
}

}  // namespace

PairPanel::PairPanel(BoxesSession& session, QWidget* parent)
    : SidePanel(parent),
      session_(session),
      entry_(new BoxEntry(widget())),
      coordinates_(new ComboBox(widget())),
      optimizer_(new ComboBox(widget())),
      optimizerRows_(new ParameterRows(tr("the optimiser"), widget())),
      stepRows_(new ParameterRows(tr("the race"), widget())),
      unitNote_(new QLabel(widget())) {
  addBoxes();
  addMarks();
  addRace();
  column()->addStretch(1);
  connect(&session_, &BoxesSession::planChanged, this, &PairPanel::showPlan);
  if (!session_.isEmpty()) showPlan();
}

QLabel* PairPanel::addHeading(const QString& text) {
  auto* label = new QLabel(text, widget());
  label->setObjectName(QStringLiteral("section"));
  label->setContentsMargins(0, 6, 0, 2);
  column()->addWidget(label);
  return label;
}

void PairPanel::addBoxes() {
  addHeading(tr("Boxes"));
  column()->addWidget(entry_);
  connect(entry_, &BoxEntry::byCentreChanged, this, &PairPanel::tellingChanged);
  connect(entry_, &BoxEntry::predictionEntered, this,
          [this](const Eigen::Vector4d& box) { session_.setPrediction(box); });
  connect(entry_, &BoxEntry::targetEntered, this,
          [this](const Eigen::Vector4d& box) { session_.setTarget(box); });
}

bool PairPanel::tellsCentre() const { return entry_->isByCentre(); }

void PairPanel::addMarks() {
  addHeading(tr("Drawn terms"))
      ->setToolTip(tr("Those of the loss that is chosen in the table; tick others as you like"));
  struct Mark {
    QString name, tip;
    bool BoxMarks::*flag;
  };
  const Mark all[] = {
      {tr("Overlap"), tr("A ∩ B, the area that both cover: the numerator of the IoU"), &BoxMarks::overlap},
      {tr("Union"), tr("A ∪ B, what either covers: its denominator"), &BoxMarks::unionArea},
      {tr("Enclosing box"), tr("C, the smallest box around both. GIoU charges for its empty part."),
       &BoxMarks::enclosing},
      {tr("Centre distance"), tr("ρ between the centres and c, the enclosing box' diagonal: DIoU adds ρ²/c²"),
       &BoxMarks::distance},
      {tr("Aspect ratios"),
       tr("The boxes' diagonals with their angles atan(w/h): CIoU adds αv for their difference"),
       &BoxMarks::aspect}};
  auto* grid = new QGridLayout;
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setVerticalSpacing(4);
  column()->addLayout(grid);
  for (const Mark& mark : all) {
    auto* box = new QCheckBox(mark.name, widget());
    box->setToolTip(mark.tip);
    box->setAccessibleName(mark.name);
    box->setChecked(marks_.*mark.flag);
    grid->addWidget(box, grid->count() / 2, grid->count() % 2);
    markBoxes_.emplace_back(box, mark.flag);
    connect(box, &QCheckBox::clicked, this, [this, flag = mark.flag](bool on) {
      marks_.*flag = on;
      emit marksChanged();
    });
  }
}

void PairPanel::setMarks(const BoxMarks& marks) {
  marks_ = marks;
  for (const auto& [box, flag] : markBoxes_) box->setChecked(marks.*flag);
}

void PairPanel::addRace() {
  addHeading(tr("Race"));
  coordinates_->setAccessibleName(tr("What steps are taken in"));
  coordinates_->setToolTip(
      tr("The four numbers that descend. In corners each edge moves by itself; in centre and size a box can "
         "come as a whole. The same loss takes another way."));
  coordinates_->setObjectName(QStringLiteral("coordinates"));
  coordinates_->addItem(tr("steps in centre and size"));
  coordinates_->addItem(tr("steps in corners"));
  column()->addWidget(coordinates_);
  optimizer_->setAccessibleName(tr("Optimiser"));
  optimizer_->setToolTip(tr("How all of them step; only the loss differs"));
  optimizer_->setObjectName(QStringLiteral("boxOptimizer"));
  for (const OptimizerEntry& entry : optimizerCatalog())
    optimizer_->addItem(words(entry.spec->title), words(entry.spec->id));
  column()->addWidget(optimizer_);
  column()->addWidget(optimizerRows_);
  stepRows_->setSpecs(stepSpecs(), {});
  column()->addWidget(stepRows_);
  unitNote_->setObjectName(QStringLiteral("caption"));
  unitNote_->setWordWrap(true);
  unitNote_->setText(tr("A step is measured in the target's size."));
  unitNote_->setToolTip(
      tr("The side of a square of its area is 1, so a rate means the same in a picture's pixels."));
  column()->addWidget(unitNote_);
  connect(coordinates_, &QComboBox::activated, this, [this](int index) {
    session_.setCoordinates(index == 1 ? BoxCoordinates::corners : BoxCoordinates::centreSize);
  });
  connect(optimizer_, &QComboBox::activated, this,
          [this] { session_.setOptimizer(optimizer_->currentData().toString().toStdString()); });
  connect(optimizerRows_, &ParameterRows::changed, this, [this](const QString& key, const Value& value) {
    session_.setOptimizerParameter(key.toStdString(), value);
  });
  connect(stepRows_, &ParameterRows::changed, this,
          [this](const QString&, const Value& value) { session_.setSteps(value); });
}

void PairPanel::showPlan() {
  const BoxRacePlan& plan = session_.plan();
  entry_->show(plan.target, plan.prediction, top_);
  coordinates_->setCurrentIndex(plan.coordinates == BoxCoordinates::corners ? 1 : 0);
  if (plan.optimizer.id != shownOptimizer_) {
    shownOptimizer_ = plan.optimizer.id;
    optimizer_->setCurrentIndex(optimizer_->findData(QString::fromStdString(shownOptimizer_)));
    optimizerRows_->setSpecs(sectionSpecs("optimizer", shownOptimizer_), {});
  }
  optimizerRows_->showValues(plan.optimizer.parameters);
  stepRows_->showValues({{"epochs", plan.steps}});
}

void PairPanel::setTop(std::optional<double> top) {
  top_ = top;
  showPlan();
}

void PairPanel::setPresenting(bool presenting) {
  present(presenting);
  unitNote_->setVisible(!presenting);
}

void PairPanel::setTheme(const Theme& theme) {
  fit();
  for (ParameterRows* rows : {optimizerRows_, stepRows_}) rows->setTheme(theme);
}

}  // namespace lossarium::ui
