// The page Boxes in the window: what opens and saves it.
#include "core/base/error.h"
#include "core/experiment/box_race_file.h"
#include "core/experiment/session_file.h"
#include "ui/pages/boxes/boxes_page.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/transport_bar.h"

#include <QFileInfo>
#include <QImageReader>
#include <QLabel>

#include <algorithm>

namespace lossarium::ui {

void MainWindow::connectBoxes() {
  connect(&boxes_, &BoxesSession::frameChanged, this, &MainWindow::showBoxes);
  connect(&boxes_, &BoxesSession::speedChanged, this, [this] { boxesTransport_->showSpeed(boxes_.speed()); });
  connect(&boxes_, &BoxesSession::failed, this, &MainWindow::complain);
  connect(&boxes_, &BoxesSession::planChanged, this, [this] {
    unsay(Notice::complaint);
    showName();
  });
}

bool MainWindow::isPicture(const QString& file) {
  return QImageReader::supportedImageFormats().contains(QFileInfo(file).suffix().toLower().toLatin1());
}

// Boxes are drawn over it.
void MainWindow::openPicture(const QString& file) {
  showPage(boxesPlace);
  boxesPage_->openPicture(file);
}

bool MainWindow::openBoxes(const QString& file, const std::vector<Experiment>& experiments) {
  const auto plan = boxRaceOf(experiments);
  if (!plan) return false;
  boxes_.open(*plan);
  boxesDocument() = {file, *plan};
  showPage(boxesPlace);
  return true;
}

bool MainWindow::saveBoxes(bool askName) {
  QString file = boxesDocument().file;
  if (askName || file.isEmpty())
    file = askToSave(this, tr("Save boxes"), file.isEmpty() ? tr("boxes.lossarium") : file,
                     QStringLiteral("lossarium"));
  if (file.isEmpty()) return false;
  try {
    writeSession(file.toStdString(), experimentsOf(boxes_.plan()));
    boxesDocument() = {file, boxes_.plan()};
    showName();
    tellSaved(this, file,
              boxesPage_->hasPicture()
                  ? tr("It holds an experiment for each loss, and not the picture: open that anew.")
                  : tr("It holds an experiment for each loss: opened again, Space gives the same race."));
    return true;
  } catch (const Error& error) {
    complain(QString::fromUtf8(error.what()));
    return false;
  }
}

void MainWindow::showBoxes() {
  if (simulates()) return status_->setText(tr("Space runs the simulation as it is set, or cancels it."));
  const auto frame = boxes_.frame();
  if (!frame) return;
  boxesTransport_->showPlace(frame->running,
                             tr("step %1 of %2").arg(grouped(frame->step), grouped(frame->plannedSteps)));
  if (!showsBoxes()) return;
  const auto stands = [](const BoxEntrantFrame& each) { return each.stop != Stop::none; };
  if (frame->running)
    status_->setText(tr("Racing. Space pauses; boxes and every setting can be changed on the way."));
  else if (!frame->atHead())
    status_->setText(tr("At step %1 of %2 reached. End returns to the latest moment.")
                         .arg(grouped(frame->step), grouped(frame->headStep)));
  else if (frame->step == 0)
    status_->setText(tr("Ready. Drag a box, its edges or its corners; Space starts the race."));
  else if (std::all_of(frame->entrants.begin(), frame->entrants.end(), stands))
    status_->setText(tr("All have come to their end. Space goes on for as many steps again."));
  else
    status_->setText(tr("Paused after step %1.").arg(grouped(frame->step)));
}

}  // namespace lossarium::ui
