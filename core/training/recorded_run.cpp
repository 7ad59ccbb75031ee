#include "core/training/recorded_run.h"

#include "core/boxes/box_scores.h"
#include "core/losses/rate.h"
#include "core/objectives/classification.h"
#include "core/training/test_seal.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace lossarium {
namespace {

constexpr Index mostRowsShown = 20000;
const std::string horizonKey = "optimizer.schedule_epochs", openedKey = "split.test_opened";

// The same for every loss, so that fits can be compared across a change of it.
void addYardsticks(RunFrame& frame, const RiskAt& risk) {
  const Matrix& wanted = frame.problem->training->samples().target;
  if (isClassification(frame.problem->dataset->task)) {
    frame.accuracy = accuracy(risk.prediction, wanted);
    if (const auto& held = frame.problem->validation)
      frame.validationAccuracy = accuracy(*held, frame.state.weights);
    return;
  }
  if (frame.problem->dataset->task == Task::boxes) {
    frame.meanIou = iouOfRows(risk.prediction, wanted).mean();
    frame.cornerError = cornerErrorOfRows(risk.prediction, wanted).mean();
    return;
  }
  const Matrix prediction = inTargetUnits(frame.problem->loss->spec(), risk.prediction);
  const auto target = wanted.col(0).array();
  const double mean = (prediction.col(0).array() - target).square().mean();
  const double variance = (target - target.mean()).square().mean();
  frame.rmse = std::sqrt(mean);
  if (variance > 0) frame.explained = 1 - mean / variance;
}

// What is predicted for rows that are not learnt from, as far as they may be seen.
void addOtherRows(RunFrame& frame) {
  const Problem& problem = *frame.problem;
  const auto shown = [&](const EmpiricalRisk& risk) -> Matrix {
    const Matrix all = risk.predictions(frame.state.weights);
    return all(Eigen::seq(0, all.rows() - 1, frame.shownStride), Eigen::all);
  };
  if (problem.validation) frame.validationPrediction = shown(*problem.validation);
  if (problem.test && problem.experiment.split.testOpened) frame.testPrediction = shown(*problem.test);
}

// Parameters that a choice had and, the same as before, no longer has.
void addRemoved(std::vector<SettingChange>& changes, const Settings& from, const Settings& to) {
  for (const auto& [section, values] : from) {
    if (!sectionIsChoice(section) || to.at(section).at("id") != values.at("id")) continue;
    for (const auto& [key, value] : values)
      if (!to.at(section).contains(key)) changes.push_back({section + "." + key, value, std::nullopt});
  }
}

// Whether the optimiser's schedule runs over what is planned.
bool followsPlan(const Choice& optimizer) {
  return optimizer.has("schedule_epochs") && optimizer.text("schedule") != "constant" &&
         optimizer.integer("schedule_epochs") == 0;
}

std::vector<SettingChange> changesBetween(const Experiment& before, const Experiment& after) {
  const Settings from = toSettings(before);
  std::vector<SettingChange> changes;
  for (const auto& [key, value] : difference(before, after)) {
    const auto dot = key.rfind('.');
    const Section& section = from.at(key.substr(0, dot));
    const auto known = section.find(key.substr(dot + 1));
    if (known == section.end())
      changes.push_back({key, std::nullopt, value});
    else if (key == openedKey && value == Value(false))
      continue;                       // what was seen is seen
    else if (known->second != value)  // one that is merely said again is no change
      changes.push_back({key, known->second, value});
  }
  addRemoved(changes, from, toSettings(after));
  for (SettingChange& each : changes) {  // hundreds of edits: the record holds them, a seam need not
    if (each.key == "dataset.edits") each.from = each.to = std::nullopt;
    if (each.key == "disturbance.class_share" && each.to == std::optional<Value>(0.0)) each.to = std::nullopt;
  }
  return changes;
}

bool sameObjective(const Experiment& one, const Experiment& other) {
  return one.dataset == other.dataset && one.disturbance == other.disturbance && one.loss == other.loss &&
         one.penalty == other.penalty;
}

// Whether a gradient of the one problem is none of the other's.
bool changesGradients(const Problem& before, const Problem& now) {
  const Experiment &was = before.experiment, &is = now.experiment;
  return was.loss != is.loss || was.penalty != is.penalty || before.dataset != now.dataset;
}

}  // namespace

