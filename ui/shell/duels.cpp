// The duel in the window: what opens, saves and leaves it.
#include "core/base/error.h"
#include "core/duel/ready_duels.h"
#include "core/experiment/session_file.h"
#include "ui/pages/duel/duel_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/transport_bar.h"
#include "ui/widgets/words.h"

#include <QFileInfo>
#include <QLabel>
#include <QStackedWidget>

#include <algorithm>

namespace lossarium::ui {

void MainWindow::connectDuel() {
  connect(&duel_, &DuelSession::frameChanged, this, &MainWindow::showDuel);
  connect(&duel_, &DuelSession::speedChanged, this, [this] { duelTransport_->showSpeed(duel_.speed()); });
  connect(&duel_, &DuelSession::failed, this, [this](const QString& message) {
    if (duels() && duel_.isEmpty()) openFirstDuel();  // an empty page would teach nothing
    complain(message);
  });
  connect(&duel_, &DuelSession::progressed, this, &MainWindow::showProgress);
  connect(&duel_, &DuelSession::planChanged, this, [this] {
    unsay(Notice::complaint);
    showDocument();
  });
}

void MainWindow::openReadyDuel(std::size_t index) {
  duel_.open(readyDuels()[index].make());
  duelDocument() = {.ready = index};
  showDocument();
}

// Whoever brought data finds them here; else the page opens on a duel that teaches.
void MainWindow::openFirstDuel() {
  const auto problem = session_.problem();
  const std::string dataset = problem ? problem->experiment.dataset.id : std::string();
  if (dataset != "csv" && dataset != "pasted_table") return openReadyDuel(0);
  Experiment first = problem->experiment;
  first.changes.clear();
  duel_.open({{first}});
}

// The sentence holds while the settings are those that it speaks of.
const char* MainWindow::duelSentence() {
  const auto& which = duelDocument().ready;
  if (!which || duel_.isEmpty()) return "";
  const ReadyDuel& ready = readyDuels()[*which];
  return duel_.plan() == ready.make() ? ready.sentence.data() : "";
}

// The run on the page Train as it is set now, and a copy of it with one thing changed.
void MainWindow::compare(const QString& key, const Value& value) {
  const auto problem = session_.problem();
  if (!problem) return;
  Experiment first = problem->experiment;
  first.changes.clear();
  try {
    const DuelPlan plan = withCopy({{first}}, 0, key.toStdString(), value);
    makeLatePages();
    const bool replaces = duel_.plan().contenders.size() > 1;
    duel_.open(plan);
    showPage(duelPlace);
    if (replaces)
      say(tr("The comparison that was here comes back with Ctrl+Z."), Notice::remark, Tone::remark);
  } catch (const Error& error) {
    complain(QString::fromUtf8(error.what()));
  }
}

void MainWindow::showCloseUp(std::size_t contender) {
  if (contender >= duel_.plan().contenders.size()) return;
  session_.open(duel_.plan().contenders[contender]);
  documents_[session_.document()] = {};
  showPage(pages_->indexOf(page_));
}

bool MainWindow::openDuel(const QString& file, const std::vector<Experiment>& experiments) {
  if (experiments.size() < 2) return false;
  const DuelPlan plan = duelOf(experiments, QFileInfo(file).fileName().toStdString() + ": ");
  makeLatePages();
  duel_.open(plan);
  duelDocument() = {file, plan};
  showPage(duelPlace);
  return true;
}

bool MainWindow::saveDuel(bool askName) {
  QString file = duelDocument().file;
  if (askName || file.isEmpty())
    file = askToSave(this, tr("Save duel"), file.isEmpty() ? tr("duel.lossarium") : file,
                     QStringLiteral("lossarium"));
  if (file.isEmpty()) return false;
  try {
    writeSession(file.toStdString(), duel_.plan().contenders);
    Filed<DuelPlan>& document = duelDocument();
    document.file = file;
    document.saved = duel_.plan();
    showName();
    tellSaved(this, file,
              tr("It holds an experiment for each contender: opened again, Space gives the same duel."));
    return true;
  } catch (const Error& error) {
    complain(QString::fromUtf8(error.what()));
    return false;
  }
}

void MainWindow::showDuel() {
  const auto frame = duel_.frame();
  if (!frame) return;
  duelTransport_->showPlace(frame->running,
                            tr("epoch %1 of %2").arg(grouped(frame->epoch), grouped(frame->plannedEpochs)));
  if (!duels()) return;
  const auto stands = [](const auto& run) { return run->state.stop != Stop::none; };
  if (frame->running)
    status_->setText(tr("All train in step, epoch by epoch. Space pauses."));
  else if (!frame->atHead())
    status_->setText(tr("At epoch %1 of %2 reached. End returns to the latest moment.")
                         .arg(grouped(frame->epoch), grouped(frame->headEpoch)));
  else if (frame->epoch == 0)
    status_->setText(tr("Ready. Space runs all; 1 to 6 choose who is looked at."));
  else if (std::all_of(frame->runs.begin(), frame->runs.end(), stands))
    status_->setText(tr("All have come to their end. Space goes on for as many epochs again."));
  else
    status_->setText(tr("Paused after epoch %1.").arg(grouped(frame->epoch)));
}

}  // namespace lossarium::ui
