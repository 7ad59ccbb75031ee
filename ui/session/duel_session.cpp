#include "ui/session/duel_session.h"

#include "core/base/error.h"
#include "core/datasets/edits.h"
#include "core/duel/duel_problems.h"
#include "core/experiment/setting_words.h"

#include <QMetaObject>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr int restOfCurves = 120;  // milliseconds between two looks at a metric's curves

// The window's user knows "Learning rate", not "optimizer.learning_rate".
QString inWords(QString message, const QString& key) {
  const QString name = QString::fromStdString(nameInWords(key.toStdString()));
  return name.isEmpty() ? message : message.replace(key, name.left(1).toUpper() + name.mid(1));
}

bool changesWeights(const QString& key) {
  return key.startsWith(QLatin1String("model.")) || key.startsWith(QLatin1String("dataset.")) ||
         key == QLatin1String("start.seed");
}

void forgetStarts(DuelPlan& plan) {
  for (Experiment& each : plan.contenders) each.start.weights.clear();
}

}  // namespace

DuelSession::DuelSession(QObject* parent)
    : QObject(parent), PlayedCourse([this] { later([this] { fetchFrame(); }); }) {
  live().setSpeed(speed_);
}

DuelSession::~DuelSession() = default;

void DuelSession::open(const DuelPlan& plan) {
  opensAnew_ = true;
  speedIsChosen_ = false;
  setPlays(false);
  choose(0);
  undoList_.open(plan);
  take(plan);
  emit undoChanged();
}

void DuelSession::edit(const DuelPlan& next, const QString& mergeKey) {
  if (next == plan_ && !opensAnew_) return emit planChanged();  // controls go back to what holds
  take(next);
  if (undoList_.remember(plan_, mergeKey)) emit undoChanged();
}

void DuelSession::take(const DuelPlan& next) {
  plan_ = next;
  if (chosen_ >= plan_.contenders.size()) choose(plan_.contenders.size() - 1);
  emit planChanged();
  requestProblems();
}

void DuelSession::choose(std::size_t index) {
  if (index == chosen_ || (index > 0 && index >= plan_.contenders.size())) return;
  chosen_ = index;
  emit chosenChanged();
}

// The plan with a change, if it holds.
template <class Change>
void DuelSession::attempt(const QString& mergeKey, const QString& key, Change change) {
  if (isEmpty()) return;
  try {
    DuelPlan next = change(plan_);
    if (changesWeights(key)) forgetStarts(next);
    edit(next, mergeKey);
  } catch (const Error& error) {
    emit planChanged();  // controls go back to what holds
    emit failed(inWords(QString::fromUtf8(error.what()), key));
  }
}

void DuelSession::setShared(const QString& key, const Value& value) {
  attempt(key, key, [&](const DuelPlan& plan) { return withShared(plan, key.toStdString(), value); });
}

void DuelSession::unsetShared(const QString& key) {
  attempt({}, key, [&](const DuelPlan& plan) { return withoutShared(plan, key.toStdString()); });
}

void DuelSession::setOwn(std::size_t index, const QString& key, const Value& value) {
  attempt(QString::number(index) + key, key,
          [&](const DuelPlan& plan) { return withOwn(plan, index, key.toStdString(), value); });
}

void DuelSession::unsetOwn(std::size_t index, const QString& key) {
  attempt({}, key, [&](const DuelPlan& plan) { return withoutOwn(plan, index, key.toStdString()); });
}

void DuelSession::addCopy(const QString& key, const Value& value) {
  attempt({}, key, [&](const DuelPlan& plan) { return withCopy(plan, chosen_, key.toStdString(), value); });
}

void DuelSession::remove(std::size_t index) {
  if (plan_.contenders.size() < 2 || index >= plan_.contenders.size()) return;
  attempt({}, {}, [index](DuelPlan plan) {
    plan.contenders.erase(plan.contenders.begin() + static_cast<std::ptrdiff_t>(index));
    return plan;
  });
}

