#include "ui/pages/duel/duel_tabs.h"

#include "ui/pages/duel/duel_scenes.h"
#include "ui/pages/duel/matrix_table.h"
#include "ui/pages/train/export.h"
#include "ui/pages/train/tab_stack.h"
#include "ui/pages/train/test_seal.h"
#include "ui/session/duel_session.h"
#include "ui/widgets/combo_box.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QTabBar>
#include <QVBoxLayout>

namespace lossarium::ui {
namespace {

constexpr int leastHeight = 104;  // a heading and three runs: the pictures above have more need of the room

}  // namespace

DuelTabs::DuelTabs(DuelSession& session, QWidget* parent) : DuelTabs(session, new TabStack, parent) {}

DuelTabs::DuelTabs(DuelSession& session, TabStack* stack, QWidget* parent)
    : ViewFrame(tr("Details of the duel"), stack, parent),
      session_(session),
      stack_(stack),
      bar_(new QTabBar(this)),
      matrix_(new MatrixTable(this)),
      rows_(new ComboBox(this)),
      seal_(new TestSeal(this)) {
  bar_->setDrawBase(false);
  bar_->setExpanding(false);
  bar_->setUsesScrollButtons(false);
  bar_->setFocusPolicy(Qt::TabFocus);
  bar_->setAccessibleName(tr("Details of the duel"));
  setTitleWidget(bar_);
  stack_->setMinimumHeight(leastHeight);
  stack_->add(makeMatrix());
  bar_->addTab(tr("Matrix"));
  bar_->setTabToolTip(
      0, tr("Every run in every metric: each loss wins its own game, and what it costs in others"));
  addControl(rows_);
  connect(bar_, &QTabBar::currentChanged, this, [this](int index) {
    stack_->setCurrentIndex(index);
    askForWhatIsSeen();
  });
  connect(bar_, &QTabBar::tabBarDoubleClicked, this, &DuelTabs::fillRequested);
  connect(matrix_, &MatrixTable::picked, &session_, &DuelSession::choose);
  connect(seal_, &TestSeal::opened, &session_, &DuelSession::openTest);
  addTableExport(this, tr("matrix"), [this] { return matrix_->asCsv(); });
  menu()->addAction(tr("Copy as CSV"), this, [this] {
    QGuiApplication::clipboard()->setText(QString::fromStdString(matrix_->asCsv()));
  });
  menu()->addAction(tr("Copy as Markdown"), this,
                    [this] { QGuiApplication::clipboard()->setText(matrix_->asMarkdown()); });
}

QWidget* DuelTabs::makeMatrix() {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(12, 0, 12, 0);
  column->setSpacing(4);
  column->addWidget(matrix_, 1);
  column->addWidget(seal_);
  seal_->hide();
  page->setAccessibleName(tr("Matrix"));
  rows_->setAccessibleName(tr("Which rows judge"));
  rows_->setToolTip(tr("Which rows judge: those that were learnt from, or others"));
  rows_->addItem(tr("training"), static_cast<int>(CurveRows::training));
  connect(rows_, &QComboBox::activated, this, &DuelTabs::showMatrix);
  return page;
}

// Test rows are on offer from the beginning, and sealed until somebody opens them.
void DuelTabs::showMatrix() {
  const auto frame = session_.frame();
  if (!frame || !frame->matrix || frame->runs.size() != session_.plan().contenders.size()) return;
  const Problem& problem = *frame->runs.front()->problem;
  QStringList names{tr("training")};
  std::vector<CurveRows> parts{CurveRows::training};
  const auto offer = [&](bool there, const QString& name, CurveRows part) {
    if (!there) return;
    names << name;
    parts.push_back(part);
  };
  offer(problem.validation != nullptr, tr("validation"), CurveRows::validation);
  offer(problem.test != nullptr, tr("test"), CurveRows::test);
  if (rows_->count() != names.size()) {
    const int chosen = rows_->currentData().toInt();
    rows_->clear();
    for (int i = 0; i < names.size(); ++i)
      rows_->addItem(names[i], static_cast<int>(parts[static_cast<std::size_t>(i)]));
    rows_->setCurrentIndex(std::max(0, rows_->findData(chosen)));
  }
  const auto part = static_cast<CurveRows>(rows_->currentData().toInt());
  const bool sealed = part == CurveRows::test && !frame->matrix->test;
  if (sealed) seal_->showSealed(static_cast<qsizetype>(problem.rows.test.size()));
  seal_->setVisible(sealed);
  matrix_->setVisible(!sealed);
  if (!sealed) matrix_->showMatrix(session_.plan(), *frame->matrix, part, session_.chosen());
}

void DuelTabs::showFrame() {
  if (isVisible()) showMatrix();
}

// What is not seen costs nothing.
void DuelTabs::askForWhatIsSeen() { session_.wantMatrix(isVisible() && stack_->currentIndex() == 0); }

void DuelTabs::showEvent(QShowEvent* event) {
  ViewFrame::showEvent(event);
  askForWhatIsSeen();
}

void DuelTabs::hideEvent(QHideEvent* event) {
  ViewFrame::hideEvent(event);
  askForWhatIsSeen();
}

void DuelTabs::setTheme(const Theme& theme) {
  ViewFrame::setTheme(theme);
  matrix_->setTheme(theme);
  showFrame();
}

}  // namespace lossarium::ui