RecordedRun::RecordedRun(std::shared_ptr<const Problem> problem)
    : trainer_(problem),
      history_(pathCapacity(problem->model->weightCount())),
      record_(problem->experiment),
      shownAsOf_(problem) {
  record(history_, trainer_.now());
}

bool RecordedRun::step() {
  if (!atHead()) return trainer_.step();
  followForeseenChanges();
  if (!canStep() || !trainer_.step()) return false;
  showAsOfNow();
  record(history_, trainer_.now());
  if (state().stop != Stop::none) followForeseenChanges();  // what was changed at the end may let it go on
  return true;
}

bool RecordedRun::approach(std::int64_t step) {
  bool there = false;
  if (step <= headStep())
    there = trainer_.approach(step);
  else if (!atHead())
    trainer_.approach(headStep());
  else
    there = !this->step() || state().step == step;
  if (there && state().step == step) followForeseenChanges();
  return there;
}

// One can turn out not to fit its data (a file that is gone): that stops the run, not the program.
void RecordedRun::followForeseenChanges() {
  if (!atHead() || !fault_.empty() || !trainer_.changeIsDue()) return;
  beginChange();
  try {
    while (trainer_.changeIsDue()) trainer_.followDueChange();
    const auto later = [this](const Change& each) { return each.atStep > state().step; };
    madeChanges_ = static_cast<std::size_t>(
        std::find_if(record_.changes.begin(), record_.changes.end(), later) - record_.changes.begin());
    markSeam();
  } catch (const std::exception& error) {
    fault_ = error.what();
  }
}

void RecordedRun::change(std::shared_ptr<const Problem> next) {
  cutOffTheRest();
  sealed_.reset();
  const std::int64_t now = state().step;
  if (now == 0) {
    auto cutOff = std::move(cutOff_);
    *this = RecordedRun(std::move(next));
    cutOff_ = std::move(cutOff);
    return;
  }
  if (trainer_.unchanged())
    trainer_.takeBackChanges();
  else
    beginChange();
  // What the experiment foresaw from here on, and what was changed a moment ago, will not happen.
  record_.changes.resize(keptChanges_);
  fault_.clear();
  keepOpened(next->experiment);
  auto set = difference(trainer_.now().problem()->experiment, next->experiment);
  if (set.empty()) {
    trainer_.forgetChanges(std::move(next));
  } else {
    trainer_.change(std::move(next));
    if (horizonRecorded_ && followsPlan(trainer_.now().problem()->experiment.optimizer))
      set[horizonKey] = trainer_.now().plannedHorizon();
    if (record_.split.testOpened) set.erase(openedKey);
    if (!set.empty()) record_.changes.push_back({now, set});
  }
  madeChanges_ = record_.changes.size();
  markSeam();
}

// The run ends here, as it was when it was here; what came after is handed over.
void RecordedRun::cutOffTheRest() {
  if (atHead()) return;
  const Trainer& head = trainer_.head();
  const std::int64_t here = state().step;
  cutOff_.emplace();
  cutOff_->record = record_;
  cutOff_->problem = head.problem();
  cutOff_->reachedStep = head.state().step;
  cutOff_->reachedEpoch = head.state().epoch;
  cutOff_->cutStep = here;
  cutOff_->epochs = history_.epochs.items();
  cutOff_->seams = history_.seams;
  const auto later = [here](const auto& each) { return each.step > here; };
  const auto extended = std::find_if(extensions_.begin(), extensions_.end(), later);
  if (extended != extensions_.end()) {
    record_ = extended->record;
    horizonRecorded_ = extended->horizonRecorded;
  }
  extensions_.erase(extended, extensions_.end());
  std::erase_if(record_.changes, [here](const Change& each) { return each.atStep > here; });
  madeChanges_ = record_.changes.size();
  history_.cutAfter(here, state().epoch);
  fault_.clear();
  trainer_.cut();
}

// Rows that were seen on a way that was given up were seen before all that happens on this one.
void RecordedRun::keepOpened(const Experiment& next) {
  if (!cutOff_ || !opensTestRows(cutOff_->record, next)) return;
  Experiment opened = record_;
  opened.split.testOpened = true;
  if (opensTestRows(opened, next)) record_ = std::move(opened);
}

// Further changes before the next step begin here anew.
void RecordedRun::beginChange() {
  trainer_.beginChanges();
  keptChanges_ = madeChanges_;
  keptSeams_ = history_.seams.size();
}

