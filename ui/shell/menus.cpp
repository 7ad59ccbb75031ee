// The window's menus and keys.
#include "core/duel/ready_duels.h"
#include "core/experiment/examples.h"
#include "ui/pages/data_editor.h"
#include "ui/pages/duel/duel_page.h"
#include "ui/pages/losses/losses_page.h"
#include "ui/pages/race/race_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/shell/animation.h"
#include "ui/shell/application_style.h"
#include "ui/shell/help_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/words.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>

namespace lossarium::ui {
QAction* MainWindow::add(QMenu* menu, const QString& label, const QKeySequence& key,
                         std::function<void()> act) {
  QAction* action = menu->addAction(label);
  action->setShortcut(key);
  connect(action, &QAction::triggered, this, [act = std::move(act)] { act(); });
  addAction(action);  // keys work while the menu bar is hidden, too
  return action;
}

void MainWindow::makeFileMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&File"));
  add(menu, tr("&Open a session or a CSV file…"), QKeySequence::Open, [this] { askToOpen(); });
  QMenu* list = menu->addMenu(tr("&Examples"));
  list->setToolTipsVisible(true);
  for (std::size_t i = 0; i < examples().size(); ++i) {
    QAction* action = add(list, words(examples()[i].title), {}, [this, i] { openExample(i); });
    action->setToolTip(words(examples()[i].sentence));
  }
  QMenu* duels = menu->addMenu(tr("&Duels"));
  duels->setToolTipsVisible(true);
  for (std::size_t i = 0; i < readyDuels().size(); ++i) {
    QAction* action = add(duels, words(readyDuels()[i].title), {}, [this, i] {
      openReadyDuel(i);
      showPage(duelPlace);
    });
    action->setToolTip(words(readyDuels()[i].sentence));
  }
  menu->addSeparator();
  add(menu, tr("&Save session"), QKeySequence::Save, [this] { save(false); });
  add(menu, tr("Save session &as…"), QKeySequence::SaveAs, [this] { save(true); });
  menu->addSeparator();
  add(menu, tr("&Quit"), QKeySequence::Quit, [this] { close(); });
}

void MainWindow::makeEditMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&Edit"));
  undo_ = add(menu, tr("&Undo"), QKeySequence(tr("Ctrl+Z")), [this] { played().undo(); });
  redo_ = add(menu, tr("&Redo"), QKeySequence(tr("Ctrl+Shift+Z")), [this] { played().redo(); });
  menu->addSeparator();
  add(menu, tr("Paste data from a spreadsheet"), QKeySequence::Paste, [this] { pasteData(); });
  add(menu, tr("Edit data by hand"), QKeySequence(Qt::Key_E), [this] { takeTool(DataTool::edit); });
  add(menu, tr("Spray points"), QKeySequence(Qt::Key_S), [this] { takeTool(DataTool::brush); });
  add(menu, tr("Data as they were"), {},
      [this] { (duels() ? duelPage_->editor() : page_->editor()).undoAllEdits(); });
  const auto refresh = [this] {
    undo_->setEnabled(played().canUndo());
    redo_->setEnabled(played().canRedo());
  };
  connect(&session_, &Session::undoChanged, this, refresh);
  connect(&duel_, &DuelSession::undoChanged, this, refresh);
  connect(&race_, &RaceSession::undoChanged, this, refresh);
  connect(&boxes_, &BoxesSession::undoChanged, this, refresh);
}

void MainWindow::takeTool(DataTool tool) {
  if (races() || showsBoxes()) return;  // there are no data
  if (duels()) return duelPage_->editor().toggle(tool);
  showPage(pages_->indexOf(page_));
  page_->editor().toggle(tool);
}

void MainWindow::makeRunMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&Run"));
  add(menu, tr("Run or pause"), QKeySequence(Qt::Key_Space), [this] { played().toggle(); });
  add(menu, tr("One batch"), QKeySequence(Qt::Key_Right), [this] { played().stepBatch(); });
  add(menu, tr("One epoch"), QKeySequence(Qt::SHIFT | Qt::Key_Right), [this] { played().stepEpoch(); });
  add(menu, tr("One batch back"), QKeySequence(Qt::Key_Left), [this] { played().stepBackBatch(); });
  add(menu, tr("One epoch back"), QKeySequence(Qt::SHIFT | Qt::Key_Left),
      [this] { played().stepBackEpoch(); });
  add(menu, tr("First moment"), QKeySequence(Qt::Key_Home), [this] { played().goTo(0); });
  add(menu, tr("Latest moment"), QKeySequence(Qt::Key_End), [this] { played().goToHead(); });
  add(menu, tr("Branch here"), QKeySequence(Qt::Key_B), [this] { session_.branchHere(); });
  menu->addSeparator();
  add(menu, tr("Reset: run anew"), QKeySequence(Qt::Key_R), [this] { played().reset(); });
  add(menu, tr("New start"), QKeySequence(Qt::Key_N), [this] { played().newStart(); });
  menu->addSeparator();
  QMenu* runs = menu->addMenu(tr("Look at run"));
  for (int i = 0; i < static_cast<int>(DuelPlan::mostContenders); ++i)
    add(runs, QString(QChar(u'A' + static_cast<char16_t>(i))), QKeySequence(Qt::Key_1 + i), [this, i] {
      if (duels()) duel_.choose(static_cast<std::size_t>(i));
    });
}

