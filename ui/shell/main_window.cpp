#include "ui/shell/main_window.h"

#include "ui/pages/boxes/boxes_page.h"
#include "ui/pages/duel/duel_page.h"
#include "ui/pages/losses/losses_page.h"
#include "ui/pages/race/race_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/shell/icons.h"
#include "ui/shell/setting.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/transport_bar.h"

#include <QApplication>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lossarium::ui {
namespace {

const Setting<bool> darkSetting("appearance/dark", false);
const Setting<int> textSetting("appearance/text", normalText);
constexpr int smallestText = 10, largestText = 24;  // pixels
constexpr int widthForText = 88;    // of the window, in sizes of the text: less would not hold the page
constexpr int widthToPresent = 70;  // the same where sentences are left out
constexpr int presentationGain = 5;

TransportWords wordsOfTraining() {
  return {.reset = MainWindow::tr("The same run anew from its start, with the settings as they are now (R)"),
          .small = MainWindow::tr("One batch"),
          .smallBack = MainWindow::tr("One batch back"),
          .large = MainWindow::tr("One epoch"),
          .largeBack = MainWindow::tr("One epoch back"),
          .largeUnit = MainWindow::tr("epoch"),
          .newStart = MainWindow::tr("Begin from other weights: the next seed (N)"),
          .widest = MainWindow::tr("epoch 100,000 of 100,000"),
          .speedUnit = MainWindow::tr("steps")};
}

TransportWords wordsOfDuel() {
  return {.reset = MainWindow::tr("Back to the start, for all (R)"),
          .small = MainWindow::tr("One epoch, for all"),
          .smallBack = MainWindow::tr("One epoch back"),
          .large = MainWindow::tr("Ten epochs"),
          .largeBack = MainWindow::tr("Ten epochs back"),
          .largeUnit = MainWindow::tr("10"),
          .newStart = MainWindow::tr("All begin from other weights: the next seed (N)"),
          .widest = MainWindow::tr("epoch 100,000 of 100,000"),
          .speedUnit = MainWindow::tr("epochs")};
}

TransportWords wordsOfRace() {
  return {.reset = MainWindow::tr("Back to the start, for all (R)"),
          .small = MainWindow::tr("One step"),
          .smallBack = MainWindow::tr("One step back"),
          .large = MainWindow::tr("Ten steps"),
          .largeBack = MainWindow::tr("Ten steps back"),
          .largeUnit = MainWindow::tr("10"),
          .newStart = MainWindow::tr("Begin somewhere else: the next seed (N)"),
          .widest = MainWindow::tr("step 100,000 of 100,000"),
          .speedUnit = MainWindow::tr("steps")};
}

QToolButton* cornerButton(QWidget* parent, const QString& name, const QString& tip) {
  auto* button = new QToolButton(parent);
  button->setAccessibleName(name);
  button->setToolTip(tip);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

}  // namespace

MainWindow::MainWindow()
    : pages_(new QStackedWidget(this)),
      losses_(new LossesPage(session_, this)),
      page_(new TrainPage(session_, this)),
      pageButtons_(new QButtonGroup(this)),
      transport_(new TransportBar(session_, wordsOfTraining(), this)),
      duelTransport_(new TransportBar(duel_, wordsOfDuel(), this)),
      raceTransport_(new TransportBar(race_, wordsOfRace(), this)),
      boxesTransport_(new TransportBar(boxes_, wordsOfRace(), this)),
      notice_(new NoticeBar(this)),
      status_(new ElidedLabel(9, {}, this)),
      work_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      progressDelay_(new QTimer(this)),
      cancel_(new QToolButton(this)),
      themeButton_(cornerButton(this, tr("Light or dark"), tr("Light or dark (Ctrl+D)"))),
      presentButton_(
          cornerButton(this, tr("Present"), tr("Present: full screen and larger text, and back (F11)"))) {
  acceptFiles();
  resize(1280, 800);
  makeFileMenu();
  makeEditMenu();
  makeRunMenu();
  makeViewMenu();
  makeHelpMenu();
  arrange();
  connect(&session_, &Session::progressed, this, &MainWindow::showProgress);
  connect(&session_, &Session::frameChanged, this, &MainWindow::showRun);
  connect(&session_, &Session::surfaceChanged, this, [this] {
    if (session_.frame()) showRun();  // how far away the minimum is
  });
  connect(&session_, &Session::speedChanged, this, [this] { transport_->showSpeed(session_.speed()); });
  connect(&session_, &Session::failed, this, &MainWindow::complain);
  connectDuel();
  connectRace();
  connectBoxes();
  connect(&session_, &Session::settingTaken, this, [this] { unsay(Notice::complaint); });
  connect(&session_, &Session::experimentChanged, this, &MainWindow::forgetWhatIsMended);
  connect(&session_, &Session::experimentChanged, this, &MainWindow::showDocument);
  connect(&session_, &Session::frameChanged, this, &MainWindow::showName);
  theme_.dark = darkSetting.get();
  setTextSize(normalText);
  showPage(pages_->indexOf(page_));
}

// The pages speak to the session until they are gone, and as a member it would go before them.
MainWindow::~MainWindow() { delete takeCentralWidget(); }

// The size that was chosen before comes once all is there: widgets that have not been shown do not take up
// another font.
void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  if (QApplication::font().pixelSize() == textSetting.get() || presenting_) return;
  QTimer::singleShot(0, this, [this] { setTextSize(textSetting.get()); });
}

