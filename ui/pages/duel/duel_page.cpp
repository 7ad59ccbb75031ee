#include "ui/pages/duel/duel_page.h"

#include "ui/pages/data_editor.h"
#include "ui/pages/duel/duel_panel.h"
#include "ui/pages/duel/duel_scenes.h"
#include "ui/pages/duel/duel_tabs.h"
#include "ui/pages/duel/surface_grid.h"
#include "ui/pages/duel/verdict_words.h"
#include "ui/pages/run_marks.h"
#include "ui/pages/train/export.h"
#include "ui/plots/curve_chart.h"
#include "ui/plots/data_view.h"
#include "ui/session/duel_session.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/timeline.h"
#include "ui/widgets/view_frame.h"

#include <QLabel>

#include <cmath>
#include <utility>

namespace lossarium::ui {

DuelPage::DuelPage(DuelSession& session, QWidget* parent)
    : ColumnsPage(parent),
      session_(session),
      panel_(new DuelPanel(session, this)),
      surfaces_(new SurfaceGrid(this)),
      data_(new DataView(this)),
      curves_(new CurveChart(this)),
      dataFrame_(new ViewFrame(tr("Data and fits"), data_, this)),
      curveFrame_(new ViewFrame(tr("Curves"), curves_, this)),
      tabs_(new DuelTabs(session, this)),
      metric_(new ComboBox(this)),
      rows_(new ComboBox(this)),
      editor_(nullptr),
      verdict_(new QLabel(this)),
      timeline_(new Timeline(this)) {
  data_->setMinimumSize(240, 120);
  curves_->setMinimumSize(240, 108);
  verdict_->setObjectName(QStringLiteral("verdict"));
  verdict_->setAccessibleName(tr("Verdict"));
  verdict_->setWordWrap(true);
  verdict_->setContentsMargins(12, 0, 12, 4);
  arrange({.panel = panel_,
           .main = surfaces_,
           .right = {dataFrame_, curveFrame_, tabs_},
           .shares = {6, 4, 3},
           .below = timeline_,
           .rightShare = 0.46,
           .rightLeast = 33.5,
           .above = verdict_});
  addCurveControls();
  addExports();
  addEditor();
  connectSession();
  connectTimeline();
}

void DuelPage::addCurveControls() {
  metric_->setAccessibleName(tr("What the curves show"));
  metric_->setToolTip(
      tr("Each run's own loss, or one metric for all. Own losses have units of their own: where they differ, "
         "each is shown in multiples of what it was at the start."));
  metric_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  metric_->setMinimumContentsLength(9);
  metric_->addItem(tr("own loss"), QString());
  rows_->setAccessibleName(tr("On which rows"));
  rows_->setToolTip(tr("On which rows: those that were learnt from, or others"));
  rows_->addItem(tr("training"), static_cast<int>(CurveRows::training));
  curveFrame_->addControl(metric_);
  curveFrame_->addControl(rows_);
  connect(metric_, &QComboBox::activated, this, [this] {
    session_.wantCurve(metric_->currentData().toString().toStdString());
    showCurves();
  });
  connect(rows_, &QComboBox::activated, this, &DuelPage::showCurves);
}

void DuelPage::addExports() {
  addPictureExports(dataFrame_, tr("fits"),
                    [this](QPainter& painter, const QRectF& area, bool) { data_->paintTo(painter, area); });
  addPictureExports(curveFrame_, tr("curves"),
                    [this](QPainter& painter, const QRectF& area, bool) { curves_->paintTo(painter, area); });
  addTableExport(curveFrame_, tr("curves"),
                 [this] { return session_.frame() ? duelCurveTable(*session_.frame()) : std::string(); });
}

void DuelPage::addEditor() {
  editor_ = new DataEditor(session_, *data_, *dataFrame_);
  connect(&session_, &DuelSession::problemsChanged, editor_, &DataEditor::followProblem);
  connect(&session_, &DuelSession::frameChanged, editor_, &DataEditor::sendWhatWaits);
  connect(&session_, &DuelSession::failed, editor_, &DataEditor::snapBack);
  connect(&session_, &DuelSession::undoChanged, editor_, &DataEditor::forgetWhatWaits);
  const auto redraw = [this] {
    if (session_.frame()) showFits();
  };
  connect(editor_, &DataEditor::redrawWanted, this, redraw);
  connect(data_, &DataView::gestureEnded, this, redraw);
}

void DuelPage::connectSession() {
  connect(&session_, &DuelSession::surfacesChanged, this, &DuelPage::showSurfaces);
  connect(&session_, &DuelSession::frameChanged, this, &DuelPage::showFrame);
  connect(&session_, &DuelSession::curvesChanged, this, &DuelPage::showCurves);
  connect(&session_, &DuelSession::problemsChanged, this, &DuelPage::offerCurves);
  connect(&session_, &DuelSession::chosenChanged, this, [this] {
    if (session_.frame()) showFrame();
  });
  connect(&session_, &DuelSession::opened, this, [this] { surfaces_->openAtHome(); });
  connect(surfaces_, &SurfaceGrid::changed, this, [this] {
    showSurfaces();
    showCurves();
  });
  connect(surfaces_, &SurfaceGrid::picked, &session_, &DuelSession::choose);
  connect(panel_, &DuelPanel::closeUpWanted, this, &DuelPage::closeUpWanted);
  connect(curves_, &CurveChart::picked, &session_,
          [this](double epoch) { session_.goTo(std::llround(epoch)); });
}

void DuelPage::connectTimeline() {
  connect(timeline_, &Timeline::sought, &session_,
          [this](double epoch) { session_.goTo(std::llround(epoch)); });
  connect(timeline_, &Timeline::headWanted, &session_, [this] { session_.goToHead(); });
  connect(timeline_, &Timeline::startWanted, &session_, [this] { session_.goTo(0); });
  connect(timeline_, &Timeline::batchStepped, &session_,
          [this](int direction) { direction > 0 ? session_.stepBatch() : session_.stepBackBatch(); });
  connect(timeline_, &Timeline::epochStepped, &session_,
          [this](int direction) { direction > 0 ? session_.stepEpoch() : session_.stepBackEpoch(); });
}

// The task's metrics and the rows that there are; a choice stays where it still can be made.
void DuelPage::offerCurves() {
  const Problem& problem = *session_.problems().front();
  const QVariant metric = metric_->currentData(), rows = rows_->currentData();
  metric_->clear();
  metric_->addItem(tr("own loss"), QString());
  std::vector<Metric> metrics = metricsFor(problem);
  for (const Metric& each : metrics) {
    const QString title = QString::fromStdString(each.spec.title);
    if (each.spec.whyNot.empty()) metric_->addItem(title, QString::fromStdString(each.spec.id));
  }
  metric_->setCurrentIndex(std::max(0, metric_->findData(metric)));
  rows_->clear();
  rows_->addItem(tr("training"), static_cast<int>(CurveRows::training));
  if (problem.validation) rows_->addItem(tr("validation"), static_cast<int>(CurveRows::validation));
  if (problem.test && problem.experiment.split.testOpened)
    rows_->addItem(tr("test"), static_cast<int>(CurveRows::test));
  rows_->setCurrentIndex(std::max(0, rows_->findData(rows)));
  if (metric_->currentData() != metric) session_.wantCurve({});
}

CurveRows DuelPage::curveRows() const { return static_cast<CurveRows>(rows_->currentData().toInt()); }

void DuelPage::showSurfaces() {
  const auto surfaces = session_.surfaces();
  const auto frame = session_.frame();
  if (!surfaces) return;
  const std::size_t runs = session_.plan().contenders.size();
  std::vector<NamedSurface> cells;
  for (std::size_t g = 0; g < surfaces->groups.size(); ++g) {
    const SurfaceGroup& group = surfaces->groups[g];
    if (!surfaces->results[g] || group.back() >= runs) return;
    const bool fits = frame && frame->runs.size() > group.back();
    NamedSurface cell;
    cell.scene = groupScene(*surfaces->results[g], group, fits ? frame.get() : nullptr, session_.chosen(),
                            theme_.plots, surfaces_->isLogarithmic(), surfaces->groups.size() > 1);
    cell.name = groupName(session_.plan(), group);
    cell.runs = group;
    cells.push_back(std::move(cell));
  }
  const bool several = cells.size() > 1;
  surfaces_->setTitle(several ? tr("Loss surfaces, over the same plane") : tr("Loss surface"),
                      tr("Surfaces"));
  const SurfaceScene& first = cells.front().scene;
  surfaces_->setCaption(several ? tr("All over %1 and %2, in the same ranges; each height in its own unit.")
                                      .arg(first.aTitle, first.bTitle)
                                : QString());
  surfaces_->setScenes(std::move(cells));
}

void DuelPage::showFrame() {
  showSurfaces();
  showFits();
  showCurves();
  showVerdict();
  tabs_->showFrame();
  timeline_->setScene(duelTimeline(*session_.frame()));
}

void DuelPage::showFits() {
  const DuelFrame& frame = *session_.frame();
  if (session_.chosen() >= frame.runs.size()) return;
  const QString caption = lossarium::ui::showFits(*data_, frame, session_.chosen(), theme_.plots);
  data_->setToolTip(caption);
  dataFrame_->setTitle(frame.runs.size() > 1
                           ? tr("Data and fits; residuals of %1").arg(runLetter(session_.chosen()))
                           : tr("Data and fit"),
                       tr("Data and fits"));
}

// The own losses until the metric that was chosen is there.
void DuelPage::showCurves() {
  const auto frame = session_.frame();
  if (!frame || frame->runs.size() != session_.plan().contenders.size()) return;
  const auto& curves = session_.curves();
  const bool logarithmic = surfaces_->isLogarithmic();
  const bool isMetric = !metric_->currentData().toString().isEmpty() && curves.size() == frame->runs.size();
  curves_->setScene(
      isMetric ? metricCurves(session_.plan(), *frame, curves, curveRows(), theme_.plots, logarithmic)
               : ownLossCurves(session_.plan(), *frame, curveRows(), theme_.plots, logarithmic));
}

void DuelPage::showVerdict() {
  const DuelFrame& frame = *session_.frame();
  verdict_->setText(verdictWords(session_.plan(), frame));
  const QString hint = yardstickHint(frame.verdict);
  verdict_->setToolTip(tr("Computed at this moment; what counts is %1.").arg(hint));
}

void DuelPage::toggleLogarithmic() { surfaces_->toggleLogarithmic(); }
void DuelPage::toggleContour() { surfaces_->toggleContour(); }
void DuelPage::home() { surfaces_->home(); }
void DuelPage::top() { surfaces_->top(); }
void DuelPage::focusView() { surfaces_->focusView(); }

void DuelPage::setPresenting(bool presenting) {
  ColumnsPage::setPresenting(presenting);
  panel_->setPresenting(presenting);
}

void DuelPage::setTheme(const Theme& theme) {
  theme_ = theme;
  panel_->setTheme(theme);
  surfaces_->setTheme(theme);
  data_->setPlotStyle(theme.plots);
  curves_->setPlotStyle(theme.plots);
  timeline_->setTheme(theme);
  for (ViewFrame* frame : {dataFrame_, curveFrame_}) frame->setTheme(theme);
  tabs_->setTheme(theme);
  if (session_.frame()) showFrame();
  share();
}

}  // namespace lossarium::ui
