#include "core/training/recorded_run.h"

#include "core/base/parallel_for.h"
#include "core/objectives/classification.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

constexpr std::size_t historyCapacity = 2048;
constexpr Index mostRowsShown = 20000;

std::shared_ptr<const EmpiricalRisk> everyNth(const Problem& problem, Index stride) {
  const Samples& all = problem.training->samples();
  const auto rows = Eigen::seq(0, all.count() - 1, stride);
  auto some = std::make_shared<Samples>();
  some->features = all.features(rows, Eigen::all);
  some->target = all.target(rows, Eigen::all);
  return std::make_shared<EmpiricalRisk>(some, problem.model, problem.loss, Penalty{});
}

// The same for every loss, so that fits can be compared across a change of it.
void addYardsticks(RunFrame& frame) {
  const EmpiricalRisk& risk = *frame.problem->training;
  if (isClassification(frame.problem->dataset->task)) {
    frame.accuracy = accuracy(risk, frame.state.weights);
    if (const auto& held = frame.problem->validation)
      frame.validationAccuracy = accuracy(*held, frame.state.weights);
    return;
  }
  static const auto squared = makeLoss({"mse", {}});
  const double mean = risk.loss(frame.state.weights, *squared);
  const auto target = risk.samples().target.col(0).array();
  const double variance = (target - target.mean()).square().mean();
  frame.rmse = std::sqrt(mean);
  if (variance > 0) frame.explained = 1 - mean / variance;
}

// Parameters that a choice had and, the same as before, no longer has.
void addRemoved(std::vector<SettingChange>& changes, const Settings& from, const Settings& to) {
  for (const auto& [section, values] : from) {
    if (!sectionIsChoice(section) || to.at(section).at("id") != values.at("id")) continue;
    for (const auto& [key, value] : values)
      if (!to.at(section).contains(key)) changes.push_back({section + "." + key, value, std::nullopt});
  }
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
    else if (known->second != value)  // one that is merely said again is no change
      changes.push_back({key, known->second, value});
  }
  addRemoved(changes, from, toSettings(after));
  for (SettingChange& each : changes)  // hundreds of edits: the record holds them, a seam need not
    if (each.key == "dataset.edits") each.from = each.to = std::nullopt;
  return changes;
}

}  // namespace

RecordedRun::RecordedRun(std::shared_ptr<const Problem> problem)
    : trainer_(problem), history_(historyCapacity), record_(problem->experiment) {
  record(history_, trainer_);
}

bool RecordedRun::step() {
  followForeseenChanges();
  if (!canStep() || !trainer_.step()) return false;
  unchanged_.reset();
  record(history_, trainer_);
  if (state().stop != Stop::none) followForeseenChanges();  // what was changed at the end may let it go on
  return true;
}

// One can turn out not to fit its data (a file that is gone): that stops the run, not the program.
void RecordedRun::followForeseenChanges() {
  if (!fault_.empty() || !trainer_.changeIsDue()) return;
  beginChange();
  try {
    trainer_.applyDueChanges();
    const auto later = [this](const Change& each) { return each.atStep > state().step; };
    madeChanges_ = static_cast<std::size_t>(
        std::find_if(record_.changes.begin(), record_.changes.end(), later) - record_.changes.begin());
    forgetShown();
    markSeam();
  } catch (const std::exception& error) {
    fault_ = error.what();
  }
}

void RecordedRun::change(std::shared_ptr<const Problem> next) {
  const std::int64_t now = state().step;
  if (now == 0) {
    *this = RecordedRun(std::move(next));
    return;
  }
  if (unchanged_)
    trainer_ = *unchanged_;
  else
    beginChange();
  // What the experiment foresaw from here on, and what was changed a moment ago, will not happen.
  record_.changes.resize(keptChanges_);
  fault_.clear();
  const auto set = difference(trainer_.problem()->experiment, next->experiment);
  if (set.empty()) {
    trainer_.forgetChanges(std::move(next));
  } else {
    trainer_.change(std::move(next));
    record_.changes.push_back({now, set});
  }
  madeChanges_ = record_.changes.size();
  forgetShown();
  markSeam();
}

// Further changes before the next step begin here anew.
void RecordedRun::beginChange() {
  unchanged_ = trainer_;
  keptChanges_ = madeChanges_;
  keptSeams_ = history_.seams.size();
}