void MainWindow::arrange() {
  auto* centre = new QWidget(this);
  auto* column = new QVBoxLayout(centre);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeTopRow());
  column->addWidget(pages_, 1);
  auto* messages = new QVBoxLayout;
  messages->setContentsMargins(8, 0, 8, 0);
  messages->addWidget(notice_);
  column->addLayout(messages);
  setCentralWidget(centre);
  arrangeStatusBar();
}

QWidget* MainWindow::makeTopRow() {
  auto* top = new QWidget(this);
  auto* row = new QHBoxLayout(top);
  row->setContentsMargins(16, 4, 8, 8);
  row->setSpacing(4);
  makePageButtons();
  for (QAbstractButton* button : pageButtons_->buttons()) row->addWidget(button);
  row->addSpacing(12);
  for (TransportBar* bar : transports()) row->addWidget(bar);
  row->addStretch(1);
  row->addWidget(themeButton_);
  row->addWidget(presentButton_);
  connect(themeButton_, &QToolButton::clicked, this, [this] { applyTheme(!theme_.dark); });
  connect(presentButton_, &QToolButton::clicked, this, &MainWindow::present);
  return top;
}

void MainWindow::arrangeStatusBar() {
  status_->setTextFormat(Qt::PlainText);
  status_->setObjectName(QStringLiteral("caption"));
  work_->setObjectName(QStringLiteral("caption"));
  progress_->setFixedWidth(120);
  progress_->setRange(0, 100);
  progress_->setTextVisible(false);
  cancel_->setObjectName(QStringLiteral("quiet"));
  cancel_->setText(tr("cancel"));
  cancel_->setFocusPolicy(Qt::TabFocus);
  statusBar()->setSizeGripEnabled(false);
  statusBar()->setContentsMargins(14, 0, 0, 0);
  statusBar()->addWidget(status_, 1);
  for (QWidget* widget :
       {static_cast<QWidget*>(work_), static_cast<QWidget*>(progress_), static_cast<QWidget*>(cancel_)})
    statusBar()->addPermanentWidget(widget);
  progressDelay_->setSingleShot(true);
  progressDelay_->setInterval(200);
  connect(progressDelay_, &QTimer::timeout, this, [this] { showWork(true); });
  showWork(false);
  connect(cancel_, &QToolButton::clicked, this,
          [this] { duels() ? duel_.cancelWork() : session_.cancelWork(); });
}

