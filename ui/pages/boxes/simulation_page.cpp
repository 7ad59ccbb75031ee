#include "ui/pages/boxes/simulation_page.h"

#include "ui/pages/boxes/findings_card.h"
#include "ui/pages/boxes/simulation_map.h"
#include "ui/pages/boxes/simulation_panel.h"
#include "ui/pages/boxes/simulation_scenes.h"
#include "ui/pages/boxes/simulation_table.h"
#include "ui/pages/boxes/simulation_words.h"
#include "ui/pages/train/export.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/view_frame.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace lossarium::ui {
namespace {

constexpr double rightLeast = 36.5;  // in sizes of the font: the table's columns
constexpr int progressWidth = 160;
constexpr double findingsShare = 0.23;  // of the height, at most

}  // namespace

SimulationPage::SimulationPage(SimulationSession& session, QWidget* parent)
    : ColumnsPage(parent),
      session_(session),
      panel_(new SimulationPanel(session, this)),
      map_(new SimulationMap(this)),
      curves_(new CurveChart(this)),
      table_(new SimulationTable(this)),
      findings_(new FindingsCard(this)),
      curveFrame_(new ViewFrame(tr("Total error"), curves_, this)),
      tableFrame_(new ViewFrame(tr("Results"), makeResults(), this)),
      state_(new ElidedLabel(8, {}, this)),
      progress_(new QProgressBar(this)),
      cancel_(new QToolButton(this)) {
  curves_->setMinimumSize(240, 120);
  arrange({.panel = panel_,
           .main = map_,
           .right = {curveFrame_, tableFrame_},
           .shares = {1, 0},
           .below = makeBelow(),
           .rightShare = 0.46,
           .rightLeast = rightLeast});
  addControls();
  addExports();
  connectSession();
  showResults();
  showState();
}

QWidget* SimulationPage::makeResults() {
  auto* results = new QWidget(this);
  auto* column = new QVBoxLayout(results);
  column->setContentsMargins(12, 0, 12, 0);
  column->addWidget(table_);
  column->addStretch(1);
  return results;
}

/// What it comes to, and what goes on.
QWidget* SimulationPage::makeBelow() {
  auto* below = new QWidget(this);
  auto* column = new QVBoxLayout(below);
  column->setContentsMargins(0, 4, 0, 0);
  column->setSpacing(0);
  column->addWidget(findings_);
  column->addWidget(makeStrip());
  return below;
}

QWidget* SimulationPage::makeStrip() {
  auto* strip = new QWidget(this);
  auto* row = new QHBoxLayout(strip);
  row->setContentsMargins(16, 2, 8, 6);
  row->setSpacing(12);
  state_->setObjectName(QStringLiteral("caption"));
  state_->setAccessibleName(tr("State of the simulation"));
  state_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  progress_->setTextVisible(false);
  progress_->setRange(0, 1000);
  progress_->setFixedWidth(progressWidth);
  progress_->setAccessibleName(tr("Progress of the simulation"));
  cancel_->setObjectName(QStringLiteral("quiet"));
  cancel_->setText(tr("Cancel"));
  cancel_->setAccessibleName(tr("Cancel the simulation"));
  cancel_->setToolTip(tr("Stops at once; losses that have run stay"));
  cancel_->setFocusPolicy(Qt::TabFocus);
  row->addWidget(state_, 1);
  row->addWidget(progress_);
  row->addWidget(cancel_);
  strip->setMinimumHeight(cancel_->sizeHint().height() + 8);  // nothing moves when it comes and goes
  connect(cancel_, &QToolButton::clicked, &session_, &SimulationSession::cancel);
  return strip;
}

void SimulationPage::addControls() {
  logarithmic_ =
      curveFrame_->addToggle(tr("Logarithmic curves"), tr("Error on a logarithmic scale (L)"), true);
  logarithmic_->setObjectName(QStringLiteral("quiet"));
  logarithmic_->setText(tr("log"));
  logarithmic_->setChecked(true);
  connect(logarithmic_, &QToolButton::toggled, this, &SimulationPage::showCurves);
}