void MainWindow::makeViewMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&View"));
  add(menu, tr("Losses: look at them, compare them"), QKeySequence(tr("Ctrl+1")),
      [this] { showPage(pages_->indexOf(losses_)); });
  add(menu, tr("Train: what they do"), QKeySequence(tr("Ctrl+2")),
      [this] { showPage(pages_->indexOf(page_)); });
  add(menu, tr("Duel: what changes with the loss"), QKeySequence(tr("Ctrl+3")),
      [this] { showPage(duelPlace); });
  add(menu, tr("Race: optimisers side by side"), QKeySequence(tr("Ctrl+4")), [this] { showPage(racePlace); });
  add(menu, tr("Boxes: the IoU family under the hand"), QKeySequence(tr("Ctrl+5")),
      [this] { showPage(boxesPlace); });
  menu->addSeparator();
  add(menu, tr("3-D or contour map"), QKeySequence(Qt::Key_C), [this] { shownPage()->toggleContour(); });
  add(menu, tr("Logarithmic loss"), QKeySequence(Qt::Key_L), [this] { shownPage()->toggleLogarithmic(); });
  add(menu, tr("Home view"), QKeySequence(Qt::Key_H), [this] { shownPage()->home(); });
  add(menu, tr("Seen from above"), QKeySequence(Qt::Key_T), [this] { shownPage()->top(); });
  add(menu, tr("Fill the window"), QKeySequence(Qt::Key_F), [this] { shownPage()->toggleFill(); });
  add(menu, tr("All views"), QKeySequence(Qt::Key_Escape), [this] { leaveFullViews(); });
  add(menu, tr("Recentre the surface"), {}, [this] { session_.recentre(); });
  menu->addSeparator();
  add(menu, tr("Light or dark"), QKeySequence(tr("Ctrl+D")), [this] { applyTheme(!theme_.dark); });
  QAction* animate = menu->addAction(tr("Animate changes"));
  animate->setCheckable(true);
  animate->setChecked(animatesChanges().get());
  animate->setToolTip(tr(
      "After another loss, penalty or row the surface turns into the new one within half a second, so that "
      "the eye can follow; otherwise it jumps."));
  connect(animate, &QAction::toggled, this, [this](bool animated) {
    animatesChanges().set(animated);
    for (Page* page : allPages()) page->setAnimated(animated);
  });
  menu->setToolTipsVisible(true);
  add(menu, tr("Larger text"), QKeySequence::ZoomIn,
      [this] { chooseTextSize(QApplication::font().pixelSize() + 1); });
  add(menu, tr("Smaller text"), QKeySequence::ZoomOut,
      [this] { chooseTextSize(QApplication::font().pixelSize() - 1); });
  add(menu, tr("Normal text"), QKeySequence(tr("Ctrl+0")), [this] { chooseTextSize(normalText); });
  add(menu, tr("Present: full screen, larger text"), QKeySequence(Qt::Key_F11), [this] { present(); });
}

void MainWindow::makeHelpMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&Help"));
  add(menu, tr("Keys and pictures"), QKeySequence(Qt::Key_F1), [this] { HelpDialog(this).exec(); });
  add(menu, tr("About Lossarium"), {}, [this] {
    QMessageBox::about(
        this, tr("About Lossarium"),
        tr("<b>Lossarium</b> %1, an observatory of loss functions.<br><br>Free software under the GNU "
           "General Public License, version 3 or later. Set in Noto Sans (SIL Open Font License).")
            .arg(QApplication::applicationVersion()));
  });
}

void MainWindow::leaveFullViews() {
  if (shownPage()->isFilled())
    shownPage()->toggleFill();
  else if (presenting_)
    present();
}

}  // namespace lossarium::ui