std::shared_ptr<const Problem> DuelSession::dataProblem() const {
  return problems_.empty() ? nullptr : problems_.front();
}

std::shared_ptr<const RunFrame> DuelSession::dataFrame() const {
  return frame_ && chosen_ < frame_->runs.size() ? frame_->runs[chosen_] : nullptr;
}

void DuelSession::setDataEdits(const std::vector<std::string>& edits, const QString& gesture) {
  attempt(gesture, {}, [&](DuelPlan plan) {
    for (Experiment& each : plan.contenders) each.dataset = withEdits(each.dataset, edits);
    return plan;
  });
}

void DuelSession::openTest() { setShared(QStringLiteral("split.test_opened"), true); }

// Rows that were seen stay seen.
void DuelSession::keepOpened(DuelPlan& plan) const {
  if (plan_.contenders.empty() || plan.contenders.empty()) return;
  const Experiment &now = plan_.contenders.front(), &then = plan.contenders.front();
  Split opened = then.split;
  opened.testOpened = now.split.testOpened;
  if (opened != now.split || now.dataset.id != then.dataset.id) return;
  for (Experiment& each : plan.contenders) each.split.testOpened = opened.testOpened;
}

void DuelSession::undo() {
  if (canUndo()) giveBack(undoList_.undo());
}

void DuelSession::redo() {
  if (canRedo()) giveBack(undoList_.redo());
}

void DuelSession::giveBack(const DuelPlan& plan) {
  DuelPlan next = plan;
  keepOpened(next);
  take(next);
  emit undoChanged();
}

void DuelSession::requestProblems() {
  const std::int64_t order = ++orders_;
  emit progressed(tr("Data"), 0.0);
  const auto previous = problems_.empty() ? nullptr : problems_.front();
  problemJob_.request([this, order, plan = plan_, previous](const Progress& progress) {
    try {
      const Duel::Setup problems = buildDuel(plan, progress, previous);
      later([this, order, plan, problems] {
        if (order == orders_) adopt(plan, problems);
      });
    } catch (const Error& error) {
      later([this, order, message = QString::fromUtf8(error.what())] {
        if (order == orders_) refuse(message);
      });
    }
  });
}

void DuelSession::adopt(const DuelPlan& plan, const Duel::Setup& problems) {
  const bool anew = std::exchange(opensAnew_, false);
  const bool otherData = problems_.empty() || problems_.front()->dataset != problems.front()->dataset;
  problems_ = problems;
  const DuelPlan before = std::exchange(built_, planOf(problems));
  plan_ = built_;
  // Over other weights a plane means nothing any more.
  const auto sameWeights = [](const Experiment& one, const Experiment& other) {
    return keepsWeights(one, other);
  };
  const auto shared =
      static_cast<std::ptrdiff_t>(std::min(before.contenders.size(), built_.contenders.size()));
  if (!std::equal(before.contenders.begin(), before.contenders.begin() + shared, built_.contenders.begin(),
                  sameWeights))
    framings_.clear();
  undoList_.amend(plan_);
  builtPosition_ = undoList_.position();
  if (anew) {
    frame_.reset();
    framings_.clear();
  }
  curves_.clear();
  const std::int64_t upTo = frame_ ? frame_->epoch : 0;
  generation_ = live().load(problems_, upTo);
  if (plays()) live().play();
  if ((anew || otherData) && !speedIsChosen_) {
    speed_ = calmSpeed();
    live().setSpeed(speed_);
    emit speedChanged();
  }
  emit progressed({}, std::nullopt);
  if (!(plan == plan_)) emit planChanged();
  emit problemsChanged();
  if (anew) emit opened();
  requestSurfaces();
}