void SimulationPage::addExports() {
  addPictureExports(curveFrame_, tr("total-error"),
                    [this](QPainter& painter, const QRectF& area, bool) { curves_->paintTo(painter, area); });
  addCopy(tableFrame_, [this] { return table_->asText() + QLatin1Char('\n') + findings_->asText(); });
  for (ViewFrame* frame : {curveFrame_, tableFrame_})
    addTableExport(frame, tr("total-error"), [this] { return totalErrorCsv(session_.results().get()); });
}

void SimulationPage::connectSession() {
  connect(&session_, &SimulationSession::resultsChanged, this, &SimulationPage::showResults);
  connect(&session_, &SimulationSession::resultsChanged, this, &SimulationPage::showState);
  connect(&session_, &SimulationSession::stateChanged, this, &SimulationPage::showState);
  connect(&session_, &SimulationSession::planChanged, this, &SimulationPage::showState);
  connect(map_, &SimulationMap::picked, this, &SimulationPage::follow);
  connect(table_, &SimulationTable::picked, this, &SimulationPage::follow);
}

void SimulationPage::follow(std::size_t place) {
  followed_ = place;
  table_->follow(place);
  map_->showResults(session_.results(), place);
}

// A loss that is not among the results gives its map to the first that is, and has it back when it comes.
void SimulationPage::showResults() {
  showCurves();
  const auto results = session_.results();
  if (!results) return map_->showResults(nullptr, followed_);
  const bool missing = !results->at(followed_) && !results->losses.empty();
  const std::size_t shown = missing ? results->losses.front().place : followed_;
  table_->showResults(*results);
  table_->follow(shown);
  map_->showResults(results, shown);
  findings_->showFindings(simulationFindings(*results));
}

void SimulationPage::showCurves() {
  curves_->setScene(errorCurves(session_.results().get(), theme_.plots, logarithmic_->isChecked()));
}

void SimulationPage::showState() {
  state_->setText(stateText(session_));
  progress_->setVisible(session_.isRunning());
  cancel_->setVisible(session_.isRunning());
  progress_->setValue(static_cast<int>(1000 * session_.progress()));
}

// One view has the room for itself.
void SimulationPage::showFrames() {
  ColumnsPage::showFrames();
  findings_->setVisible(!isFilled() && !findings_->asText().isEmpty());
}

void SimulationPage::resizeEvent(QResizeEvent* event) {
  findings_->setMostHeight(qRound(findingsShare * height()));
  ColumnsPage::resizeEvent(event);
}

void SimulationPage::showEvent(QShowEvent* event) {
  ColumnsPage::showEvent(event);
  session_.begin();
}

// Both views follow, whichever was another way.
void SimulationPage::toggleLogarithmic() {
  const bool logarithmic = !map_->isLogarithmic();
  map_->setLogarithmic(logarithmic);
  logarithmic_->setChecked(logarithmic);
}

void SimulationPage::toggleContour() { map_->toggleContour(); }
void SimulationPage::home() { map_->home(); }
void SimulationPage::top() { map_->top(); }
void SimulationPage::focusView() { map_->focusView(); }
void SimulationPage::setAnimated(bool animated) { map_->setAnimated(animated); }

void SimulationPage::setPresenting(bool presenting) {
  ColumnsPage::setPresenting(presenting);
  panel_->setPresenting(presenting);
}

void SimulationPage::setTheme(const Theme& theme) {
  theme_ = theme;
  panel_->setTheme(theme);
  map_->setTheme(theme);
  curves_->setPlotStyle(theme.plots);
  table_->setStyle(theme.plots);
  for (ViewFrame* frame : {curveFrame_, tableFrame_}) frame->setTheme(theme);
  showResults();
  share();
}

}  // namespace lossarium::ui
