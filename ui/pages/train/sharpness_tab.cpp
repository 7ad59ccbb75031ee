#include "ui/pages/train/sharpness_tab.h"

#include "core/experiment/examples.h"
#include "core/landscape/rescaling.h"
#include "ui/pages/train/branch_words.h"
#include "ui/pages/train/curvature_panel.h"
#include "ui/pages/train/line_panel.h"
#include "ui/pages/train/rescaling_panel.h"
#include "ui/pages/train/scenes.h"
#include "ui/session/session.h"
#include "ui/shell/theme.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/words.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QMetaObject>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <exception>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr qint64 shortestRest = 30;  // milliseconds
constexpr qint64 restForEachWork = 4;
constexpr int patience = 300;  // then it is said that it takes time

const QString gradientView = QStringLiteral("gradient"), startView = QStringLiteral("start"),
              solutionView = QStringLiteral("solution"), branchView = QStringLiteral("branch "),
              curvatureView = QStringLiteral("curvature"), rescalingView = QStringLiteral("rescaling");

bool sameMoment(const RunFrame& one, const RunFrame& other) {
  return one.problem == other.problem && one.state.weights.size() == other.state.weights.size() &&
         one.state.weights == other.state.weights && one.state.step == other.state.step;
}

std::int64_t otherSeed(const Session& session) { return session.experiment().start.seed + 1; }

}  // namespace

SharpnessTab::SharpnessTab(Session& session, QWidget* parent)
    : RunTab(parent),
      session_(session),
      view_(new ComboBox(this)),
      line_(new LinePanel(this)),
      curvature_(new CurvaturePanel(this)),
      rescaling_(new RescalingPanel(this)),
      words_(new ElidedLabel(6, {}, this)),
      stack_(new QStackedWidget(this)),
      head_(new QStackedLayout),
      rest_(new QTimer(this)),
      waiting_(new QTimer(this)),
      ends_(std::make_shared<OtherEnds>()) {
  arrange();
  for (QTimer* timer : {rest_, waiting_}) timer->setSingleShot(true);
  connect(rest_, &QTimer::timeout, this, &SharpnessTab::refresh);
  connect(waiting_, &QTimer::timeout, this, [this] { words_->setText(waitingWords()); });
  connect(view_, &QComboBox::currentIndexChanged, this, &SharpnessTab::turn);
  connect(line_, &LinePanel::told, words_, &QLabel::setText);
  connect(curvature_, &CurvaturePanel::told, words_, &QLabel::setText);
  connect(curvature_, &CurvaturePanel::radiusChanged, this, &SharpnessTab::refresh);
  connect(rescaling_, &RescalingPanel::changed, this, &SharpnessTab::refresh);
  connect(rescaling_, &RescalingPanel::exampleWanted, this,
          [this] { emit exampleWanted(exampleNamed(rescalingExample)); });
  connect(&session_, &Session::branchesChanged, this, &SharpnessTab::offer);
  offer();
}

void SharpnessTab::arrange() {
  view_->setAccessibleName(tr("What to look at"));
  view_->setToolTip(
      tr("The loss along a straight line, down the gradient or to another place; the curvature in numbers; "
         "or whether sharpness means anything when a layer is rescaled"));
  for (QWidget* panel : std::initializer_list<QWidget*>{line_, curvature_, rescaling_})
    stack_->addWidget(panel);
  view_->setMinimumContentsLength(17);
  words_->setObjectName(QStringLiteral("caption"));
  head_->addWidget(words_);
  head_->addWidget(rescaling_->dial());
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  row->addWidget(view_);
  row->addLayout(head_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 2, 16, 2);
  column->setSpacing(2);
  column->addLayout(row);
  column->addWidget(stack_, 1);
}

QString SharpnessTab::title() const { return tr("Shape"); }

QString SharpnessTab::hint() const {
  return tr(
      "How the loss rises around where the run is: along a line, as curvature in numbers, and whether that "
      "says anything. Double-click fills the window with it");
}

// What was chosen stays where it still exists.
void SharpnessTab::offer() {
  const QVariant chosen = view_->currentData();
  const QSignalBlocker quiet(view_);
  view_->clear();
  view_->addItem(tr("Line: down the gradient"), gradientView);
  view_->addItem(tr("Line: from the start"), startView);
  view_->addItem(tr("Line: to another solution"), solutionView);
  offeredBranches_ = 0;
  if (session_.frame())
    for (const Branch* branch : session_.branches().ofTree()) {
      view_->addItem(tr("Line: to %1").arg(branchTitle(*branch)), branchView + QString::number(branch->run));
      ++offeredBranches_;
    }
  view_->addItem(tr("Curvature in numbers"), curvatureView);
  view_->addItem(tr("Rescaling a layer"), rescalingView);
  view_->setCurrentIndex(std::max(0, view_->findData(chosen)));
  turn();
}

QString SharpnessTab::branchTitle(const Branch& branch) const {
  return branchName(branch, session_.branches(), session_.frame()->headProblem->experiment);
}

void SharpnessTab::turn() {
  const QString view = view_->currentData().toString();
  stack_->setCurrentWidget(view == curvatureView   ? static_cast<QWidget*>(curvature_)
                           : view == rescalingView ? static_cast<QWidget*>(rescaling_)
                                                   : static_cast<QWidget*>(line_));
  if (view != computedWish_.view) words_->setText({});
  showHead();
  refresh();
}

void SharpnessTab::showHead() {
  const bool dial = stack_->currentWidget() == rescaling_ && rescaling_->applies();
  head_->setCurrentWidget(dial ? rescaling_->dial() : words_);
}

