#include "ui/pages/train/run_tabs.h"

#include "ui/pages/train/diagnosis_tab.h"
#include "ui/pages/train/export.h"
#include "ui/pages/train/ledger_tab.h"
#include "ui/pages/train/metrics_tab.h"
#include "ui/pages/train/network_tab.h"
#include "ui/pages/train/numbers_panel.h"
#include "ui/pages/train/sharpness_tab.h"
#include "ui/pages/train/state_tab.h"
#include "ui/pages/train/step_tab.h"
#include "ui/pages/train/sweep_tab.h"
#include "ui/pages/train/tab_stack.h"
#include "ui/session/session.h"
#include "ui/shell/application_style.h"
#include "ui/shell/setting.h"

#include <QApplication>
#include <QMenu>
#include <QTabBar>

#include <algorithm>
#include <utility>

namespace lossarium::ui {
namespace {

const Setting<QString> shownTab("train/tab", {});

/// In the order in which they stand.
std::vector<RunTab*> makeTabs(Session& session, QWidget* parent) {
  return {new NumbersPanel(parent),
          new MetricsTab(session, parent),
          new LedgerTab(session, parent),
          new DiagnosisTab(session, parent),
          new NetworkTab(session, parent),
          new StepTab(session, parent),
          new StateTab(parent),
          new SharpnessTab(session, parent),
          new SweepTab(session, parent)};
}

}  // namespace

RunTabs::RunTabs(Session& session, QWidget* parent) : RunTabs(session, new TabStack, parent) {}

RunTabs::RunTabs(Session& session, TabStack* stack, QWidget* parent)
    : ViewFrame(tr("details of the run"), stack, parent), stack_(stack), bar_(new QTabBar(this)) {
  bar_->setDrawBase(false);
  bar_->setExpanding(false);
  bar_->setUsesScrollButtons(false);  // all are seen: that is how narrow the view may become
  bar_->setFocusPolicy(Qt::TabFocus);
  bar_->setAccessibleName(tr("Details of the run"));
  setTitleWidget(bar_);
  for (RunTab* tab : makeTabs(session, this)) add(tab);
  connect(bar_, &QTabBar::currentChanged, this, &RunTabs::bringToFront);
  connect(bar_, &QTabBar::tabBarClicked, this, [this] { pressedFolded_ = stack_->isHidden(); });
  connect(
      bar_, &QTabBar::tabBarClicked, this,
      [this] {
        if (pressedFolded_ && stack_->isHidden()) emit fillRequested();
      },
      Qt::QueuedConnection);  // the bar has turned to the tab by then
  connect(bar_, &QTabBar::tabBarDoubleClicked, this, [this] {
    if (!std::exchange(pressedFolded_, false)) emit fillRequested();  // else its first click has done it
  });
  select(shownTab.get());
  addCopy(this, [this] { return asText(); });
  addTableExport(this, tr("ledger"), [this] { return ledger_->csv(); });
  saveLedger_ = menu()->actions().back();
  menu()->addAction(tr("Fill the window, and back"), this, &ViewFrame::fillRequested);
  showFillButton(false);  // the tabs need its room
  saveLedger_->setVisible(shown() == ledger_);
}

void RunTabs::add(RunTab* tab) {
  tab->setAccessibleName(tab->title());
  stack_->add(tab);
  tabs_.push_back(tab);
  const int index = bar_->addTab(tab->title());
  bar_->setTabToolTip(index, tab->hint());
  if (auto* sharpness = qobject_cast<SharpnessTab*>(tab))
    connect(sharpness, &SharpnessTab::exampleWanted, this, &RunTabs::exampleWanted);
  if (auto* ledger = qobject_cast<LedgerTab*>(tab)) connectLedger(ledger);
}

bool RunTabs::select(const QString& title) {
  const auto found =
      std::find_if(tabs_.begin(), tabs_.end(), [&](const RunTab* tab) { return tab->title() == title; });
  if (found == tabs_.end()) return false;
  bar_->setCurrentIndex(static_cast<int>(found - tabs_.begin()));
  return true;
}

void RunTabs::bringToFront(int index) {
  stack_->setCurrentIndex(index);
  shownTab.set(shown()->title());
  if (saveLedger_) saveLedger_->setVisible(shown() == ledger_);
  refresh();
}

RunTab* RunTabs::shown() const { return tabs_[static_cast<std::size_t>(stack_->currentIndex())]; }

void RunTabs::showFrame(const std::shared_ptr<const RunFrame>& frame) {
  frame_ = frame;
  refresh();
}

// The bar alone has the room of small text, whatever the window's size is.
void RunTabs::setFolded(bool folded) {
  if (!std::exchange(folded_, folded) && !folded) return;
  stack_->setVisible(!folded);
  const int size = std::min(QApplication::font().pixelSize(), normalText) - 1;
  bar_->setStyleSheet(folded ? QStringLiteral("QTabBar { font-size: %1px; }").arg(size) : QString());
  setMaximumHeight(folded ? minimumSizeHint().height() : QWIDGETSIZE_MAX);
  if (!folded) refresh();
}

void RunTabs::refresh() {
  if (frame_ && stack_->isVisible()) shown()->showFrame(*frame_);
}

void RunTabs::connectLedger(LedgerTab* ledger) {
  ledger_ = ledger;
  connect(ledger, &LedgerTab::rowHovered, this, [this](int row) { emit pointHovered(pointOf(row)); });
  connect(ledger, &LedgerTab::rowPicked, this, &RunTabs::explainRow);
}

// Training points come first in the data view, and are those rows that are shown.
int RunTabs::trainingRowOf(int point) const {
  const bool training = frame_ && point >= 0 && point < frame_->trainingPrediction.rows();
  return training ? static_cast<int>(point * frame_->shownStride) : -1;
}

int RunTabs::pointOf(int trainingRow) const {
  const bool drawn = frame_ && trainingRow >= 0 && trainingRow % frame_->shownStride == 0;
  return drawn ? static_cast<int>(trainingRow / frame_->shownStride) : -1;
}

void RunTabs::followPoint(int index) { explainRow(trainingRowOf(index)); }

void RunTabs::lightPoint(int index) { ledger_->light(trainingRowOf(index)); }

void RunTabs::explainRow(int trainingRow) {
  if (!frame_) return;
  for (RunTab* tab : tabs_)
    if (auto* step = qobject_cast<StepTab*>(tab))
      step->chooseRow(trainingRow >= 0 ? std::optional<Index>(trainingRow) : std::nullopt);
}

void RunTabs::showEvent(QShowEvent* event) {
  ViewFrame::showEvent(event);
  refresh();
}

void RunTabs::setTheme(const Theme& theme) {
  ViewFrame::setTheme(theme);
  for (RunTab* tab : tabs_) tab->setTheme(theme);
}

QString RunTabs::asText() const { return shown()->asText(); }

}  // namespace lossarium::ui
