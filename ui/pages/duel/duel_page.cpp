#include "ui/pages/duel/duel_page.h"

#include "ui/pages/data_editor.h"
#include "ui/pages/duel/duel_panel.h"
#include "ui/pages/duel/duel_scenes.h"
#include "ui/pages/duel/duel_tabs.h"
#include "ui/pages/duel/surface_grid.h"
#include "ui/pages/duel/verdict_words.h"
#include "ui/pages/run_marks.h"
#include "ui/pages/timeline_wishes.h"
#include "ui/pages/train/export.h"
#include "ui/pages/train/residual_button.h"
#include "ui/pages/train/scenes.h"
#include "ui/plots/data_view.h"
#include "ui/session/duel_session.h"
#include "ui/widgets/timeline.h"
#include "ui/widgets/view_frame.h"

#include <QLabel>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium::ui {

DuelPage::DuelPage(DuelSession& session, QWidget* parent)
    : ColumnsPage(parent),
      session_(session),
      panel_(new DuelPanel(session, this)),
      surfaces_(new SurfaceGrid(this)),
      data_(new DataView(this)),
      dataFrame_(new ViewFrame(tr("Data and fits"), data_, this)),
      tabs_(new DuelTabs(session, this)),
      residuals_(nullptr),
      editor_(nullptr),
      verdict_(new QLabel(this)),
      timeline_(new Timeline(this)) {
  data_->setMinimumSize(240, 120);
  verdict_->setObjectName(QStringLiteral("verdict"));
  verdict_->setAccessibleName(tr("Verdict"));
  verdict_->setWordWrap(true);
  verdict_->setContentsMargins(12, 0, 12, 4);
  arrange({.panel = panel_,
           .main = surfaces_,
           .right = {dataFrame_, tabs_},
           .shares = {1100, 1000},
           .sharesAll = true,
           .below = timeline_,
           .rightShare = 0.46,
           .rightLeast = 36.5,
           .above = verdict_});
  addExports();
  addEditor();
  connectSession();
  connectWishes(*timeline_, session_);
}

void DuelPage::addExports() {
  addPictureExports(dataFrame_, tr("fits"),
                    [this](QPainter& painter, const QRectF& area, bool) { data_->paintTo(painter, area); });
}

void DuelPage::addEditor() {
  residuals_ = new ResidualButton(this);
  dataFrame_->addButton(residuals_);
  connect(residuals_, &ResidualButton::changed, this, [this] {
    if (session_.frame()) showFits();
  });
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
  connect(&session_, &DuelSession::chosenChanged, this, [this] {
    if (session_.frame()) showFrame();
  });
  connect(&session_, &DuelSession::opened, this, [this] {
    surfaces_->openAtHome();
    focusView();
  });
  connect(surfaces_, &SurfaceGrid::changed, this, [this] {
    showSurfaces();
    tabs_->setLogarithmic(surfaces_->isLogarithmic());
  });
  connect(surfaces_, &SurfaceGrid::picked, &session_, &DuelSession::choose);
  connect(surfaces_, &SurfaceGrid::startPicked, &session_, &DuelSession::startAt);
  connect(surfaces_, &SurfaceGrid::momentPicked, this, [this](std::size_t surface, qint64 step) {
    const SurfaceGroup& group = session_.surfaces()->groups.at(surface);
    const bool isIn = std::find(group.begin(), group.end(), session_.chosen()) != group.end();
    session_.goToStep(isIn ? session_.chosen() : group.front(), step);
  });
  connect(panel_, &DuelPanel::closeUpWanted, this, &DuelPage::closeUpWanted);
  connect(data_, &DataView::pointHovered, this, [this](int point) {
    const auto run = session_.dataFrame();
    const bool training = run && point >= 0 && point < run->trainingPrediction.rows();
    tabs_->light(training ? static_cast<int>(point * run->shownStride) : -1);
  });
  connect(tabs_, &DuelTabs::rowHovered, this, [this](int row) {
    const auto run = session_.dataFrame();
    const bool drawn = run && row >= 0 && row % run->shownStride == 0;
    data_->light(drawn ? std::optional(static_cast<int>(row / run->shownStride)) : std::nullopt);
  });
}