void SharpnessTab::showFrame(const RunFrame& frame) {
  const Choice& model = frame.problem->experiment.model;
  const std::string why = whyNotRescalable(model);
  rescaling_->setModel(words(why), why.empty() ? rescalableLayers(model) : 1);
  showHead();
  if (session_.branches().ofTree().size() != offeredBranches_) return offer();
  refresh();
}

SharpnessTab::Wish SharpnessTab::wish() const {
  const QString view = view_->currentData().toString();
  Wish wish{.view = view};
  if (view == curvatureView || view == rescalingView) wish.radius = curvature_->radius();
  if (view == rescalingView) {
    wish.factor = rescaling_->factor();
    wish.layer = rescaling_->layer();
  }
  if (stack_->currentWidget() == line_) wish.line = lineWish(view);
  return wish;
}

LineWish SharpnessTab::lineWish(const QString& view) const {
  if (view == startView) return {.to = LineWish::To::start};
  if (view == solutionView) {
    const std::int64_t seed = otherSeed(session_);
    return {.to = LineWish::To::solution, .seed = seed, .name = tr("from start %1").arg(seed).toStdString()};
  }
  const Branch* branch = view.startsWith(branchView)
                             ? session_.branches().find(view.mid(branchView.size()).toULongLong())
                             : nullptr;
  if (!branch) return {};
  return {.to = LineWish::To::branch,
          .record = branch->record,
          .reached = branch->reachedStep,
          .name = branchTitle(*branch).toStdString()};
}

bool SharpnessTab::isCurrent() const {
  const auto frame = session_.frame();
  return !busy_ && frame && computed_ && sameMoment(*frame, *computed_) && wish() == computedWish_;
}

// The newest moment. What comes while one is computed waits for the next time; another view, run or setting
// does not wait.
void SharpnessTab::refresh() {
  const auto frame = session_.frame();
  if (!frame || !isVisible()) return;
  const Wish wanted = wish();
  const bool isNew = !computed_ || wanted.view != computedWish_.view ||
                     frame->generation != computed_->generation || frame->revision != computed_->revision;
  if (!isNew && (busy_ || rest_->isActive())) return;
  if (!isNew && wanted == computedWish_ && sameMoment(*frame, *computed_)) return;
  begin(wanted);
  if (busy_ && isNew) waiting_->start(patience);
}

void SharpnessTab::begin(const Wish& wish) {
  const auto work = workFor(wish);
  computed_ = session_.frame();
  computedWish_ = wish;
  if (!work) return stop();
  busy_ = true;
  const std::int64_t order = ++order_;
  job_.request([this, order, work, place = Place::of(*computed_)](const Progress& progress) {
    QElapsedTimer clock;
    clock.start();
    Report report;
    try {
      report = work(place, progress);
    } catch (const Cancelled&) {
      throw;
    } catch (const std::exception&) {  // nothing to show
    }
    QMetaObject::invokeMethod(
        this, [this, order, report, spent = clock.elapsed()] { take(order, report, spent); },
        Qt::QueuedConnection);
  });
}

QString SharpnessTab::waitingWords() const {
  const LineWish::To to = computedWish_.line.to;
  return to == LineWish::To::solution || to == LineWish::To::branch
             ? tr("The other run is on its way to its end…")
             : tr("Being computed…");
}

std::function<SharpnessTab::Report(const Place&, const Progress&)> SharpnessTab::workFor(
    const Wish& wish) const {
  if (wish.view == curvatureView)
    return [radius = wish.radius](const Place& place, const Progress& progress) -> Report {
      return curvatureReport(place, radius, progress);
    };
  if (wish.view != rescalingView)
    return [line = wish.line, ends = ends_](const Place& place, const Progress& progress) -> Report {
      return lineReport(place, line, *ends, progress);
    };
  if (!whyNotRescalable(session_.frame()->problem->experiment.model).empty()) return {};
  return [wish](const Place& place, const Progress& progress) -> Report {
    return rescalingReport(place, wish.layer, wish.factor, wish.radius, progress);
  };
}

void SharpnessTab::take(std::int64_t order, const Report& report, qint64 milliseconds) {
  if (order != order_) return;
  busy_ = false;
  waiting_->stop();
  display(report);
  const bool hurries = computed_->running;  // beside a run it takes a small part of the time
  rest_->start(static_cast<int>(std::max(shortestRest, hurries ? restForEachWork * milliseconds : 0)));
}

void SharpnessTab::display(const Report& report) {
  words_->setText({});
  if (const auto* line = std::get_if<LineReport>(&report))
    line_->show(*line, objectiveTitle(*computed_->problem));
  if (const auto* curvature = std::get_if<CurvatureReport>(&report))
    curvature_->show(*curvature, Place::of(*computed_));
  if (const auto* rescaling = std::get_if<RescalingReport>(&report)) rescaling_->show(*rescaling);
}

void SharpnessTab::stop() {
  job_.cancel();
  ++order_;
  busy_ = false;
  waiting_->stop();
}

void SharpnessTab::hideEvent(QHideEvent* event) {
  stop();
  computed_.reset();
  RunTab::hideEvent(event);
}

QString SharpnessTab::asText() const {
  if (stack_->currentWidget() == curvature_) return curvature_->asText();
  return stack_->currentWidget() == rescaling_ ? rescaling_->asText() : line_->asText();
}

void SharpnessTab::setTheme(const Theme& theme) {
  line_->setTheme(theme);
  curvature_->setTheme(theme);
  rescaling_->setTheme(theme);
}

}  // namespace lossarium::ui
