#include "ui/pages/race/race_page.h"

#include "ui/pages/race/race_panel.h"
#include "ui/pages/race/race_table.h"
#include "ui/pages/surface_pane.h"
#include "ui/pages/timeline_wishes.h"
#include "ui/pages/train/export.h"
#include "ui/session/race_session.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/view_frame.h"
#include "ui/widgets/words.h"

#include <QLabel>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double rightLeast = 36.5;  // in sizes of the font: the table's columns

}  // namespace

RacePage::RacePage(RaceSession& session, QWidget* parent)
    : ColumnsPage(parent),
      session_(session),
      panel_(new RacePanel(session, this)),
      surface_(new SurfacePane(tr("Race"), {}, this)),
      curves_(new CurveChart(this)),
      table_(new RaceTable(this)),
      curveFrame_(new ViewFrame(tr("Progress"), curves_, this)),
      verdict_(new QLabel(this)),
      details_(new QLabel(this)),
      tableFrame_(new ViewFrame(tr("Standings"), makeStandings(), this)),
      curve_(new ComboBox(this)),
      timeline_(new Timeline(this)) {
  curves_->setMinimumSize(240, 120);
  arrange({.panel = panel_,
           .main = surface_,
           .right = {curveFrame_, tableFrame_},
           .shares = {6, 5},
           .below = timeline_,
           .rightLeast = rightLeast});
  addCurveChoice();
  addExports();
  connectSession();
  connectWishes(*timeline_, session_);
}

// The table, and below it what it comes to.
QWidget* RacePage::makeStandings() {
  auto* standings = new QWidget(this);
  auto* column = new QVBoxLayout(standings);
  column->setContentsMargins(12, 0, 12, 0);
  column->addWidget(table_, 1);
  for (QLabel* label : {verdict_, details_}) {
    column->addWidget(label);
    label->setObjectName(QStringLiteral("caption"));
    label->setWordWrap(true);
    label->setContentsMargins(4, 0, 4, 0);
  }
  verdict_->setAccessibleName(tr("Verdict"));
  details_->setAccessibleName(tr("The one that is followed"));
  return standings;
}

void RacePage::addCurveChoice() {
  curve_->addItem(tr("loss above least"));
  curve_->addItem(tr("distance"));
  curve_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  curve_->setAccessibleName(tr("What the curves show"));
  curve_->setToolTip(tr("What the curves show"));
  curveFrame_->addControl(curve_);
  connect(curve_, &QComboBox::activated, this, &RacePage::showCurves);
}

void RacePage::addExports() {
  addPictureExports(curveFrame_, tr("curves"),
                    [this](QPainter& painter, const QRectF& area, bool) { curves_->paintTo(painter, area); });
  addCopy(tableFrame_, [this] { return table_->asText(); });
  for (ViewFrame* frame : {curveFrame_, tableFrame_})
    addTableExport(frame, tr("race"),
                   [this] { return session_.frame() ? raceTableCsv(*session_.frame()) : std::string(); });
}

void RacePage::connectSession() {
  connect(&session_, &RaceSession::surfaceChanged, this, &RacePage::showSurface);
  connect(&session_, &RaceSession::frameChanged, this, &RacePage::showFrame);
  connect(surface_, &SurfacePane::changed, this, &RacePage::showSurface);
  connect(surface_, &SurfacePane::startPicked, &session_, &RaceSession::startAt);
  connect(surface_, &SurfacePane::startDragged, &session_, &RaceSession::dragStart);
  connect(surface_, &SurfacePane::momentPicked, &session_, [this](qint64 step) { session_.goTo(step); });
  connect(surface_, &SurfacePane::startDropped, &session_, &RaceSession::endDrag);
  connect(panel_, &RacePanel::picked, this, &RacePage::follow);
  connect(table_, &RaceTable::picked, this, &RacePage::follow);
  connect(curves_, &CurveChart::picked, &session_,
          [this](double step) { session_.goTo(std::llround(step)); });
}

void RacePage::follow(std::size_t index) {
  followed_ = index;
  panel_->follow(index);
  table_->follow(index);
  showSurface();
  if (session_.frame()) showWords();
}

// A function that falls through many decades shows its valleys only by its logarithm.
void RacePage::openSurface() {
  shownFunction_ = session_.surfaceOf().id;
  surface_->setLogarithmic(testFunctionSpec(shownFunction_).logarithmic);
  surface_->openAtHome();
}

// Ways belong to the function that they were run on: a surface of another one waits for its frame.
void RacePage::showSurface() {
  const auto surface = session_.surface();
  if (!surface) return;
  const auto frame = session_.frame();
  const bool fits = frame && session_.surfaceOf().id == session_.plan().objective.id;
  if (fits && shownFunction_ != session_.surfaceOf().id) openSurface();
  SurfaceScene scene = raceScene(surface, fits ? frame.get() : nullptr, followed_, theme_.plots,
                                 surface_->isLogarithmic(), surface_->namesArrows());
  scene.ground = {Choice{session_.surfaceOf().id}};
  surface_->setScene(std::move(scene));
  const TestFunctionSpec& spec = testFunctionSpec(session_.surfaceOf().id);
  surface_->setTitle(words(spec.title));
  surface_->setCaption(functionCaption(spec));
}

void RacePage::showCurves() {
  const auto frame = session_.frame();
  if (!frame) return;
  const auto curve = curve_->currentIndex() == 1 ? RaceCurve::distance : RaceCurve::aboveMinimum;
  curves_->setScene(raceCurves(*frame, curve, theme_.plots));
}

void RacePage::showFrame() {
  const RaceFrame& frame = *session_.frame();
  if (followed_ >= frame.entrants.size() && !frame.entrants.empty()) follow(frame.entrants.size() - 1);
  showSurface();
  showCurves();
  table_->showFrame(frame);
  showWords();
  timeline_->setScene(stepTimeline(frame.step, frame.headStep, frame.plannedSteps));
}

void RacePage::showWords() {
  const RaceFrame& frame = *session_.frame();
  verdict_->setText(raceVerdict(frame));
  details_->setText(followedText(frame, followed_));
}

void RacePage::toggleLogarithmic() { surface_->toggleLogarithmic(); }
void RacePage::toggleContour() { surface_->toggleContour(); }
void RacePage::home() { surface_->home(); }
void RacePage::top() { surface_->top(); }
void RacePage::focusView() { surface_->focusView(); }

void RacePage::setPresenting(bool presenting) {
  ColumnsPage::setPresenting(presenting);
  panel_->setPresenting(presenting);
}

void RacePage::setAnimated(bool animated) { surface_->setAnimated(animated); }

void RacePage::setTheme(const Theme& theme) {
  theme_ = theme;
  panel_->setTheme(theme);
  surface_->setTheme(theme);
  curves_->setPlotStyle(theme.plots);
  table_->setStyle(theme.plots);
  timeline_->setTheme(theme);
  for (ViewFrame* frame : {curveFrame_, tableFrame_}) frame->setTheme(theme);
  if (session_.frame()) showFrame();
  share();
}

}  // namespace lossarium::ui
