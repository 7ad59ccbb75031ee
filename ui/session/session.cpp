#include "ui/session/session.h"

#include "core/base/error.h"
#include "core/datasets/edits.h"
#include "core/training/test_seal.h"

#include <QMetaObject>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <exception>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr qint64 mergeWindow = 1200;  // milliseconds between moves of one slider
constexpr std::size_t longestUndo = 500;

// After these a start that was clicked on the surface means nothing any more.
bool changesWeights(std::string_view key) {
  constexpr std::string_view keys[] = {"start.seed",    "dataset.id",         "dataset.file",
                                       "dataset.cells", "dataset.features",   "dataset.target",
                                       "dataset.task",  "dataset.standardize"};
  return key.starts_with("model.") || std::find(std::begin(keys), std::end(keys), key) != std::end(keys);
}

// Whether the weights are beside the plane that is shown, and their loss is clearly not that of the surface.
// What a run does not depend on is no reason to cut it off.
bool differOnlyInWhatIsSeen(Experiment before, const Experiment& after) {
  if (before == after) return false;
  before.landscape = after.landscape;
  before.split.testOpened = after.split.testOpened;
  return before == after;
}

}  // namespace

Session::Session(QObject* parent) : QObject(parent), run_([this] { later([this] { fetchFrame(); }); }) {}

Session::~Session() = default;

Experiment Session::record() const {
  Experiment record = frameIsCurrent() ? frame_->record : experiment_;
  record.landscape = landscape_;
  return record;
}

// Whether the latest frame has seen all that was asked for.
bool Session::frameIsCurrent() const {
  return frame_ && problem_ && frame_->generation == generation_ && frame_->revision == revision_ &&
         problem_->experiment == experiment_;
}

void Session::open(const Experiment& experiment) {
  restart_ = true;
  speedIsChosen_ = false;
  experiment_ = experiment;
  stayWithTheRun();
  remember(++documents_);
  emit experimentChanged();
  requestProblem();
}

void Session::edit(const Experiment& next, const QString& mergeKey) {
  if (next == experiment_ && !undoList_.empty() && !restart_) return;
  experiment_ = next;
  stayWithTheRun();
  rememberEdit(mergeKey);
  emit experimentChanged();
  requestProblem();
}

void Session::editAnew(const Experiment& next) {
  restart_ = true;
  edit(next);
}

void Session::set(const char* key, const Value& value) {
  try {
    Experiment next = withSetting(experiment_, key, value);
    emit settingTaken();
    if (std::string_view(key).starts_with("landscape.")) {
      next.landscape = landscape_;
      return look(withSetting(next, key, value).landscape);
    }
    if (next == experiment_) return;
    next.changes.clear();  // what a file foresaw for later steps ends where the user takes over
    if (changesWeights(key)) next.start.weights.clear();
    edit(next, QString::fromUtf8(key));
  } catch (const Error& error) {
    emit failed(inWords(QString::fromUtf8(error.what()), key));
    emit experimentChanged();  // controls go back to what holds
  }
}

void Session::apply(const std::map<std::string, Value>& settings) {
  try {
    Experiment next = withSettings(experiment_, settings);
    next.changes.clear();
    for (const auto& [key, value] : settings)
      if (changesWeights(key)) next.start.weights.clear();
    edit(next);
  } catch (const Error& error) {
    restart_ = false;
    emit failed(QString::fromUtf8(error.what()));
  }
}

void Session::setDataEdits(const std::vector<std::string>& edits, const QString& gesture) {
  Experiment next = experiment_;
  next.changes.clear();
  next.dataset = withEdits(next.dataset, edits);
  edit(next, gesture);
}

void Session::applyAnew(const std::map<std::string, Value>& settings) {
  restart_ = true;
  apply(settings);
}

void Session::unset(const char* key) {
  Experiment next = withoutSetting(experiment_, key);
  next.changes.clear();
  if (changesWeights(key)) next.start.weights.clear();
  edit(next);  // a step of its own, however quickly it follows a value that was dragged
}

// The window's user knows "Learning rate", not "optimizer.learning_rate".
QString Session::inWords(QString message, const char* key) const {
  const std::string whole(key), section = whole.substr(0, whole.rfind('.'));
  const Settings settings = toSettings(experiment_);
  const auto& values = settings.at(section);
  const std::string id = values.contains("id") ? std::get<std::string>(values.at("id")) : std::string();
  for (const ParameterSpec& spec : sectionSpecs(section, id)) {
    if (section + "." + std::string(spec.id) != whole) continue;
    const auto label = QString::fromUtf8(spec.label.data(), static_cast<qsizetype>(spec.label.size()));
    message.replace(QString::fromStdString(whole), label);
  }
  return message;
}

