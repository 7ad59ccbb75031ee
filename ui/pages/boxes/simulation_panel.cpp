#include "ui/pages/boxes/simulation_panel.h"

#include "core/losses/loss.h"
#include "ui/pages/boxes/simulation_words.h"
#include "ui/pages/run_marks.h"
#include "ui/widgets/parameter_rows.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace lossarium::ui {
namespace {

const LossSpec* specOf(const std::string& id) {
  for (const LossEntry& entry : lossCatalog())
    if (entry.spec->id == id) return entry.spec;
  return nullptr;
}

}  // namespace

SimulationPanel::SimulationPanel(SimulationSession& session, QWidget* parent)
    : SidePanel(parent), session_(session) {
  addHeading(tr("Simulation"));
  about_ = addText(
      tr("By Zheng et al. 2020: seven targets of area 1, from 1 : 4 to 4 : 1, lie at (10, 10). At each "
         "anchor point in the disc about "
         "them 49 boxes set out for every target: 200 steps of gradient descent under one loss alone."));
  about_->setToolTip(
      tr("Zheng et al. 2020, “Distance-IoU Loss”, AAAI: P ← P − rate · (2 − IoU) · ∂L/∂P in centre and size, "
         "rate 0.1, from iteration 161 on 0.01, from 181 on 0.001"));
  addLosses();
  addSlopes();
  addPoints();
  addRun();
  column()->addStretch(1);
  connect(&session_, &SimulationSession::planChanged, this, &SimulationPanel::showPlan);
  connect(&session_, &SimulationSession::planChanged, this, &SimulationPanel::showState);
  connect(&session_, &SimulationSession::stateChanged, this, &SimulationPanel::showState);
  showPlan();
  showState();
}

void SimulationPanel::addHeading(const QString& text) {
  auto* label = new QLabel(text, widget());
  label->setObjectName(QStringLiteral("section"));
  label->setContentsMargins(0, 6, 0, 2);
  column()->addWidget(label);
}

QLabel* SimulationPanel::addText(const QString& text) {
  auto* label = new QLabel(text, widget());
  label->setObjectName(QStringLiteral("caption"));
  label->setWordWrap(true);
  column()->addWidget(label);
  return label;
}

void SimulationPanel::addLosses() {
  addHeading(tr("Losses"));
  for (std::size_t place = 0; place < session_.plan().losses.size(); ++place)
    losses_.push_back(makeLoss(place));
}

SimulationPanel::LossRow SimulationPanel::makeLoss(std::size_t place) {
  const LossSpec& spec = *specOf(session_.plan().losses[place].loss.id);
  LossRow row{new QCheckBox(words(spec.title), widget()), nullptr};
  row.runs->setObjectName(words(spec.id));
  row.runs->setAccessibleName(tr("Run %1").arg(words(spec.title)));
  row.runs->setToolTip(words(spec.caption));
  column()->addWidget(row.runs);
  connect(row.runs, &QCheckBox::clicked, this, [this, place](bool runs) { session_.setRuns(place, runs); });
  if (spec.parameters.empty()) return row;
  row.parameters = new ParameterRows(words(spec.title), widget());
  row.parameters->setSpecs({spec.parameters.begin(), spec.parameters.end()}, {});
  row.parameters->setContentsMargins(22, 0, 0, 0);
  column()->addWidget(row.parameters);
  connect(row.parameters, &ParameterRows::changed, this,
          [this, place](const QString& key, const Value& value) {
            session_.setLossParameter(place, key.toStdString(), value);
          });
  return row;
}

void SimulationPanel::addSlopes() {
  published_ = new QCheckBox(tr("Slopes as published"), widget());
  published_->setObjectName(QStringLiteral("published"));
  published_->setAccessibleName(tr("Slopes as in the authors’ published code"));
  published_->setToolTip(
      tr("Descends by the slopes of the code that the authors published, which are not those of the losses: "
         "with "
         "them IoU, GIoU, DIoU and CIoU end in the paper’s order. Without the tick every loss has its own."));
  column()->addSpacing(4);
  column()->addWidget(published_);
  connect(published_, &QCheckBox::clicked, this,
          [this](bool published) { session_.setSlopes(published ? BoxSlopes::published : BoxSlopes::own); });
}

void SimulationPanel::addPoints() {
  addHeading(tr("Anchor points"));
  points_ = new ParameterRows(tr("the anchor points"), widget());
  points_->setSpecs(SimulationSession::pointSpecs(), {});
  column()->addWidget(points_);
  connect(points_, &ParameterRows::changed, this, [this](const QString& key, const Value& value) {
    key == QStringLiteral("seed") ? session_.setSeed(value) : session_.setPoints(value);
  });
}

void SimulationPanel::addRun() {
  run_ = new QToolButton(widget());
  run_->setObjectName(QStringLiteral("primary"));
  run_->setFocusPolicy(Qt::StrongFocus);
  run_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  column()->addSpacing(8);
  column()->addWidget(run_);
  connect(run_, &QToolButton::clicked, &session_, &SimulationSession::run);
}

void SimulationPanel::showPlan() {
  const SimulationPlan& plan = session_.plan();
  for (std::size_t i = 0; i < losses_.size(); ++i) {
    const bool possible = plan.slopes == BoxSlopes::own || hasPublishedSlopes(plan.losses[i].loss.id);
    losses_[i].runs->setChecked(plan.losses[i].runs);
    losses_[i].runs->setEnabled(possible);
    if (!losses_[i].parameters) continue;
    losses_[i].parameters->showValues(plan.losses[i].loss.parameters);
    losses_[i].parameters->setEnabled(plan.runs(i));
  }
  published_->setChecked(plan.slopes == BoxSlopes::published);
  points_->showValues({{"points", plan.points}, {"seed", plan.seed}});
}

void SimulationPanel::showState() {
  const QString text = runText(session_);
  run_->setText(text);
  run_->setAccessibleName(text);
  const bool missing = !session_.missing().empty();
  const bool underWay = session_.isRunningThePlan();
  run_->setEnabled(missing && !underWay);
  run_->setToolTip(underWay  ? tr("It runs")
                   : missing ? tr("Computes what is missing for these settings; what is there is kept")
                             : tr("Everything that is chosen has run with these settings"));
}

void SimulationPanel::setPresenting(bool presenting) {
  present(presenting);
  about_->setVisible(!presenting);
}

void SimulationPanel::setTheme(const Theme& theme) {
  fit();
  points_->setTheme(theme);
  for (std::size_t i = 0; i < losses_.size(); ++i) {
    losses_[i].runs->setIcon(runIcon(i, theme.plots));
    losses_[i].runs->setIconSize({20, 20});
    if (losses_[i].parameters) losses_[i].parameters->setTheme(theme);
  }
}

}  // namespace lossarium::ui
