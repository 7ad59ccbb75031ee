// What the window says of the run: the line at the bottom, and messages above it with what can be done.
#include "core/training/diagnosis.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/transport_bar.h"

#include <QLabel>
#include <QMetaObject>

#include <algorithm>
#include <cmath>
#include <exception>

namespace lossarium::ui {
namespace {

// What lets a run go on that has stopped so.
QString wayOn(Stop stop) {
  switch (stop) {
    case Stop::epochs:
      return MainWindow::tr(" Space goes on for as many again.");
    case Stop::converged:
      return MainWindow::tr(" A smaller tolerance lets it go on.");
    default:
      return {};
  }
}

QString whereInThePast(const RunFrame& frame) {
  const QString back = MainWindow::tr(" End returns to the latest moment; a change here branches.");
  if (frame.batchesPerEpoch == 1)
    return MainWindow::tr("At epoch %1 of %2 reached.")
               .arg(grouped(frame.state.epoch), grouped(frame.headEpoch)) +
           back;
  return MainWindow::tr("At step %1 of %2 reached, in epoch %3 of %4.")
             .arg(grouped(frame.state.step), grouped(frame.headStep), grouped(frame.state.epoch),
                  grouped(frame.headEpoch)) +
         back;
}

QString placeOf(const RunFrame& frame) {
  const QString text =
      MainWindow::tr("epoch %1 of %2").arg(grouped(frame.state.epoch), grouped(frame.plannedEpochs));
  if (frame.state.beforeRestoring.size() > 0)
    return MainWindow::tr("best weights: epoch %1").arg(grouped(frame.best.epoch));  // as wide as the other
  if (frame.batchesPerEpoch == 1) return text;
  return text +
         MainWindow::tr(", batch %1 of %2").arg(grouped(frame.state.batch), grouped(frame.batchesPerEpoch));
}

// None where they could not be found: the message stands without them.
std::vector<Remedy> remediesFor(const RunFrame& frame, const Progress& progress) {
  try {
    const std::vector<Finding> findings = diagnose(frame, progress);
    return findings.empty() ? std::vector<Remedy>() : findings.front().remedies;
  } catch (const Cancelled&) {
    throw;
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

void MainWindow::say(const QString& message, Notice kind, Tone tone,
                     const std::vector<NoticeAction>& actions) {
  noticeKind_ = kind;
  saidAt_ = session_.experiment();
  notice_->say(message, tone, actions);
}

void MainWindow::complain(const QString& message) { say(message, Notice::complaint, Tone::warning); }

// What the run itself takes back is said again when it is so again; what was closed stays closed.
void MainWindow::unsay(Notice kind) {
  if (noticeKind_ != kind || notice_->message().isEmpty()) return;
  if (kind == Notice::run) stopSeen_ = {};
  notice_->say({});
}

// A complaint goes as soon as something else is asked for, a word about the data with the data.
void MainWindow::forgetWhatIsMended() {
  const Experiment& now = session_.experiment();
  if (now != saidAt_) unsay(Notice::complaint);
  if (now.dataset != saidAt_.dataset) unsay(Notice::remark);
}

void MainWindow::showRun() {
  const RunFrame& frame = *session_.frame();
  transport_->showPlace(frame.running, placeOf(frame));
  if (races() || showsBoxes()) return;
  const bool speaks = frame.state.stop == Stop::diverged || frame.state.stop == Stop::patience;
  if (frame.fault.empty() && !speaks) unsay(Notice::run);
  if (!frame.fault.empty()) {
    say(QString::fromStdString(frame.fault), Notice::run, Tone::warning);
    status_->setText(tr("Stopped: a recorded change could not be made."));
  } else if (frame.running && frame.destination > frame.headStep) {
    status_->setText(tr("Catching up: step %1 of %2. Space ends that.")
                         .arg(grouped(frame.headStep), grouped(frame.destination)));
  } else if (frame.running) {
    status_->setText(tr("Running. Space pauses; every setting can be changed on the way."));
  } else if (!frame.atHead()) {
    status_->setText(whereInThePast(frame));
  } else if (frame.state.stop == Stop::diverged) {
    sayDivergence(frame);
    status_->setText(tr("Stopped: diverged."));
  } else if (frame.state.stop == Stop::patience) {
    offerWaysOn(frame);
    status_->setText(tr("Stopped early."));
  } else if (frame.state.stop != Stop::none) {
    status_->setText(QString::fromStdString(frame.state.reason) + wayOn(frame.state.stop) + farAway());
  } else if (frame.state.step == 0) {
    status_->setText(tr("Ready. Space runs; a click on the surface puts the start there.") + farAway());
  } else {
    status_->setText(tr("Paused after step %1.").arg(grouped(frame.state.step)));
  }
}

void MainWindow::connectRace() {
  connect(&race_, &RaceSession::frameChanged, this, &MainWindow::showRace);
  connect(&race_, &RaceSession::speedChanged, this, [this] { raceTransport_->showSpeed(race_.speed()); });
  connect(&race_, &RaceSession::failed, this, &MainWindow::complain);
  connect(&race_, &RaceSession::planChanged, this, [this] {
    unsay(Notice::complaint);
    showName();
  });
}

void MainWindow::showRace() {
  const auto frame = race_.frame();
  if (!frame) return;
  raceTransport_->showPlace(frame->running,
                            tr("step %1 of %2").arg(grouped(frame->step), grouped(frame->plannedSteps)));
  if (!races()) return;
  const auto stands = [](const EntrantFrame& each) { return each.stop != Stop::none; };
  if (frame->running)
    status_->setText(tr("Racing. Space pauses; the start and every setting can be changed on the way."));
  else if (!frame->atHead())
    status_->setText(tr("At step %1 of %2 reached. End returns to the latest moment.")
                         .arg(grouped(frame->step), grouped(frame->headStep)));
  else if (frame->step == 0)
    status_->setText(
        tr("Ready. Space starts the race; drag the ring, or click on the surface, to start elsewhere."));
  else if (std::all_of(frame->entrants.begin(), frame->entrants.end(), stands))
    status_->setText(tr("All have come to their end.%1").arg(wayOn(Stop::epochs)));
  else
    status_->setText(tr("Paused after step %1.").arg(grouped(frame->step)));
}

// Once for each stop: a message that was closed stays closed.
bool MainWindow::isNew(const RunFrame& frame) {
  const StopSeen stop{frame.generation, frame.state.step, frame.state.beforeRestoring.size() > 0};
  if (stop == stopSeen_) return false;
  stopSeen_ = stop;
  return true;
}

// At once in words; what would help takes a moment to find out.
void MainWindow::sayDivergence(const RunFrame& frame) {
  if (!isNew(frame)) return;
  const QString message =
      QString::fromStdString(frame.state.reason) + tr(" The weights of the step before are kept.");
  say(message, Notice::run, Tone::warning);
  remedies_.request([this, message, examined = session_.frame()](const Progress& progress) {
    const std::vector<Remedy> remedies = remediesFor(*examined, progress);
    QMetaObject::invokeMethod(
        this,
        [this, message, remedies] {
          if (notice_->message() == message) offer(message, remedies);
        },
        Qt::QueuedConnection);
  });
}

void MainWindow::offer(const QString& message, const std::vector<Remedy>& remedies) {
  std::vector<NoticeAction> actions;
  for (const Remedy& remedy : remedies)
    actions.push_back(
        {QString::fromStdString(remedy.label), QString::fromStdString(remedy.hint),
         [this, remedy] { remedy.anew ? session_.applyAnew(remedy.set) : session_.apply(remedy.set); }});
  say(message, Notice::run, Tone::warning, actions);
}

void MainWindow::offerWaysOn(const RunFrame& frame) {
  if (!isNew(frame)) return;
  const bool restored = frame.state.beforeRestoring.size() > 0;
  std::vector<NoticeAction> actions;
  if (!restored && frame.best.epoch >= 0 && frame.best.epoch < frame.state.epoch)
    actions.push_back({tr("Restore epoch %1").arg(grouped(frame.best.epoch)),
                       tr("Puts the weights back that were best on the validation rows"),
                       [this] { session_.set("training.early_stopping.restore_best", true); }});
  actions.push_back({tr("Continue"), tr("Goes on from where it was, without early stopping"), [this] {
                       connect(
                           &session_, &Session::problemChanged, this, [this] { session_.play(); },
                           Qt::SingleShotConnection);
                       session_.apply({{"training.early_stopping.patience", std::int64_t{0}},
                                       {"training.early_stopping.restore_best", false}});
                     }});
  say(QString::fromStdString(frame.state.reason), Notice::run, Tone::remark, actions);
}

// What the run could not reach in the epochs that are planned; empty if it can, or if that is not known.
QString MainWindow::farAway() const {
  const double epochs = session_.epochsToMinimum();
  if (!(epochs > 2.0 * static_cast<double>(session_.frame()->plannedEpochs)) || std::isinf(epochs)) return {};
  // Two digits: the slope changes on the way.
  const double unit = std::pow(10, std::floor(std::log10(epochs)) - 1);
  return tr(" At this learning rate the minimum is about %1 epochs away.")
      .arg(groupedEpoch(std::round(epochs / unit) * unit));
}

}  // namespace lossarium::ui