// In the order in which one learns: what a loss is, what it does, what changes with it, how it is descended,
// and a family of losses of its own.
void MainWindow::makePageButtons() {
  pages_->addWidget(losses_);
  pages_->addWidget(page_);
  for (const QString& title : {tr("Losses"), tr("Train"), tr("Duel"), tr("Race"), tr("Boxes")}) {
    auto* button = new QToolButton(this);
    const int index = static_cast<int>(pageButtons_->buttons().size());
    button->setObjectName(QStringLiteral("pageButton"));
    button->setText(title);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolTip(tr("Page %1 (Ctrl+%2)").arg(title).arg(index + 1));
    pageButtons_->addButton(button, index);
  }
  connect(pageButtons_, &QButtonGroup::idClicked, this, &MainWindow::showPage);
  connect(losses_, &LossesPage::exampleWanted, this,
          [this](std::size_t index, const Choice& loss) { openExample(index, loss); });
  connect(page_, &TrainPage::exampleWanted, this, [this](std::size_t index) { openExample(index); });
  connect(page_, &TrainPage::compareWanted, this, &MainWindow::compare);
  connect(losses_, &LossesPage::told, this, [this](const QString& message) {
    message.isEmpty() ? unsay(Notice::complaint) : complain(message);
  });
}

void MainWindow::makeLatePages() {
  if (duelPage_) return;
  makeDuelPage();
  makeRacePage();
  makeBoxesPage();
  acceptFiles();
}

void MainWindow::makeDuelPage() {
  duelPage_ = new DuelPage(duel_, this);
  pages_->insertWidget(duelPlace, duelPage_);
  duelPage_->setTheme(theme_);
  duelPage_->setPresenting(presenting_);
  connect(duelPage_, &DuelPage::closeUpWanted, this, &MainWindow::showCloseUp);
}

void MainWindow::makeRacePage() {
  racePage_ = new RacePage(race_, this);
  pages_->insertWidget(racePlace, racePage_);
  racePage_->setTheme(theme_);
  racePage_->setPresenting(presenting_);
}

void MainWindow::makeBoxesPage() {
  boxesPage_ = new BoxesPage(boxes_, this);
  pages_->insertWidget(boxesPlace, boxesPage_);
  boxesPage_->setTheme(theme_);
  boxesPage_->setPresenting(presenting_);
  connect(boxesPage_, &BoxesPage::told, this, &MainWindow::complain);
  connect(boxesPage_, &BoxesPage::viewChanged, this, &MainWindow::showTransport);
}

void MainWindow::showPage(int index) {
  if (index >= duelPlace) makeLatePages();
  if (index == duelPlace && duel_.isEmpty()) openFirstDuel();
  if (index == racePlace && race_.plan().entrants.empty()) race_.open(defaultRace());
  if (index == boxesPlace && boxes_.isEmpty()) boxes_.open(defaultBoxRace());
  if (pages_->currentIndex() != index && (isApart() || index >= duelPlace)) unsay(Notice::complaint);
  pages_->setCurrentIndex(index);
  for (int i = 0; i < pages_->count(); ++i)  // the other one must not ask for room
    pages_->widget(i)->setSizePolicy(i == index ? QSizePolicy::Preferred : QSizePolicy::Ignored,
                                     i == index ? QSizePolicy::Preferred : QSizePolicy::Ignored);
  if (presenting_) setTextSize(textBeforePresenting_ + presentationGain);
  pageButtons_->button(index)->setChecked(true);
  showTransport();
  shownPage()->focusView();
}

bool MainWindow::races() const { return racePage_ && shownPage() == racePage_; }
bool MainWindow::duels() const { return duelPage_ && shownPage() == duelPage_; }
bool MainWindow::simulates() const { return showsBoxes() && boxesPage_->view() == BoxesView::simulation; }
bool MainWindow::showsBoxes() const { return boxesPage_ && shownPage() == boxesPage_; }

Playable& MainWindow::played() {
  if (races()) return race_;
  if (duels()) return duel_;
  if (simulates()) return boxesPage_->simulation();
  if (showsBoxes()) return boxes_;
  return session_;
}

TransportBar& MainWindow::transport() const {
  return *(races() ? raceTransport_ : duels() ? duelTransport_ : showsBoxes() ? boxesTransport_ : transport_);
}