void Session::rememberEdit(const QString& mergeKey) {
  const bool merges =
      !mergeKey.isEmpty() && mergeKey == lastMergeKey_ && sinceLastEdit_.isValid() &&
      (mergeKey.startsWith(QLatin1String("gesture")) || sinceLastEdit_.elapsed() < mergeWindow) &&
      position_ + 1 == undoList_.size() && position_ > 0;
  lastMergeKey_ = mergeKey;
  sinceLastEdit_.start();
  if (merges) {
    undoList_.back().settings = experiment_;
    return;
  }
  remember(document());
}

void Session::remember(std::size_t document) {
  lastMergeKey_ = document == this->document() ? lastMergeKey_ : QString();
  saveRun();
  if (!undoList_.empty()) undoList_.resize(position_ + 1);
  undoList_.push_back({.settings = experiment_, .document = document});
  if (undoList_.size() > longestUndo) {
    undoList_.erase(undoList_.begin());
    if (builtPosition_ > 0) --builtPosition_;
  }
  position_ = undoList_.size() - 1;
  emit undoChanged();
}

// What the run has become goes with the settings that it now has.
void Session::saveRun() {
  if (!frame_ || position_ >= undoList_.size()) return;
  const auto plain = [](Experiment experiment) {
    experiment.changes.clear();
    return experiment;
  };
  Moment& moment = undoList_[position_];
  if (plain(moment.settings) != plain(frame_->headProblem->experiment)) return;  // it has not begun yet
  moment.record = frame_->record;
  moment.reached = std::max(frame_->headStep, frame_->destination);
  moment.at = frame_->atHead() ? moment.reached : frame_->state.step;
  moment.run = branches_.present();
}

void Session::moveInUndoList(std::size_t position) {
  const bool toAnotherRun = undoList_[std::max(position, position_)].restarted;
  saveRun();
  position_ = position;
  lastMergeKey_.clear();
  const Moment& moment = undoList_[position_];
  experiment_ = moment.settings;
  stayWithTheRun();
  restart_ = false;
  atHead_ = true;
  if (toAnotherRun && moment.record) giveBackRun(moment);
  emit experimentChanged();
  emit undoChanged();
  requestProblem();
}

void Session::undo() {
  if (canUndo()) moveInUndoList(position_ - 1);
}

void Session::redo() {
  if (canRedo()) moveInUndoList(position_ + 1);
}

void Session::requestProblem() {
  const auto work = [this, experiment = experiment_, previous = problem_](const Progress& progress) {
    try {
      const auto problem = build(experiment, progress, previous);
      progress.throwIfCancelled();
      later([this, experiment, problem] { adoptProblem(experiment, problem); });
    } catch (const Cancelled&) {
      throw;
    } catch (const std::exception& error) {
      progress.throwIfCancelled();
      later([this, experiment, message = QString::fromUtf8(error.what())] {
        refuseProblem(experiment, message);
      });
    }
  };
  problemJob_.request(work, [this](double fraction) {
    later([this, fraction] { emit progressed(tr("Reading data"), fraction); });
  });
}

void Session::adoptProblem(const Experiment& wanted, const std::shared_ptr<const Problem>& problem) {
  if (wanted != experiment_) return;  // a newer edit is under way
  const bool filled = problem->experiment != experiment_;
  if (filled) undoList_[position_].settings = problem->experiment;
  experiment_ = problem->experiment;
  const bool goesOn =
      problem_ && !restart_ && problem->experiment.changes.empty() && canContinue(*problem_, *problem);
  const double refitSpeed = goesOn ? refitSpeedFor(*problem) : 0;
  restart_ = false;
  const bool sameShape = problem_ && problem_->model->weightCount() == problem->model->weightCount();
  const bool sameDataSet = problem_ && problem_->dataset == problem->dataset;
  if (!goesOn) beginRun(*problem);
  const auto before = std::exchange(problem_, problem);
  if (!before) forgetWhatWasNeverShown();
  if (builtDocument_ != document()) landscape_ = problem->experiment.landscape;
  builtPosition_ = position_;
  builtDocument_ = document();
  if (goesOn) {
    if (atHead_ || differOnlyInWhatIsSeen(before->experiment, problem->experiment)) run_.goToHead();
    undoList_[position_].revision = revision_ = run_.change(problem, refitSpeed);
  } else {
    frame_.reset();
    sliceOrigin_.resize(0);
    plane_.reset();
    generation_ = run_.load(problem, catchUpTo_, catchUpAt_);
    undoList_[position_].restarted = true;
  }
  stayWithTheRun();
  if (!goesOn && !(sameShape && sameDataSet)) surface_.reset();
  if (!goesOn && !speedIsChosen_) applySpeed(calmSpeed());
  emit progressed({}, std::nullopt);
  if (filled) emit experimentChanged();
  emit problemChanged();
  requestSurface();
}

