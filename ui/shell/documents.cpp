// The files that the window opens and saves.
#include "core/base/error.h"
#include "core/datasets/pasted_table.h"
#include "core/experiment/examples.h"
#include "core/experiment/session_file.h"
#include "ui/pages/train/train_page.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/file_dialog.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGraphicsView>
#include <QGuiApplication>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QUrl>

#include <algorithm>

namespace lossarium::ui {
namespace {

const char* const tableFiles = QT_TRANSLATE_NOOP("MainWindow", "Tables (*.csv *.tsv *.txt);;All files (*)");

// The table that is not where the settings say; empty if it is there, or none is needed.
QString missingTable(const Experiment& experiment) {
  if (!experiment.dataset.has("file")) return {};
  const QString table = QString::fromStdString(experiment.dataset.text("file"));
  return table.isEmpty() || QFileInfo::exists(table) ? QString() : table;
}

}  // namespace

void MainWindow::openExample(std::size_t index, const std::optional<Choice>& loss) {
  const Example& example = examples()[index];
  Experiment experiment = example.make();
  if (loss) experiment.loss = *loss;
  unsay(noticeKind_);
  session_.open(experiment);
  documents_[session_.document()] = {{}, {}, index};
  showDocument();
}

void MainWindow::openFile(const QString& name) {
  const QString file = QFileInfo(name).absoluteFilePath();
  unsay(noticeKind_);
  try {
    if (file.endsWith(QStringLiteral(".lossarium")))
      openSession(file);
    else if (isPicture(file))
      openPicture(file);
    else
      session_.open(withSettings(defaultExperiment(),
                                 {{"dataset.id", std::string("csv")}, {"dataset.file", file.toStdString()}}));
  } catch (const Error& error) {
    complain(QString::fromUtf8(error.what()));
  }
  showDocument();
}

// Whether there is a race in it.
bool MainWindow::openRace(const QString& file) {
  const auto descents = readDescents(file.toStdString());
  if (descents.empty()) return false;
  const RacePlan plan = raceOf(descents, QFileInfo(file).fileName().toStdString() + ": ");
  race_.open(plan);
  raceDocument() = {file, plan};
  showPage(racePlace);
  return true;
}

void MainWindow::openSession(const QString& file) {
  if (openRace(file)) return;
  const auto experiments = readSession(file.toStdString());
  if (openBoxes(file, experiments)) return;
  if (!missingTable(experiments.front()).isEmpty()) return sayTableIsMissing(file, experiments.front());
  std::string whyNoDuel;
  try {
    if (openDuel(file, experiments)) return;
  } catch (const Error& error) {
    whyNoDuel = error.what();
  }
  session_.open(experiments.front());
  documents_[session_.document()] = {file, experiments.front(), {}};
  showPage(pages_->indexOf(page_));
  if (!whyNoDuel.empty())
    say(tr("%1. The first of the %2 experiments is shown.")
            .arg(QString::fromStdString(whyNoDuel))
            .arg(experiments.size()),
        Notice::remark, Tone::remark);
}

// What was open stays: without its rows the session would be somebody else's settings on other data.
void MainWindow::sayTableIsMissing(const QString& session, const Experiment& experiment) {
  say(tr("%1 was not opened: its table is not at %2.")
          .arg(QFileInfo(session).fileName(), missingTable(experiment)),
      Notice::complaint, Tone::warning,
      {{tr("Find the file…"), tr("Opens the session as it is, with the table that you point at"),
        [this, session, experiment] { findTable(session, experiment); }}});
}

// The settings are kept with all that was done on the way; only the path is another, until it is saved.
void MainWindow::findTable(const QString& session, const Experiment& experiment) {
  const QString wanted = QFileInfo(missingTable(experiment)).fileName();
  const QString found = QFileDialog::getOpenFileName(this, tr("Where is %1?").arg(wanted),
                                                     QFileInfo(session).path(), tr(tableFiles));
  if (found.isEmpty()) return sayTableIsMissing(session, experiment);
  Experiment mended = experiment;
  mended.dataset.parameters["file"] = found.toStdString();
  session_.open(mended);
  documents_[session_.document()] = {session, experiment, {}};
  showDocument();
}

// Cells go into the experiment; a file that was copied is opened.
void MainWindow::pasteData() {
  const QMimeData* pasted = QGuiApplication::clipboard()->mimeData();
  if (pasted && pasted->hasUrls() && pasted->urls().front().isLocalFile())
    return openFile(pasted->urls().front().toLocalFile());
  unsay(noticeKind_);
  try {
    if (!pasted || !pasted->hasText())
      throw Error(tr("There is no table to paste. Copy cells in a spreadsheet first.").toStdString());
    openCells(pasted->text());
  } catch (const Error& error) {
    complain(QString::fromUtf8(error.what()));
  }
  showDocument();
}

void MainWindow::openCells(const QString& text) {
  const std::string cells = PastedTable::cellsFrom(text.toStdString());
  const Experiment pasted = withSettings(
      defaultExperiment(), {{"dataset.id", std::string("pasted_table")}, {"dataset.cells", cells}});
  session_.open(pasted);
  const auto rows = std::count(cells.begin(), cells.end(), '\n');
  say(tr("%n rows were pasted. They are kept in the session; Ctrl+Z brings back what was here.", nullptr,
         static_cast<int>(rows)),
      Notice::remark, Tone::remark);
  showPage(pages_->indexOf(page_));
}

void MainWindow::askToOpen() {
  const QString file =
      QFileDialog::getOpenFileName(this, tr("Open"), {},
                                   tr("Sessions and tables (*.lossarium *.csv *.tsv *.txt);;Pictures (*.png "
                                      "*.jpg *.jpeg *.bmp *.webp);;All files (*)"));
  if (!file.isEmpty()) openFile(file);
}

bool MainWindow::saveRace(bool askName) {
  QString file = raceDocument().file;
  if (askName || file.isEmpty())
    file = askToSave(this, tr("Save race"), file.isEmpty() ? tr("race.lossarium") : file,
                     QStringLiteral("lossarium"));
  if (file.isEmpty()) return false;
  try {
    writeSession(file.toStdString(), race_.record());
    raceDocument() = {file, race_.plan()};
    showName();
    tellSaved(this, file,
              tr("It holds an experiment for each optimiser: opened again, Space gives the same race."));
    return true;
  } catch (const Error& error) {
    complain(QString::fromUtf8(error.what()));
    return false;
  }
}

bool MainWindow::save(bool askName) {
  if (races()) return saveRace(askName);
  if (duels()) return saveDuel(askName);
  return showsBoxes() ? saveBoxes(askName) : saveFit(askName);
}

bool MainWindow::saveFit(bool askName) {
  Document& document = documents_[session_.document()];
  QString file = document.file;
  if (askName || file.isEmpty())
    file = askToSave(this, tr("Save session"), file.isEmpty() ? tr("session.lossarium") : file,
                     QStringLiteral("lossarium"));
  if (file.isEmpty()) return false;
  try {
    const Experiment record = session_.record();
    writeSession(file.toStdString(), {record});
    document.file = file;
    document.saved = record;
    showDocument();
    tellSaved(
        this, file,
        tr("It holds the settings and every change on the way: opened again, Space gives the same run."));
    return true;
  } catch (const Error& error) {
    complain(QString::fromUtf8(error.what()));
    return false;
  }
}

void MainWindow::showDocument() {
  const Document& document = documents_[session_.document()];
  const Example* example = document.example ? &examples()[*document.example] : nullptr;
  const bool holds = example && stillHolds(*example, session_.experiment());
  const char* sentence = duels()                              ? duelSentence()
                         : holds && !races() && !showsBoxes() ? example->sentence.data()
                                                              : "";
  notice_->setQuiet(QString::fromUtf8(sentence));
  showName();
}

bool MainWindow::hasUnsavedFit() {
  const Document& document = documents_[session_.document()];
  return !document.file.isEmpty() && session_.record() != document.saved;
}

// Of what it is, and whether that has changed: a run changes its record as it goes on.
void MainWindow::showName() {
  const QString file = races()        ? raceDocument().file
                       : duels()      ? duelDocument().file
                       : showsBoxes() ? boxesDocument().file
                                      : documents_[session_.document()].file;
  setWindowTitle((file.isEmpty() ? tr("Lossarium") : QFileInfo(file).fileName()) + QStringLiteral("[*]"));
  setWindowModified(races()        ? hasUnsavedRace()
                    : duels()      ? hasUnsavedDuel()
                    : showsBoxes() ? hasUnsavedBoxes()
                                   : hasUnsavedFit());
}

// Anywhere in the window: a chart would take what is dragged over it, and do nothing with it.
void MainWindow::acceptFiles() {
  setAcceptDrops(true);
  for (auto* view : findChildren<QGraphicsView*>()) {
    view->setAcceptDrops(false);
    view->viewport()->setAcceptDrops(false);
  }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) return openFile(url.toLocalFile());
}

// Whether it may be left: saved, or given up on purpose.
bool MainWindow::mayLeave(const QString& file, const std::function<bool()>& saveIt) {
  const auto answer = QMessageBox::question(this, tr("Save changes?"),
                                            tr("%1 has changed. Save it?").arg(QFileInfo(file).fileName()),
                                            QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
  return answer == QMessageBox::Discard || (answer == QMessageBox::Save && saveIt());
}

void MainWindow::closeEvent(QCloseEvent* event) {
  const bool leaves =
      (!hasUnsavedFit() ||
       mayLeave(documents_[session_.document()].file, [this] { return saveFit(false); })) &&
      (!hasUnsavedDuel() || mayLeave(duelDocument().file, [this] { return saveDuel(false); })) &&
      (!hasUnsavedRace() || mayLeave(raceDocument().file, [this] { return saveRace(false); })) &&
      (!hasUnsavedBoxes() || mayLeave(boxesDocument().file, [this] { return saveBoxes(false); }));
  event->setAccepted(leaves);
}

}  // namespace lossarium::ui
