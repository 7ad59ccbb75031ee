#include "ui/pages/train/remedy_note.h"

#include "core/base/number_text.h"
#include "ui/session/session.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/number_text.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>

namespace lossarium::ui {
namespace {

QString number(double value) { return QString::fromStdString(readableNumber(value)); }

std::string valueText(const Value& value) {
  const auto* real = std::get_if<double>(&value);
  return real ? readableSetting(*real) : toText(value);
}

// "degree 15 → 8"; of a choice that it is now another: "model linear → polynomial".
std::string changeOf(const Settings& before, const std::string& key, const Value& value) {
  const std::string section = key.substr(0, key.rfind('.')), parameter = key.substr(key.rfind('.') + 1);
  std::string text = parameter == "id" ? section : parameter;
  std::replace(text.begin(), text.end(), '_', ' ');
  if (const auto known = before.find(section); known != before.end())
    if (const auto old = known->second.find(parameter); old != known->second.end())
      text += " " + valueText(old->second) + " →";
  return text + " " + valueText(value);
}

QString changesOf(const Experiment& before, const Remedy& remedy) {
  const Settings settings = toSettings(before);
  QStringList changes;
  for (const auto& [key, value] : remedy.set) {
    const QString change = QString::fromStdString(changeOf(settings, key, value));
    key.ends_with(".id") ? changes.prepend(change) : changes.append(change);
  }
  QString label = changes.join(QStringLiteral(", "));
  label[0] = label[0].toUpper();
  return label;
}

// Whether these settings are what the remedy would make of them.
bool isIn(const Remedy& remedy, const Experiment& settings) {
  try {
    return withSettings(settings, remedy.set) == settings;
  } catch (const Error&) {  // it does not fit them
    return false;
  }
}

bool changesTheUnit(const Remedy& remedy) {
  for (const auto& [key, value] : remedy.set)
    if (key.starts_with("loss")) return true;
  return false;
}

}  // namespace

RemedyNote::RemedyNote(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), text_(new QLabel(this)), run_(new QToolButton(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  text_->setObjectName(QStringLiteral("title"));
  text_->setWordWrap(true);
  text_->setTextFormat(Qt::PlainText);
  column->addWidget(text_);
  auto* buttons = new QWidget(this);
  auto* flow = new FlowLayout(buttons, 8);
  auto* undo = new QToolButton(buttons);
  run_->setText(tr("Run"));
  run_->setToolTip(tr("Runs with the changed setting; then what came of it is told here."));
  undo->setText(tr("Undo"));
  undo->setToolTip(tr("Takes the change back, and gives back the run that there was."));
  for (QToolButton* button : {run_, undo}) {
    button->setObjectName(QStringLiteral("field"));
    button->setFocusPolicy(Qt::TabFocus);
    flow->addWidget(button);
  }
  column->addWidget(buttons);
  connect(run_, &QToolButton::clicked, &session_, &Session::play);
  connect(undo, &QToolButton::clicked, &session_, &Session::undo);
  connect(&session_, &Session::experimentChanged, this, &RemedyNote::followSettings);
  hide();
}

void RemedyNote::take(const Remedy& remedy) {
  const auto frame = session_.frame();
  if (!frame) return;
  const Experiment before = session_.experiment();
  pressed_.reset();
  remedy.anew ? session_.applyAnew(remedy.set) : session_.apply(remedy.set);
  if (isIn(remedy, session_.experiment()))  // else it was refused
    pressed_ = Pressed{remedy,
                       changesOf(before, remedy),
                       standingOf(*frame),
                       !changesTheUnit(remedy),
                       frame->generation,
                       frame->revision,
                       frame->state.step,
                       {}};
  tell();
}

// Undone, or set to something else: there is nothing left to compare.
void RemedyNote::followSettings() {
  if (!pressed_ || isIn(pressed_->remedy, session_.experiment())) return;
  pressed_.reset();
  tell();
}

// The run may have been under way when the remedy was pressed: its frames come until it has seen the change.
bool RemedyNote::cameOfIt(const RunFrame& frame) const {
  const bool anew = frame.generation != pressed_->generation;
  const bool goneOn = frame.revision > pressed_->revision && frame.state.step > pressed_->step;
  return (anew || goneOn) && isIn(pressed_->remedy, frame.problem->experiment);
}

void RemedyNote::showFrame(const RunFrame& frame) {
  if (!pressed_) return;
  if (!frame.running && frame.state.stop != Stop::none && cameOfIt(frame))
    pressed_->after = standingOf(frame);
  tell();
}

// Where the weights of the best epoch were put back, the last epoch's loss stands in the curve.
RemedyNote::Standing RemedyNote::standingOf(const RunFrame& frame) {
  Standing standing;
  standing.held = !std::isnan(frame.now.validation);
  standing.epoch = frame.state.epoch;
  standing.ended = frame.atHead() && frame.state.stop != Stop::none;
  standing.restored = frame.state.beforeRestoring.size() > 0 && !frame.epochs.empty();
  const EpochRecord& last = standing.restored ? frame.epochs.back() : frame.now;
  standing.last = standing.held ? last.validation : last.training;
  standing.best = standing.held && frame.best.epoch >= 0 ? frame.best.validation : standing.last;
  return standing;
}

// The same of both runs: after their last step, and where they were best.
QString RemedyNote::outcome() const {
  const Standing& before = pressed_->before;
  if (!pressed_->comparable) return pressed_->after ? tr(" The losses are in other units.") : QString();
  const QString moment = before.ended ? tr("at the end") : tr("at epoch %1").arg(grouped(before.epoch));
  if (!pressed_->after) {
    const QString text =
        (before.held ? tr(" Before: validation loss %1 %2") : tr(" Before: training loss %1 %2"))
            .arg(moment, number(before.last));
    return text + (before.held ? tr(", at its best %1.").arg(number(before.best)) : QStringLiteral("."));
  }
  const Standing& after = *pressed_->after;
  const QString end =
      before.ended ? tr("at the end %1 → %2").arg(number(before.last), number(after.last))
                   : tr("%1 %2, at the end now %3").arg(moment, number(before.last), number(after.last));
  const QString text = (before.held ? tr(" Validation loss %1") : tr(" Training loss %1")).arg(end);
  if (!before.held) return text + QLatin1Char('.');
  return text + tr(", at its best %1 → %2").arg(number(before.best), number(after.best)) +
         (after.restored ? tr(", whose weights are put back.") : QStringLiteral("."));
}

void RemedyNote::tell() {
  setVisible(pressed_.has_value());
  if (!pressed_) return;
  text_->setText(pressed_->change + QLatin1Char('.') + outcome());
  run_->setVisible(!pressed_->after);
}

QString RemedyNote::asText() const { return pressed_ ? text_->text() + QLatin1Char('\n') : QString(); }

}  // namespace lossarium::ui