std::vector<TransportBar*> MainWindow::transports() const {
  return {transport_, duelTransport_, raceTransport_, boxesTransport_};
}

std::vector<Page*> MainWindow::allPages() const {
  std::vector<Page*> all{losses_, page_};
  if (duelPage_) all.push_back(duelPage_);
  if (racePage_) all.push_back(racePage_);
  if (boxesPage_) all.push_back(boxesPage_);
  return all;
}

void MainWindow::showTransport() {
  notice_->setKeepsRoom(!presenting_ && !races() && !showsBoxes());
  // The others go before one comes: both at once would make the window wider.
  for (TransportBar* bar : transports())
    if (bar != &transport()) bar->hide();
  transport().setVisible(!simulates());
  undo_->setEnabled(played().canUndo());
  redo_->setEnabled(played().canRedo());
  if (races())
    showRace();
  else if (duels())
    showDuel();
  else if (showsBoxes())
    showBoxes();
  else if (session_.frame())
    showRun();
  showDocument();
}

Page* MainWindow::shownPage() const { return static_cast<Page*>(pages_->currentWidget()); }

void MainWindow::applyTheme(bool dark) {
  theme_ = Theme::make(dark);
  darkSetting.set(dark);
  QApplication::setPalette(theme_.palette);
  qApp->setStyleSheet(theme_.styleSheet);
  for (Page* page : allPages()) page->setTheme(theme_);
  for (TransportBar* bar : transports()) bar->setTheme(theme_);
  notice_->setTheme(theme_);
  const int iconSize = theme_.iconSize();
  for (QToolButton* button : {themeButton_, presentButton_}) button->setIconSize({iconSize, iconSize});
  themeButton_->setIcon(themedIcon(QStringLiteral("theme"), theme_.icon, theme_.disabledIcon));
  presentButton_->setIcon(themedIcon(QStringLiteral("present"), theme_.icon, theme_.disabledIcon));
}

void MainWindow::setTextSize(int pixels) {
  QFont font = QApplication::font();
  const int each = presenting_ && shownPage() != losses_ ? widthToPresent : widthForText;
  const int most = (presenting_ ? screen()->size().width() : width()) / each;
  font.setPixelSize(std::clamp(pixels, smallestText, std::clamp(most, normalText, largestText)));
  QApplication::setFont(font);
  applyTheme(theme_.dark);
  // What a page's row of buttons wants depends on the page and on the language.
  const auto isTooWide = [this] {
    return centralWidget()->minimumSizeHint().width() > screen()->size().width();
  };
  while (presenting_ && font.pixelSize() > normalText && isTooWide()) {
    font.setPixelSize(font.pixelSize() - 1);
    QApplication::setFont(font);
    applyTheme(theme_.dark);
  }
}

void MainWindow::chooseTextSize(int pixels) {
  setTextSize(pixels);
  textSetting.set(QApplication::font().pixelSize());
}

// For a class: everything larger, nothing else on the screen.
void MainWindow::present() {
  const bool begins = !presenting_;
  presenting_ = begins;
  if (begins) textBeforePresenting_ = QApplication::font().pixelSize();
  setWindowState(begins ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
  notice_->setKeepsRoom(!begins && !races() && !showsBoxes());
  for (Page* page : allPages()) page->setPresenting(begins);
  for (TransportBar* bar : transports()) bar->setPresenting(begins);
  themeButton_->setVisible(!begins);
  setTextSize(begins ? textBeforePresenting_ + presentationGain : textBeforePresenting_);
}

// Shown only for work that takes long enough to be noticed: a bar that flashes says nothing.
void MainWindow::showProgress(const QString& what, std::optional<double> fraction) {
  work_->setText(what);
  if (fraction) {
    progress_->setValue(static_cast<int>(*fraction * 100));
    if (!progressDelay_->isActive() && progress_->isHidden()) progressDelay_->start();
    return;
  }
  progressDelay_->stop();
  showWork(false);
}

void MainWindow::showWork(bool shown) {
  work_->setVisible(shown);
  progress_->setVisible(shown);
  cancel_->setVisible(shown);
}

}  // namespace lossarium::ui
