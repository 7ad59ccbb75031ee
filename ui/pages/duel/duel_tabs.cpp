#include "ui/pages/duel/duel_tabs.h"

#include "ui/pages/duel/duel_ledger.h"
#include "ui/pages/duel/duel_scenes.h"
#include "ui/pages/duel/matrix_table.h"
#include "ui/pages/ledger/ledger_table.h"
#include "ui/pages/ledger/ledger_words.h"
#include "ui/pages/train/export.h"
#include "ui/pages/train/test_seal.h"
#include "ui/plots/curve_chart.h"
#include "ui/session/duel_session.h"
#include "ui/shell/setting.h"
#include "ui/widgets/combo_box.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

const Setting<int> shownTab("duel/tab", 0);
constexpr int leastHeight = 168;

}  // namespace

DuelTabs::DuelTabs(DuelSession& session, QWidget* parent) : DuelTabs(session, new QStackedWidget, parent) {}

DuelTabs::DuelTabs(DuelSession& session, QStackedWidget* stack, QWidget* parent)
    : ViewFrame(tr("Details of the duel"), stack, parent),
      session_(session),
      stack_(stack),
      bar_(new QTabBar(this)),
      curves_(new CurveChart(this)),
      matrix_(new MatrixTable(this)),
      ledger_(new LedgerTable(this)),
      sentence_(new QLabel(this)),
      metric_(new ComboBox(this)),
      rows_(new ComboBox(this)),
      measure_(new ComboBox(this)),
      seal_(new TestSeal(this)) {
  bar_->setDrawBase(false);
  bar_->setExpanding(false);
  bar_->setUsesScrollButtons(false);
  bar_->setFocusPolicy(Qt::TabFocus);
  bar_->setAccessibleName(tr("Details of the duel"));
  setTitleWidget(bar_);
  stack_->setMinimumHeight(leastHeight);
  addTab(curves_, tr("Curves"),
         tr("The course of every run in one chart: its own loss, or one metric for all"));
  addTab(makeMatrix(), tr("Matrix"),
         tr("Every run in every metric: each loss wins its own game, and what it costs in the others’"));
  addTab(makeLedger(), tr("Ledger"),
         tr("What each training row costs each run: a share of its loss. A line under the pointer lights its "
            "point in the data view, and a point its line"));
  addControls();
  addExports();
  connect(bar_, &QTabBar::currentChanged, this, &DuelTabs::bringToFront);
  connect(bar_, &QTabBar::tabBarDoubleClicked, this, &DuelTabs::fillRequested);
  connect(&session_, &DuelSession::problemsChanged, this, &DuelTabs::offer);
  connect(&session_, &DuelSession::curvesChanged, this, &DuelTabs::showCurves);
  connect(matrix_, &MatrixTable::picked, &session_, &DuelSession::choose);
  connect(seal_, &TestSeal::opened, &session_, &DuelSession::openTest);
  connect(ledger_, &LedgerTable::rowHovered, this, &DuelTabs::rowHovered);
  connect(curves_, &CurveChart::picked, &session_,
          [this](double epoch) { session_.goTo(std::llround(epoch)); });
  bar_->setCurrentIndex(std::clamp(shownTab.get(), 0, bar_->count() - 1));
}

void DuelTabs::addTab(QWidget* page, const QString& title, const QString& hint) {
  page->setAccessibleName(title);
  stack_->addWidget(page);
  bar_->setTabToolTip(bar_->addTab(title), hint);
}

QWidget* DuelTabs::makeMatrix() {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(12, 0, 12, 0);
  column->setSpacing(4);
  auto* legend = new QLabel(tr("Rows are runs. ★ best of a measure; a ball: its own loss."), page);
  legend->setObjectName(QStringLiteral("caption"));
  legend->setWordWrap(true);
  column->addWidget(matrix_, 1);
  column->addWidget(legend);
  column->addWidget(seal_);
  seal_->hide();
  return page;
}

QWidget* DuelTabs::makeLedger() {
  auto* page = new QWidget(this);
  sentence_->setObjectName(QStringLiteral("ledgerSentence"));
  sentence_->setWordWrap(true);
  sentence_->setContentsMargins(16, 0, 16, 0);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 2, 0, 0);
  column->setSpacing(2);
  column->addWidget(sentence_);
  column->addWidget(ledger_, 1);
  return page;
}

