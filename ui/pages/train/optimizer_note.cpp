#include "ui/pages/train/optimizer_note.h"

#include "core/training/settings_advice.h"
#include "ui/session/session.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QStringList>

#include <cmath>

namespace lossarium::ui {

OptimizerNote::OptimizerNote(Session& session, QWidget* parent) : QLabel(parent), session_(session) {
  setObjectName(QStringLiteral("caption"));
  setAccessibleName(tr("About the schedule and the learning rate"));
  setToolTip(
      tr("A constant rate is tried first; whoever chooses a schedule or a rate keeps it.\nA step of gradient "
         "descent "
         "overshoots a valley of that curvature by more than it came with where the rate is larger: it grows "
         "from "
         "step to step."));
  setWordWrap(true);
  hide();
  connect(&session_, &Session::surfaceChanged, this, &OptimizerNote::follow);
}

void OptimizerNote::follow() {
  QStringList sentences{ofTheSettings(), ofTheRate(), ofTheSchedule()};
  sentences.removeAll(QString());
  setText(sentences.join(QLatin1Char(' ')));
  setVisible(explained_ && !sentences.isEmpty());
}

void OptimizerNote::setExplained(bool explained) {
  explained_ = explained;
  follow();
}

// Whoever picks an optimiser by its name expects its constant rate.
QString OptimizerNote::ofTheSchedule() const {
  const Experiment& experiment = session_.experiment();
  const Choice& optimizer = experiment.optimizer;
  if (!experiment.leftOpen.suggestedSchedule || !optimizer.has("schedule")) return {};
  if (optimizer.text("schedule") == "constant") return {};
  return tr("Chosen automatically: %1, because no constant rate got as far in the planned epochs.")
      .arg(QString::fromStdString(optimizer.text("schedule")));
}

QString OptimizerNote::ofTheSettings() const {
  if (!session_.problem()) return {};
  QStringList sentences;
  for (const std::string& each : adviceOn(*session_.problem())) {
    const QString words = QString::fromStdString(each);
    sentences << words.left(1).toUpper() + words.mid(1) + QLatin1Char('.');
  }
  return sentences.join(QLatin1Char(' '));
}

QString OptimizerNote::ofTheRate() const {
  const auto surface = session_.surface();
  if (!surface || !session_.problem() || !(surface->curvature > 0)) return {};
  const Optimizer& optimizer = *session_.problem()->optimizer;
  const double stable = optimizer.stableRate(surface->curvature);
  if (std::isnan(stable)) return {};
  const QString rule = words(optimizer.stableRateRule());
  const QString text = optimizer.learningRate() > stable
                           ? tr("Too large: above %1 steps grow (%2, which is %3 where the surface was cut).")
                           : tr("Stable up to %1: %2, which is %3 where the surface was cut.");
  return text.arg(numberText(stable, 3), rule, numberText(surface->curvature, 3));
}

}  // namespace lossarium::ui