// At another moment another problem may be in force.
void RecordedRun::showAsOfNow() {
  const auto& now = trainer_.now().problem();
  if (shownAsOf_ == now) return;
  map_.reset();
  fitMap_.reset();
  const auto before = std::exchange(shownAsOf_, now);
  if (!sameObjective(before->experiment, now->experiment)) forgetValues();
}

// The way so far is as high as the objective in force says.
void RecordedRun::forgetValues() {
  for (PathPoint& each : history_.path.items()) each.value = std::numeric_limits<double>::quiet_NaN();
}

void RecordedRun::valuePath(std::chrono::nanoseconds patience) {
  const auto begin = std::chrono::steady_clock::now();
  const EmpiricalRisk& objective = *trainer_.now().problem()->training;
  const auto isOpen = [](const PathPoint& each) { return std::isnan(each.value); };
  auto& path = history_.path.items();
  auto open = std::find_if(path.rbegin(), path.rend(), isOpen);
  for (; open != path.rend(); open = std::find_if(open, path.rend(), isOpen)) {
    const double value = objective.value(open->weights);
    open->value = std::isnan(value) ? std::numeric_limits<double>::infinity() : value;
    if (std::chrono::steady_clock::now() - begin > patience) break;
  }
  pathIsValued_ = open == path.rend();
}

// The curve gets a seam.
void RecordedRun::markSeam() {
  const Problem &before = *trainer_.unchanged()->problem(), &after = *trainer_.now().problem();
  showAsOfNow();
  history_.seams.resize(keptSeams_);
  Seam seam;
  seam.epoch = state().epoch;
  seam.step = state().step;
  seam.changes = changesBetween(before.experiment, after.experiment);
  if (record_.split.testOpened)
    std::erase_if(seam.changes, [](const SettingChange& each) { return each.key == openedKey; });
  seam.label = changeLabel(seam.changes);
  seam.otherUnit = before.experiment.loss != after.experiment.loss;
  seam.lossBefore = before.loss->spec().title;
  if (seam.otherUnit && state().batch == 0) seam.after = measure(trainer_.now());
  if (!seam.label.empty()) history_.seams.push_back(std::move(seam));  // else it was changed there and back
  if (after.experiment.split.testOpened && !before.experiment.split.testOpened)
    fillTestLosses(history_, after);
}

void RecordedRun::continuePastEnd() {
  if (!atHead() || state().stop != Stop::epochs) return;
  extensions_.push_back({state().step, record_, horizonRecorded_});
  const Trainer* unchanged = trainer_.unchanged();
  const std::int64_t horizonBefore = (unchanged ? *unchanged : trainer_.now()).plannedHorizon();
  trainer_.extend(trainer_.now().problem()->experiment.training.epochs);
  recordPlan(trainer_.now().plannedEpochs(), horizonBefore);
}

// A replay goes as far, as if that had been planned before the run got here: it must not stop at this step.
void RecordedRun::recordPlan(std::int64_t epochs, std::int64_t horizonBefore) {
  const std::string key = "training.epochs";
  auto& changes = record_.changes;
  const auto made = changes.begin() + static_cast<std::ptrdiff_t>(madeChanges_);
  for (auto change = changes.begin(); change != made; ++change)
    if (change->atStep == state().step && change->set.erase(key) > 0 &&
        followsPlan(trainer_.now().problem()->experiment.optimizer))
      change->set[horizonKey] = trainer_.now().plannedHorizon();
  const auto emptied =
      std::remove_if(changes.begin(), made, [](const Change& each) { return each.set.empty(); });
  changes.erase(emptied, made);
  madeChanges_ = static_cast<std::size_t>(emptied - changes.begin());
  std::size_t planned = madeChanges_;
  while (planned > 0 && !changes[planned - 1].set.contains(key)) --planned;
  recordHorizon(planned, horizonBefore);
  if (planned > 0)
    changes[planned - 1].set[key] = epochs;
  else
    record_.training.epochs = epochs;
}

// A plan made longer afterwards must not stretch the schedule that has been followed: from the `from`th
// change on (0: the start) its horizon is said, `before` the present step and at it.
void RecordedRun::recordHorizon(std::size_t from, std::int64_t before) {
  horizonRecorded_ = true;
  Experiment inForce = record_;
  if (from == 0 && followsPlan(inForce.optimizer))
    record_.optimizer.parameters["schedule_epochs"] = inForce.optimizer.parameters["schedule_epochs"] =
        before;
  for (std::size_t i = 0; i < madeChanges_; ++i) {
    Change& change = record_.changes[i];
    inForce = withSettings(inForce, change.set);
    if (i + 1 < from || !followsPlan(inForce.optimizer)) continue;
    change.set[horizonKey] = change.atStep == state().step ? trainer_.now().plannedHorizon() : before;
    inForce = withSetting(inForce, horizonKey, change.set[horizonKey]);
  }
}