void DuelTabs::addControls() {
  metric_->setAccessibleName(tr("What the curves show"));
  metric_->setToolTip(
      tr("Each run’s own loss, or one metric for all. Own losses have units of their own: where they differ, "
         "each is shown in multiples of what it was at the start."));
  metric_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  metric_->setMinimumContentsLength(8);
  metric_->addItem(tr("own loss"), QString());
  rows_->setAccessibleName(tr("On which rows"));
  rows_->setToolTip(tr("On which rows: those that were learnt from, or others"));
  rows_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  rows_->setMinimumContentsLength(7);
  rows_->addItem(tr("training"), static_cast<int>(CurveRows::training));
  measure_->setAccessibleName(tr("What the ledger shows"));
  measure_->setToolTip(
      tr("What a row costs, as a share of the loss, or how hard it pulls at the weights, as a share of all "
         "pulls: a robust loss lets a row cost and not pull"));
  measure_->addItem(tr("by loss"));
  measure_->addItem(tr("by pull"));
  for (ComboBox* box : {metric_, rows_, measure_}) addControl(box);
  connect(measure_, &QComboBox::activated, this, [this](int index) {
    ledger_->showPulls(index == 1);
    showFrame();
  });
  connect(metric_, &QComboBox::activated, this, [this] {
    session_.wantCurve(metric_->currentData().toString().toStdString());
    showCurves();
  });
  connect(rows_, &QComboBox::activated, this, [this] {
    rowsAreChosen_ = true;
    showFrame();
  });
}

void DuelTabs::addExports() {
  addPictureExports(this, tr("curves"),
                    [this](QPainter& painter, const QRectF& area, bool) { curves_->paintTo(painter, area); });
  addTableExport(this, tr("duel"), [this] { return csv(); });
  const auto copy = [this](const QString& text, const QString& what) {
    QGuiApplication::clipboard()->setText(text);
    QToolTip::showText(mapToGlobal(QPoint(width() / 2, 8)), what, this);
  };
  menu()->addAction(tr("Copy the matrix as CSV"), this, [this, copy] {
    copy(QString::fromStdString(matrix_->asCsv()), tr("The matrix was copied as CSV."));
  });
  menu()->addAction(tr("Copy the matrix as Markdown"), this,
                    [this, copy] { copy(matrix_->asMarkdown(), tr("The matrix was copied as Markdown.")); });
}

// Of the tab that is shown.
std::string DuelTabs::csv() const {
  const auto frame = session_.frame();
  if (!frame) return {};
  if (stack_->currentIndex() == matrixTab) return matrix_->asCsv();
  if (stack_->currentIndex() == ledgerTab) return ledgerCsv(ledgerEntries(*frame, theme_.plots));
  return duelCurveTable(*frame);
}

// The task's metrics; a choice stays where it still can be made.
void DuelTabs::offer() {
  const Problem& problem = *session_.problems().front();
  const QVariant chosen = metric_->currentData();
  metric_->clear();
  metric_->addItem(tr("own loss"), QString());
  for (const Metric& each : metricsFor(problem))
    if (each.spec.whyNot.empty())
      metric_->addItem(QString::fromStdString(each.spec.title), QString::fromStdString(each.spec.id));
  metric_->setCurrentIndex(std::max(0, metric_->findData(chosen)));
  if (metric_->currentData() != chosen) session_.wantCurve({});
  offerRows(problem);
}

// Rows that were not learnt from judge, where there are some. Test rows are on offer from the beginning, and
// sealed until somebody opens them.
void DuelTabs::offerRows(const Problem& problem) {
  const auto usual = problem.validation ? CurveRows::validation : CurveRows::training;
  const QVariant chosen = rowsAreChosen_ ? rows_->currentData() : QVariant(static_cast<int>(usual));
  rows_->clear();
  rows_->addItem(tr("training"), static_cast<int>(CurveRows::training));
  if (problem.validation) rows_->addItem(tr("validation"), static_cast<int>(CurveRows::validation));
  const bool opened = problem.experiment.split.testOpened;
  if (problem.test)
    rows_->addItem(opened ? tr("test (opened)") : tr("test (sealed)"), static_cast<int>(CurveRows::test));
  rowsAreChosen_ = rowsAreChosen_ && rows_->findData(chosen) >= 0;
  rows_->setCurrentIndex(std::max(0, rows_->findData(chosen)));
}