// Where a window opens with a file, what it would else have opened with is nothing to go back to.
void Session::forgetWhatWasNeverShown() {
  undoList_.erase(undoList_.begin(), undoList_.begin() + static_cast<std::ptrdiff_t>(position_));
  position_ = 0;
  emit undoChanged();
}

// The planned epochs in about a second: fast enough to follow a hand, and no faster, for they are recorded.
double Session::refitSpeedFor(const Problem& next) const {
  const Experiment &was = problem_->experiment, &is = next.experiment;
  const bool edited = editsOf(was.dataset) != editsOf(is.dataset) || was.disturbance != is.disturbance;
  return refits_ && edited ? 10 * calmSpeed() : 0;
}

// What could not be built is taken back, so that the window shows what really runs. A newer edit stays.
void Session::refuseProblem(const Experiment& refused, const QString& message) {
  if (refused != experiment_) return;
  emit progressed({}, std::nullopt);
  if (problem_) {
    giveBackWhatHolds();
  } else if (canUndo()) {
    // Refused before anything was ever shown: what was asked for first still holds.
    undoList_.resize(position_);
    moveInUndoList(position_ - 1);
  }
  emit failed(message);
}

// A refused edit leaves the list; a refused undo leaves the list as it is.
void Session::giveBackWhatHolds() {
  if (position_ > builtPosition_ && position_ + 1 == undoList_.size()) undoList_.resize(builtPosition_ + 1);
  position_ = builtPosition_;
  experiment_ = problem_->experiment;
  if (!isAtPastMoment()) undoList_[position_].settings = experiment_;
  lastMergeKey_.clear();
  restart_ = false;
  stayWithTheRun();
  emit experimentChanged();
  emit undoChanged();
}

void Session::fetchFrame() {
  const auto frame = run_.takeFrame();
  takeCutOffs();
  if (!frame || frame->generation != generation_) return;
  frame_ = frame;
  followTheRun();
  emit frameChanged();
  followBall();
  recutAtRest();
  refreshFacts();
}

void Session::play() { run_.play(); }
void Session::pause() { run_.pause(); }
void Session::toggle() { frame_ && frame_->running ? pause() : play(); }
void Session::stepBatch() { run_.stepBatch(); }
void Session::stepEpoch() { run_.stepEpoch(); }

void Session::reset() {
  if (!problem_) return;
  Experiment again = experiment_;
  again.changes.clear();
  if (again != experiment_ || isAtPastMoment()) {
    restart_ = true;
    edit(again);
    return;
  }
  beginRun(*problem_);
  generation_ = run_.load(problem_);
}

void Session::newStart() {
  Experiment next = experiment_;
  next.changes.clear();
  next.start.weights.clear();
  ++next.start.seed;
  edit(next);
}

void Session::setSpeed(double stepsPerSecond) {
  speedIsChosen_ = true;
  applySpeed(stepsPerSecond);
}

void Session::wantMetrics(bool wanted) { run_.wantMetrics(wanted); }
void Session::wantUnits(bool wanted) { run_.wantUnits(wanted); }
void Session::wantLedger(bool wanted) { run_.wantLedger(wanted); }

void Session::wantExplanation(std::optional<ExplanationWish> wish) { run_.wantExplanation(wish); }

// No step of the undo list: what was seen is seen, wherever undo leads.
void Session::openTest() {
  experiment_ = withSetting(experiment_, "split.test_opened", true);
  experiment_.changes.clear();
  stayWithTheRun();
  saveRun();
  for (Moment& each : undoList_) {
    openTestIn(each.settings);
    if (each.record) openTestIn(*each.record);
  }
  lastMergeKey_.clear();
  emit experimentChanged();
  requestProblem();
}

// If the present settings have opened them, and these hold the same rows.
void Session::openTestIn(Experiment& other) const {
  if (opensTestRows(experiment_, other)) other.split.testOpened = true;
}

void Session::applySpeed(double stepsPerSecond) {
  speed_ = stepsPerSecond;
  run_.setSpeed(stepsPerSecond);
  emit speedChanged();
}

double Session::calmSpeed() const {
  const std::int64_t batches = problem_ ? batchesPerEpoch(*problem_) : 1;
  return std::clamp(static_cast<double>(experiment_.training.epochs * batches) / 10, 1.0, 1e5);
}

void Session::cancelWork() {
  const bool building = problem_ == nullptr || problem_->experiment != experiment_;
  problemJob_.cancel();
  surfaceJob_.cancel();
  ++surfaceOrders_;
  surfaceUnderWay_ = false;
  if (building) refuseProblem(experiment_, tr("Cancelled; the settings are again what they were."));
  emit progressed({}, std::nullopt);
}

}  // namespace lossarium::ui