RunFrame RecordedRun::frame(std::chrono::nanoseconds patience) {
  showAsOfNow();
  valuePath(patience);
  RunFrame frame;
  const Trainer &trainer = trainer_.now(), &head = trainer_.head();
  frame.problem = shownProblem();
  frame.state = state();
  const RiskAt risk = frame.problem->training->at(frame.state.weights);
  frame.now = measure(trainer, risk);
  if (frame.problem->experiment.split.testOpened && frame.problem->test && std::isnan(frame.now.test))
    frame.now.test = frame.problem->test->loss(frame.state.weights);
  frame.headProblem = head.problem();
  frame.headStep = frame.destination = head.state().step;
  frame.headEpoch = head.state().epoch;
  frame.plannedEpochs = head.plannedEpochs();
  frame.batchesPerEpoch = lossarium::batchesPerEpoch(*trainer.problem());
  if (atHead()) frame.fault = fault_;
  frame.learningRate = trainer.rateFactor() * frame.problem->optimizer->learningRate();
  frame.record = record_;
  frame.epochs = history_.epochs.items();
  frame.path = history_.path.items();
  frame.seams = history_.seams;
  frame.best = head.best();
  if (risk.gradient.allFinite()) frame.descent = -risk.gradient;
  if (const TakenStep* last = trainer.lastStep()) {
    frame.lastChange = frame.state.reached() - last->weights;
    frame.changedSinceStep = changesGradients(*last->problem, *trainer.problem());
  }
  addYardsticks(frame, risk);
  addShownRows(frame, risk);
  if (frame.problem->dataset->task == Task::boxes) addOtherRows(frame);
  addDecisions(frame);
  addFit(frame);
  return frame;
}

std::shared_ptr<const Problem> RecordedRun::shownProblem() {
  const auto& now = trainer_.now().problem();
  if (!now->test || now->experiment.split.testOpened) return now;
  if (sealed_ == now) return opened_;
  sealed_ = opened_ = now;
  if (!opensTestRows(record_, now->experiment)) return now;
  auto opened = std::make_shared<Problem>(*now);
  opened->experiment.split.testOpened = true;
  return opened_ = std::move(opened);
}

void RecordedRun::addDecisions(RunFrame& frame) {
  if (!isClassification(frame.problem->dataset->task)) return;
  addOtherRows(frame);
  frame.trainingGuess = predictedClasses(frame.trainingPrediction);
  if (frame.validationPrediction.size()) frame.validationGuess = predictedClasses(frame.validationPrediction);
  if (frame.testPrediction.size()) frame.testGuess = predictedClasses(frame.testPrediction);
  if (!map_) map_ = std::make_shared<DecisionMap>(frame.problem);
  frame.decisions = map_->at(frame.state.weights);
}

void RecordedRun::addFit(RunFrame& frame) {
  if (!FitMap::applies(*frame.problem)) return;
  addOtherRows(frame);
  if (!fitMap_) fitMap_ = std::make_shared<FitMap>(frame.problem);
  frame.fit = fitMap_->at(frame.state.weights);
}

void RecordedRun::addShownRows(RunFrame& frame, const RiskAt& risk) {
  const Problem& problem = *frame.problem;
  const Index rows = risk.prediction.rows();
  frame.shownStride = (rows + mostRowsShown - 1) / mostRowsShown;
  // Classes can come in turns: none may be skipped every time.
  const auto classes = std::max<Index>(1, static_cast<Index>(problem.dataset->classNames.size()));
  while (std::gcd(frame.shownStride, classes) > 1) ++frame.shownStride;
  const auto shown = Eigen::seq(0, rows - 1, frame.shownStride);
  frame.trainingPrediction = risk.prediction(shown, Eigen::all);
  frame.trainingLoss = risk.lossOfSample(shown);
  const Matrix slope = risk.slopeOfSample(shown, Eigen::all);
  frame.trainingPull = slope.cols() == 1 ? Vector(slope.col(0)) : Vector(slope.rowwise().norm());
}

RunFrame finishedRun(std::shared_ptr<const Problem> problem) {
  RecordedRun run(std::move(problem));
  while (run.step()) {
  }
  return run.frame();
}

}  // namespace lossarium
