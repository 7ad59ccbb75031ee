// The page Boxes in the window.
#include "ui/pages/boxes/boxes_page.h"
#include "ui/shell/main_window.h"
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

void MainWindow::showBoxes() {
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