// What could not be built is taken back, so that the window shows what really runs, with all that was asked
// for since the last that could.
void DuelSession::refuse(const QString& message) {
  emit progressed({}, std::nullopt);
  opensAnew_ = false;
  plan_ = built_;
  undoList_.cutAfter(builtPosition_);
  undoList_.amend(built_);
  if (isEmpty()) undoList_.clear();  // nothing was ever there
  if (chosen_ >= plan_.contenders.size()) choose(0);
  emit undoChanged();
  emit planChanged();
  emit failed(message);
}

void DuelSession::cancelWork() {
  const bool building = built_ != plan_;
  problemJob_.cancel();
  surfaceJob_.cancel();
  ++orders_;
  ++surfaceOrders_;
  surfacesUnderWay_ = false;
  if (building) refuse(tr("Cancelled; the settings are again what they were."));
}

void DuelSession::fetchFrame() {
  auto frame = live().takeFrame();
  if (!frame || frame->generation != generation_ || frame->runs.size() != problems_.size()) return;
  frame_ = std::move(frame);
  const auto stands = [](const auto& run) { return run->state.stop != Stop::none; };
  if (!frame_->running && std::all_of(frame_->runs.begin(), frame_->runs.end(), stands)) setPlays(false);
  followBalls();
  requestCurves();
  emit frameChanged();
}

void DuelSession::followBalls() {
  if (surfacesUnderWay_ || !surfaces_ || framings_.empty()) return;
  if (!holdsAll(framings_, surfaces_->groups, *frame_)) requestSurfaces();
}

void DuelSession::wantMatrix(bool wanted) {
  if (std::exchange(wishes_.matrix, wanted) != wanted) tellWishes();
}

void DuelSession::wantLedgers(bool wanted) {
  if (std::exchange(wishes_.ledgers, wanted) != wanted) tellWishes();
}

void DuelSession::tellWishes() {
  live().tell([wishes = wishes_](Duel& duel) { duel.setWishes(wishes); });
}

void DuelSession::wantCurve(const std::string& metric) {
  curveMetric_ = metric;
  curves_.clear();
  curvesOf_.reset();
  curvesUnderWay_ = false;
  ++curveOrders_;
  requestCurves();
  emit curvesChanged();
}

void DuelSession::requestCurves() {
  if (curveMetric_.empty() || curvesUnderWay_ || !frame_ || curvesOf_ == frame_) return;
  curvesUnderWay_ = true;
  curvesOf_ = frame_;
  const std::int64_t order = ++curveOrders_;
  curveJob_.request(
      [this, order, frame = frame_, before = curves_, id = curveMetric_](const Progress& progress) {
        std::vector<std::shared_ptr<const MetricCurve>> curves;
        for (std::size_t i = 0; i < frame->runs.size(); ++i)
          curves.push_back(
              metricCurve(*frame->runs[i], id, i < before.size() ? before[i].get() : nullptr, progress));
        later([this, order, curves] {
          if (order != curveOrders_) return;
          if (curvesOf_ && curvesOf_->generation == generation_) curves_ = curves;
          emit curvesChanged();
          QTimer::singleShot(restOfCurves, this, [this, order] {
            if (order != curveOrders_) return;
            curvesUnderWay_ = false;
            requestCurves();
          });
        });
      });
}

void DuelSession::reset() {
  setPlays(false);
  generation_ = live().load(problems_);
}

void DuelSession::newStart() {
  attempt({}, {}, [](DuelPlan plan) {
    for (Experiment& each : plan.contenders) {
      ++each.start.seed;
      each.start.weights.clear();
    }
    return plan;
  });
}

void DuelSession::setSpeed(double epochsPerSecond) {
  speed_ = epochsPerSecond;
  speedIsChosen_ = true;
  live().setSpeed(epochsPerSecond);
  emit speedChanged();
}

// So that the planned epochs take about ten seconds.
double DuelSession::calmSpeed() const {
  std::int64_t epochs = 1;
  for (const auto& each : problems_) epochs = std::max(epochs, each->experiment.training.epochs);
  return std::clamp(static_cast<double>(epochs) / 10, 1.0, 1e5);
}

}  // namespace lossarium::ui