void DuelPage::showSurfaces() {
  const auto surfaces = session_.surfaces();
  const auto frame = session_.frame();
  if (!surfaces) return;
  const std::size_t runs = session_.plan().contenders.size();
  std::vector<NamedSurface> cells;
  for (std::size_t g = 0; g < surfaces->groups.size(); ++g) {
    const SurfaceGroup& group = surfaces->groups[g];
    if (!surfaces->results[g] || group.back() >= runs) return;
    // Runs of other weights wait for their surfaces.
    const auto fits =
        frame && frame->runs.size() == runs && std::all_of(group.begin(), group.end(), [&](std::size_t run) {
          return lossarium::ui::fits(*surfaces->results[g], *frame->runs[run]);
        });
    NamedSurface cell;
    cell.scene = groupScene(*surfaces->results[g], group, fits ? frame.get() : nullptr, session_.chosen(),
                            theme_.plots, surfaces_->isLogarithmic(), surfaces->groups.size() > 1);
    cell.name = groupName(session_.plan(), group);
    cell.runs = group;
    cells.push_back(std::move(cell));
  }
  const bool several = cells.size() > 1;
  surfaces_->setTitle(several ? tr("Loss surfaces") : tr("Loss surface"));
  const bool samePlane = std::all_of(cells.begin(), cells.end(), [&](const NamedSurface& each) {
    const Slice &one = cells.front().scene.surface->slice, &other = each.scene.surface->slice;
    return one.u == other.u && one.v == other.v && one.a == other.a && one.b == other.b;
  });
  surfaces_->setCaption(!several ? QString()
                        : samePlane
                            ? tr("The same plane and ranges for all; each height in its loss’ own unit.")
                            : tr("Models of other weights have planes of their own."));
  surfaces_->setScenes(std::move(cells));
}

void DuelPage::showFrame() {
  showSurfaces();
  showFits();
  showVerdict();
  tabs_->showFrame();
  timeline_->setScene(duelTimeline(*session_.frame()));
}

void DuelPage::showFits() {
  const DuelFrame& frame = *session_.frame();
  if (session_.chosen() >= frame.runs.size()) return;
  const RunFrame& run = *frame.runs[session_.chosen()];
  residuals_->follow(run, hasField(*run.problem));
  const QString caption =
      lossarium::ui::showFits(*data_, frame, session_.chosen(), theme_.plots, residuals_->picture());
  data_->setToolTip(caption);
  // Where the picture shows all of the data, only what was done to them is said.
  const bool whole = run.problem->model->featureCount() == 1;
  const QString notes = dataNotes(*run.problem, run.trainingPrediction.rows()).trimmed();
  if (!data_->isBusy()) dataFrame_->setCaption(whole ? notes : caption);
  const bool classes = isClassification(run.problem->dataset->task);
  const QString own = classes                                     ? tr("Data and borders; regions of %1")
                      : run.problem->dataset->task == Task::boxes ? tr("Data and boxes; filled those of %1")
                                                                  : tr("Data and fits; residuals of %1");
  dataFrame_->setTitle(frame.runs.size() > 1 ? own.arg(runLetter(session_.chosen())) : tr("Data and fit"),
                       classes ? tr("Data and borders") : tr("Data and fits"));
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

void DuelPage::setAnimated(bool animated) { surfaces_->setAnimated(animated); }

void DuelPage::setPresenting(bool presenting) {
  ColumnsPage::setPresenting(presenting);
  panel_->setPresenting(presenting);
}

void DuelPage::setTheme(const Theme& theme) {
  theme_ = theme;
  panel_->setTheme(theme);
  surfaces_->setTheme(theme);
  data_->setPlotStyle(theme.plots);
  timeline_->setTheme(theme);
  editor_->setTheme(theme);
  dataFrame_->setTheme(theme);
  tabs_->setTheme(theme);
  if (session_.frame()) showFrame();
  share();
}

}  // namespace lossarium::ui