// The curve gets a seam, and the way so far is as high as the objective now in force says.
void RecordedRun::markSeam() {
  const Problem &before = *unchanged_->problem(), &after = *trainer_.problem();
  auto& path = history_.path.items();
  parallelFor(static_cast<Index>(path.size()), [&](Index i) {
    PathPoint& point = path[static_cast<std::size_t>(i)];
    point.value = after.training->value(point.weights);
  });
  history_.seams.resize(keptSeams_);
  Seam seam;
  seam.epoch = state().epoch;
  seam.step = state().step;
  seam.changes = changesBetween(before.experiment, after.experiment);
  seam.label = changeLabel(seam.changes);
  seam.otherUnit = before.experiment.loss != after.experiment.loss;
  seam.lossBefore = before.loss->spec().title;
  if (seam.label.empty()) return;  // changed there and back
  if (seam.otherUnit && state().batch == 0) seam.after = measure(trainer_);
  history_.seams.push_back(std::move(seam));
}

void RecordedRun::continuePastEnd() {
  if (state().stop != Stop::epochs) return;
  const std::int64_t epochs = trainer_.problem()->experiment.training.epochs;
  trainer_.extend(epochs);
  unchanged_.reset();  // what is changed after this is a change of its own
  recordPlan(trainer_.plannedEpochs());
}

// A replay goes as far, as if that had been planned before the run got here: it must not stop at this step.
void RecordedRun::recordPlan(std::int64_t epochs) {
  const std::string key = "training.epochs";
  auto& changes = record_.changes;
  const auto made = changes.begin() + static_cast<std::ptrdiff_t>(madeChanges_);
  for (auto change = changes.begin(); change != made; ++change)
    if (change->atStep == state().step) change->set.erase(key);
  const auto emptied =
      std::remove_if(changes.begin(), made, [](const Change& each) { return each.set.empty(); });
  changes.erase(emptied, made);
  madeChanges_ = static_cast<std::size_t>(emptied - changes.begin());
  for (std::size_t i = madeChanges_; i-- > 0;)
    if (const auto planned = changes[i].set.find(key); planned != changes[i].set.end()) {
      planned->second = epochs;
      return;
    }
  record_.training.epochs = epochs;
}

RunFrame RecordedRun::frame() const {
  RunFrame frame;
  frame.problem = trainer_.problem();
  frame.state = state();
  frame.now = measure(trainer_);
  frame.plannedEpochs = trainer_.plannedEpochs();
  frame.batchesPerEpoch = lossarium::batchesPerEpoch(*trainer_.problem());
  frame.fault = fault_;
  frame.record = record_;
  frame.epochs = history_.epochs.items();
  frame.path = history_.path.items();
  frame.seams = history_.seams;
  const EmpiricalRisk& risk = *frame.problem->training;
  Vector gradient(frame.state.weights.size());
  risk.gradient(frame.state.weights, gradient);
  if (gradient.allFinite()) frame.descent = -gradient;
  addYardsticks(frame);
  addShownRows(frame);
  addDecisions(frame);
  return frame;
}

void RecordedRun::forgetShown() {
  shown_.reset();
  map_.reset();
}

void RecordedRun::addDecisions(RunFrame& frame) const {
  if (!isClassification(frame.problem->dataset->task)) return;
  const Problem& problem = *frame.problem;
  frame.trainingGuess = predictedClasses(frame.trainingPrediction);
  if (problem.validation) {
    const Matrix all = problem.validation->predictions(frame.state.weights);
    frame.validationPrediction = all(Eigen::seq(0, all.rows() - 1, frame.shownStride), Eigen::all);
    frame.validationGuess = predictedClasses(frame.validationPrediction);
  }
  if (!map_) map_ = std::make_shared<DecisionMap>(frame.problem);
  frame.decisions = map_->at(frame.state.weights);
}

void RecordedRun::addShownRows(RunFrame& frame) const {
  const Problem& problem = *frame.problem;
  frame.shownStride = (problem.training->samples().count() + mostRowsShown - 1) / mostRowsShown;
  if (!shown_) shown_ = frame.shownStride == 1 ? problem.training : everyNth(problem, frame.shownStride);
  frame.trainingPrediction = shown_->predictions(frame.state.weights);
  Matrix slope;
  shown_->perSample(frame.state.weights, frame.trainingLoss, slope);
  frame.trainingPull = slope.cols() == 1 ? Vector(slope.col(0)) : Vector(slope.rowwise().norm());
}

RunFrame finishedRun(std::shared_ptr<const Problem> problem) {
  RecordedRun run(std::move(problem));
  while (run.step()) {
  }
  return run.frame();
}

}  // namespace lossarium
