#include "ui/pages/train/time_strip.h"

#include "ui/pages/train/branch_words.h"
#include "ui/session/session.h"
#include "ui/widgets/number_text.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

QString momentInWords(const RunFrame& frame) {
  if (frame.batchesPerEpoch == 1) return TimeStrip::tr("epoch %1").arg(grouped(frame.state.epoch));
  return TimeStrip::tr("epoch %1, step %2").arg(grouped(frame.state.epoch), grouped(frame.state.step));
}

// Where the validation loss was least in the unit in force, if that is not where the run is now.
std::optional<TimelineMark> bestOf(const RunFrame& frame) {
  std::int64_t since = 0;
  for (const auto& seam : frame.seams)
    if (seam.otherUnit) since = seam.step;
  const EpochRecord* best = nullptr;
  for (const EpochRecord& each : frame.epochs)
    if (each.step > since && std::isfinite(each.validation) && (!best || each.validation < best->validation))
      best = &each;
  if (!best || best->epoch == frame.headEpoch) return std::nullopt;
  return TimelineMark{static_cast<double>(best->epoch),
                      TimeStrip::tr("The validation loss was least at epoch %1: %2")
                          .arg(grouped(best->epoch), numberText(best->validation))};
}

}  // namespace

TimelineScene timelineScene(const RunFrame& frame, const Branches& branches) {
  const auto epochOf = [&](std::int64_t step) { return epochAt(frame.epochs, step, frame.batchesPerEpoch); };
  TimelineScene scene;
  scene.reached = epochOf(frame.headStep);
  scene.shown = epochOf(frame.state.step);
  scene.past = !frame.atHead();
  scene.end = std::max({1.0, static_cast<double>(frame.plannedEpochs), scene.reached});
  scene.readout = momentInWords(frame);
  scene.best = bestOf(frame);
  for (const auto& seam : frame.seams)
    scene.seams.push_back({epochOf(seam.step), QString::fromStdString(seam.label)});
  for (const Branch* branch : branches.ofTree()) {
    const std::int64_t batches = batchesPerEpoch(*branch->problem);
    const double end = epochAt(branch->epochs, branch->reachedStep, batches);
    const auto shared = std::min(branches.sharedSteps(branch->run), branch->reachedStep);
    scene.branches.push_back(
        {branch->run, epochAt(branch->epochs, shared, batches), end,
         TimeStrip::tr("Branch: %1").arg(branchInWords(*branch, branches, frame.headProblem->experiment))});
    scene.end = std::max(scene.end, end);
  }
  return scene;
}

TimeStrip::TimeStrip(Session& session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      timeline_(new Timeline(this)),
      branchHere_(new QToolButton(this)),
      branches_(new QToolButton(this)),
      menu_(new QMenu(this)) {
  branchHere_->setText(tr("branch here"));
  branchHere_->setToolTip(
      tr("Go on from this moment as a new run. What came after is kept as a branch; an edit here does the "
         "same"));
  branches_->setToolTip(tr("Runs that share their start with this one: each can be had back as it was"));
  branches_->setPopupMode(QToolButton::InstantPopup);
  branches_->setMenu(menu_);
  menu_->setToolTipsVisible(true);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(timeline_, 1);
  for (QToolButton* button : {branchHere_, branches_}) {
    button->setObjectName(QStringLiteral("quiet"));
    button->setFocusPolicy(Qt::TabFocus);
    row->addWidget(button, 0, Qt::AlignVCenter);
    button->hide();
  }
  QSizePolicy keepsItsRoom = branchHere_->sizePolicy();  // so that the line holds still while it is dragged
  keepsItsRoom.setRetainSizeWhenHidden(true);
  branchHere_->setSizePolicy(keepsItsRoom);
  connect(branchHere_, &QToolButton::clicked, &session_, &Session::branchHere);
  connect(menu_, &QMenu::aboutToShow, this, &TimeStrip::showBranches);
  connect(&session_, &Session::frameChanged, this, &TimeStrip::showRun);
  connect(&session_, &Session::branchesChanged, this, [this] {
    if (session_.frame()) showRun();
  });
  connectTimeline();
}

void TimeStrip::connectTimeline() {
  connect(timeline_, &Timeline::sought, &session_, &Session::goToEpoch);
  connect(timeline_, &Timeline::headWanted, &session_, &Session::goToHead);
  connect(timeline_, &Timeline::startWanted, &session_, [this] { session_.goTo(0); });
  connect(timeline_, &Timeline::branchPicked, &session_, &Session::returnTo);
  connect(timeline_, &Timeline::batchStepped, &session_,
          [this](int direction) { direction > 0 ? session_.stepBatch() : session_.stepBackBatch(); });
  connect(timeline_, &Timeline::epochStepped, &session_,
          [this](int direction) { direction > 0 ? session_.stepEpoch() : session_.stepBackEpoch(); });
}

void TimeStrip::showRun() {
  const RunFrame& frame = *session_.frame();
  const TimelineScene scene = timelineScene(frame, session_.branches());
  branchHere_->setVisible(scene.past && !frame.running);
  branches_->setVisible(!scene.branches.empty());
  const auto count = static_cast<int>(scene.branches.size());
  const QString text = count == 1 ? tr("1 branch") : tr("%1 branches").arg(count);
  if (branches_->text() != text) branches_->setText(text);
  timeline_->setScene(scene);
}

// The latest first.
void TimeStrip::showBranches() {
  menu_->clear();
  if (!session_.frame()) return;
  const auto branches = session_.branches().ofTree();
  for (auto each = branches.rbegin(); each != branches.rend(); ++each) {
    const std::size_t run = (*each)->run;
    QAction* action = menu_->addAction(
        branchInWords(**each, session_.branches(), session_.frame()->headProblem->experiment));
    action->setToolTip(tr("Return to this run"));
    connect(action, &QAction::triggered, &session_, [this, run] { session_.returnTo(run); });
  }
}

void TimeStrip::setTheme(const Theme& theme) { timeline_->setTheme(theme); }

}  // namespace lossarium::ui
