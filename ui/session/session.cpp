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

constexpr Index coarseGrid = 26;      // a first look within a frame
constexpr qint64 mergeWindow = 1200;  // milliseconds between moves of one slider
constexpr std::size_t longestUndo = 500;
constexpr int restBeforeCut = 400;  // milliseconds: nothing jumps while somebody steps or scrubs

// After these a start that was clicked on the surface means nothing any more.
bool changesWeights(std::string_view key) {
  constexpr std::string_view keys[] = {"start.seed",    "dataset.id",         "dataset.file",
                                       "dataset.cells", "dataset.features",   "dataset.target",
                                       "dataset.task",  "dataset.standardize"};
  return key.starts_with("model.") || std::find(std::begin(keys), std::end(keys), key) != std::end(keys);
}

// Whether the weights are beside the plane that is shown, and their loss is clearly not that of the surface.
bool hasLeftThePlane(const SurfaceResult& result, const RunFrame& frame) {
  constexpr double clearly = 0.02;  // of the heights
  const Surface& surface = *result.surface;
  const Vector& weights = frame.state.weights;
  if (surface.slice.origin.size() != weights.size() || !weights.allFinite()) return false;
  const Eigen::Vector2d place = surface.slice.project(weights);
  const double beside = (weights - surface.slice.at(place.x(), place.y())).norm();
  if (!(beside > 1e-9 * (1 + weights.norm()))) return false;
  const double height = frame.now.training + frame.now.penalty, below = surface.at(place.x(), place.y());
  return !(std::abs(height - below) <= clearly * (surface.maximum - surface.minimum));
}

// What a run does not depend on is no reason to cut it off.
bool differOnlyInWhatIsSeen(Experiment before, const Experiment& after) {
  if (before == after) return false;
  before.landscape = after.landscape;
  before.split.testOpened = after.split.testOpened;
  return before == after;
}

}  // namespace

// Runs `function` on the window's thread, unless the session is gone by then.
template <class Function>
void Session::later(Function function) {
  QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
}

Session::Session(QObject* parent) : QObject(parent), run_([this] { later([this] { fetchFrame(); }); }) {}

Session::~Session() = default;

Experiment Session::record() const { return frameIsCurrent() ? frame_->record : experiment_; }

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
  builtPosition_ = position_;
  builtDocument_ = document();
  if (goesOn) {
    if (atHead_ || differOnlyInWhatIsSeen(before->experiment, problem->experiment)) run_.goToHead();
    undoList_[position_].revision = revision_ = run_.change(problem, refitSpeed);
  } else {
    frame_.reset();
    sliceOrigin_.resize(0);
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

// The planned epochs in about a second: fast enough to follow a hand, and no faster, for they are recorded.
double Session::refitSpeedFor(const Problem& next) const {
  const bool edited = editsOf(problem_->experiment.dataset) != editsOf(next.experiment.dataset);
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

void Session::requestSurface(bool recentred) {
  if (!problem_) return;
  std::vector<Vector> path;
  if (frame_ && !recentred)
    for (const PathPoint& point : frame_->path) path.push_back(point.weights);
  if (frame_) path.push_back(frame_->state.weights);
  if (recentred && frame_) sliceOrigin_ = frame_->state.weights;
  std::optional<Slice> shown;
  if (surface_ && !recentred) shown = surface_->surface->slice;
  const auto order = ++surfaceOrders_;
  surfaceUnderWay_ = true;
  emit progressed(tr("Surface"), 0.0);
  const auto deliver = [this, order](SurfaceResult result) {
    later([this, order, result = std::move(result)] {
      if (order == surfaceOrders_) takeSurface(result);
    });
  };
  const auto work = [problem = problem_, path = std::move(path), shown, origin = sliceOrigin_,
                     deliver](const Progress& progress) {
    const Framing framing = lossarium::frame(*problem, path, shown, origin, progress);
    const Index grid = problem->experiment.landscape.grid;
    for (const Index size : {std::min(coarseGrid, grid), grid}) {
      const auto surface = std::make_shared<Surface>(
          computeSurface(*problem->training, framing.slice, size, progress, Precision::picture));
      deliver({problem, surface, framing, size == grid});
      if (size == grid) break;
    }
  };
  surfaceJob_.request(work, [this, order](double fraction) {
    later([this, order, fraction] {
      if (order == surfaceOrders_) emit progressed(tr("Surface"), fraction);
    });
  });
}

void Session::takeSurface(const SurfaceResult& result) {
  surface_ = std::make_shared<SurfaceResult>(result);
  if (result.finished) {
    surfaceUnderWay_ = false;
    emit progressed({}, std::nullopt);
  }
  emit surfaceChanged();
  if (result.finished) recutAtRest();  // the run may have come to rest before there was a surface
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
}

// At rest the surface is cut anew through where the run is.
void Session::recutAtRest() {
  if (!frame_ || frame_->running || !surface_ || !hasLeftThePlane(*surface_, *frame_)) return;
  QTimer::singleShot(restBeforeCut, this, [this, shown = frame_] {
    if (frame_ == shown && surface_ && hasLeftThePlane(*surface_, *shown)) recentre();
  });
}

// The range of the surface changes only when the ball leaves it.
void Session::followBall() {
  if (!surface_ || surfaceUnderWay_ || experiment_.landscape.range) return;
  const Framing& framing = surface_->framing;
  if (framing.slice.origin.size() != frame_->state.weights.size()) return;
  const Eigen::Vector2d ball = framing.slice.project(frame_->state.weights);
  if (framing.shows(ball)) return;
  const auto leavesWithinReach = [&](const PathPoint& point) {
    const Eigen::Vector2d place = framing.slice.project(point.weights);
    return !framing.shows(place) && framing.reaches(place);
  };
  if (framing.reaches(ball) || std::any_of(frame_->path.begin(), frame_->path.end(), leavesWithinReach))
    requestSurface();
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

void Session::startAt(double a, double b) {
  if (!surface_) return;
  const Vector weights = surface_->surface->slice.at(a, b);
  Experiment next = experiment_;
  next.changes.clear();
  next.start.weights.assign(weights.begin(), weights.end());
  edit(next);
}

void Session::recentre() { requestSurface(true); }

void Session::setSpeed(double stepsPerSecond) {
  speedIsChosen_ = true;
  applySpeed(stepsPerSecond);
}

void Session::wantMetrics(bool wanted) { run_.wantMetrics(wanted); }
void Session::wantUnits(bool wanted) { run_.wantUnits(wanted); }

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

double Session::epochsToMinimum() const {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  if (!surface_ || !frame_ || frame_->problem->model->weightCount() != 2 || frame_->descent.size() != 2 ||
      frame_->problem->experiment.optimizer.id != "gradient_descent" ||
      !frame_->problem->optimizer->schedule().isConstant())
    return unknown;
  const Framing& framing = surface_->framing;
  const Eigen::Vector2d ball = framing.slice.project(frame_->state.weights);
  const double distance = (ball - framing.minimum.head<2>()).norm();
  // At the minimum the distance is the search's own rounding.
  const double height = frame_->now.training + frame_->now.penalty - framing.minimum.z();
  if (!(height > 1e-6 * std::abs(framing.minimum.z()))) return 0;
  const double momentum = frame_->problem->experiment.optimizer.real("momentum");
  const double stride = frame_->problem->optimizer->learningRate() * frame_->descent.norm() / (1 - momentum);
  return distance / stride / static_cast<double>(frame_->batchesPerEpoch);
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
