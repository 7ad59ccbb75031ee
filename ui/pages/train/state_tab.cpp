#include "ui/pages/train/state_tab.h"

#include "core/models/weight_words.h"
#include "core/training/recorded_run.h"
#include "ui/pages/train/scenes.h"
#include "ui/plots/state_strips.h"
#include "ui/shell/theme.h"
#include "ui/widgets/number_text.h"

#include <QLabel>
#include <QVBoxLayout>

#include <utility>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return StateTab::tr(text); }

QString words(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString sized(const WeightBlock& block) {
  const QString name = QString::fromStdString(blockWords(block));
  return block.size() == 1 ? name : tr("%1, %2 × %3").arg(name).arg(block.rows).arg(block.columns);
}

// What the optimiser remembers, once it has taken a step.
void addMemories(StatePicture& picture, const RunFrame& frame) {
  const Optimizer& optimizer = *frame.problem->optimizer;
  const OptimizerState& state = frame.state.optimizer;
  if (state.steps == 0) return;
  const QString hint = tr(
      "Gradient of the last step, at the weight before it: of its batch, with the penalty, before clipping");
  picture.quantities.push_back(
      {tr("gradient, last step"),
       frame.changedSinceStep ? hint + tr(". Loss, penalty or data have changed since: it is not theirs.")
                              : hint,
       state.gradient, frame.changedSinceStep});
  for (const WeightReading& each : optimizer.readings(state))
    picture.quantities.push_back({words(each.name), words(each.meaning), each.values});
  const double rate = optimizer.learningRate();
  const Vector rates = optimizer.effectiveRates(state, rate > 0 ? frame.learningRate / rate : 1);
  if (rates.size())
    picture.quantities.push_back(
        {tr("effective rate"),
         tr("How far the weight goes in the next step for a unit of gradient, or of its running mean"),
         rates});
}

QString notesOf(const RunFrame& frame) {
  if (frame.changedSinceStep)
    return tr(
        "Loss, penalty or data have changed since the last step: its gradient, in grey, is not theirs; "
        "the next step has the new one.");
  if (frame.state.optimizer.steps == 0)
    return tr("%1 has not taken a step yet: press →.").arg(words(frame.problem->optimizer->spec().title));
  return words(frame.problem->optimizer->spec().title) + QStringLiteral(":  ") +
         words(frame.problem->optimizer->spec().formula);
}

}  // namespace

StatePicture statePicture(const RunFrame& frame) {
  StatePicture picture;
  const Problem& problem = *frame.problem;
  for (const WeightBlock& block : problem.model->blocks())
    picture.blocks.push_back({sized(block), block.offset, block.size()});
  picture.quantities.push_back({tr("weight"), tr("As it is now, after the last step"), frame.state.weights});
  if (frame.lastChange.size())
    picture.quantities.push_back({tr("last change"), tr("What the last step added to it"), frame.lastChange});
  addMemories(picture, frame);
  return picture;
}

StateTab::StateTab(QWidget* parent)
    : RunTab(parent), notes_(new QLabel(this)), strips_(new StateStrips(this)) {
  notes_->setObjectName(QStringLiteral("caption"));
  notes_->setWordWrap(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 4, 16, 4);
  column->setSpacing(4);
  column->addWidget(notes_);
  column->addWidget(strips_);
  column->addStretch(1);
  keepReadable();
}

QString StateTab::title() const { return tr("State"); }

QString StateTab::hint() const {
  return tr("What the optimiser holds of each weight: gradient, memories, effective rate");
}

void StateTab::showFrame(const RunFrame& frame) {
  notes_->setText(notesOf(frame));
  const Problem& problem = *frame.problem;
  if (std::exchange(named_, problem.model) != problem.model) names_ = weightTitles(problem);
  StatePicture picture = statePicture(frame);
  picture.weights = names_;
  strips_->showPicture(std::move(picture));
}

QString StateTab::asText() const { return strips_->picture().asText(); }

void StateTab::setTheme(const Theme& theme) { strips_->setPlotStyle(theme.plots); }

}  // namespace lossarium::ui