CurveRows DuelTabs::chosenRows() const { return static_cast<CurveRows>(rows_->currentData().toInt()); }

void DuelTabs::bringToFront(int index) {
  stack_->setCurrentIndex(index);
  shownTab.set(index);
  metric_->setVisible(index == curvesTab);
  rows_->setVisible(index != ledgerTab);
  measure_->setVisible(index == ledgerTab);
  askForWhatIsSeen();
  showFrame();
}

// What is not seen costs nothing.
void DuelTabs::askForWhatIsSeen() {
  session_.wantMatrix(isVisible() && stack_->currentIndex() == matrixTab);
  session_.wantLedgers(isVisible() && stack_->currentIndex() == ledgerTab);
}

void DuelTabs::showFrame() {
  const auto frame = session_.frame();
  if (!isVisible() || !frame || frame->runs.size() != session_.plan().contenders.size()) return;
  if (stack_->currentIndex() == curvesTab) showCurves();
  if (stack_->currentIndex() == matrixTab) showMatrix();
  if (stack_->currentIndex() == ledgerTab) showLedger();
}

// The own losses until the metric that was chosen is there.
void DuelTabs::showCurves() {
  const auto frame = session_.frame();
  if (!frame || frame->runs.size() != session_.plan().contenders.size()) return;
  const auto& curves = session_.curves();
  const bool isMetric = !metric_->currentData().toString().isEmpty() && curves.size() == frame->runs.size();
  CurveScene scene =
      isMetric ? metricCurves(session_.plan(), *frame, curves, chosenRows(), theme_.plots, logarithmic_)
               : ownLossCurves(session_.plan(), *frame, chosenRows(), theme_.plots, logarithmic_);
  const Problem& problem = *frame->runs.front()->problem;
  if (chosenRows() == CurveRows::test && !problem.experiment.split.testOpened)
    scene.emptyHint = tr("The test rows are sealed; the matrix opens them");
  curves_->setScene(std::move(scene));
}

void DuelTabs::showMatrix() {
  const auto frame = session_.frame();
  if (!frame->matrix) return;
  const Problem& problem = *frame->runs.front()->problem;
  const bool sealed = chosenRows() == CurveRows::test && !frame->matrix->test;
  if (sealed) seal_->showSealed(static_cast<qsizetype>(problem.rows.test.size()));
  seal_->setVisible(sealed);
  matrix_->setVisible(!sealed);
  if (!sealed) matrix_->showMatrix(session_.plan(), *frame->matrix, chosenRows(), session_.chosen());
}

void DuelTabs::showLedger() {
  const auto frame = session_.frame();
  const auto entries = ledgerEntries(*frame, theme_.plots);
  if (entries.size() != frame->runs.size()) return;  // they come with the next frame
  sentence_->setText(ledgerWords(session_.plan(), *frame, session_.chosen(), measure_->currentIndex() == 1));
  ledger_->show(entries);
}

void DuelTabs::light(int row) { ledger_->light(row); }

void DuelTabs::setLogarithmic(bool logarithmic) {
  logarithmic_ = logarithmic;
  showCurves();
}

void DuelTabs::showEvent(QShowEvent* event) {
  ViewFrame::showEvent(event);
  bringToFront(bar_->currentIndex());
}

void DuelTabs::hideEvent(QHideEvent* event) {
  ViewFrame::hideEvent(event);
  askForWhatIsSeen();
}

void DuelTabs::setTheme(const Theme& theme) {
  theme_ = theme;
  ViewFrame::setTheme(theme);
  curves_->setPlotStyle(theme.plots);
  matrix_->setTheme(theme);
  ledger_->setStyle(theme.plots);
  showFrame();
}

}  // namespace lossarium::ui
