#include "core/training/trainer.h"

#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/training/stable_rate.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium {
namespace {

// A loss this many times the first one is on its way to infinity; stopping there keeps the picture readable.
constexpr double hopelessGrowth = 1e8;
constexpr double spentFactor = 1e-4;   // of the learning rate: with so little nothing moves any more
constexpr double visiblyRisen = 0.01;  // of the validation loss, above its best

std::string shortNumber(double number) { return readableNumber(number, 3); }

// Infinite or not a number times 0 is not a number; Eigen's allFinite takes each by itself.
bool allFinite(const Vector& weights) { return (weights.array() * 0.0).sum() == 0; }

std::string doneText(std::int64_t epochs) { return "Finished: " + counted(epochs, "epoch") + " done."; }

std::string scheduleOf(const Experiment& experiment) {
  return experiment.optimizer.has("schedule") ? experiment.optimizer.text("schedule") : "constant";
}

// Ascending.
std::vector<Index> trainingNumbers(const Problem& problem) {
  std::vector<Index> numbers;
  for (const Index row : problem.rows.train) numbers.push_back(problem.dataset->rowNumber(row));
  return numbers;
}

// Planning further ahead is no change of what is going on.
bool differOnlyInEpochs(Experiment before, const Experiment& after) {
  before.training.epochs = after.training.epochs;
  if (after.optimizer.has("schedule_epochs") && before.optimizer.has("schedule_epochs"))
    before.optimizer.parameters["schedule_epochs"] = after.optimizer.integer("schedule_epochs");
  return before == after;
}

// Looking at the test rows is no change of the run either.
bool differOnlyInTheSeal(Experiment before, const Experiment& after) {
  if (before.split.testOpened == after.split.testOpened) return false;
  before.split.testOpened = after.split.testOpened;
  return before == after;
}

}  // namespace

std::string_view toText(Stop stop) {
  switch (stop) {
    case Stop::none:
      return "none";
    case Stop::epochs:
      return "epochs";
    case Stop::converged:
      return "converged";
    case Stop::patience:
      return "patience";
    case Stop::diverged:
      return "diverged";
  }
  return "";
}

Trainer::Trainer(std::shared_ptr<const Problem> problem)
    : problem_(std::move(problem)),
      plannedEpochs_(problem_->experiment.training.epochs),
      horizon_(plannedEpochs_) {
  state_.weights = problem_->startWeights();
  state_.optimizer = problem_->optimizer->start(state_.weights.size());
}

bool Trainer::step() {
  applyDueChanges();
  if (state_.stop != Stop::none) return false;
  TakenStep& last = scratch_.last;
  last.objective = batchObjective();
  last.weights = state_.weights;
  last.optimizer = state_.optimizer;
  last.rateFactor = rateFactor();
  if (last.problem != problem_) last.problem = problem_;
  const double value =
      problem_->optimizer->step(*last.objective, state_.weights, state_.optimizer, last.rateFactor);
  if (!accept(value)) return false;
  state_.rowsDone += batchRows();
  ++state_.step;
  ++state_.batch;
  if (state_.rowsDone >= problem_->training->samples().count()) endEpoch();
  return true;
}

double Trainer::rateFactor() const {
  const double rows = static_cast<double>(problem_->training->samples().count());
  const double time = static_cast<double>(state_.epoch) + static_cast<double>(state_.rowsDone) / rows;
  return problem_->optimizer->schedule().factor(time, static_cast<double>(horizon()));
}

std::vector<Term> Trainer::explain(Index weight, int digits) const {
  const TakenStep* last = lastStep();
  if (!last) return {};
  return last->problem->optimizer->explain(
      {last->weights, last->optimizer, state_.optimizer, last->rateFactor, digits}, weight);
}

bool Trainer::changeIsDue() const {
  const auto& changes = problem_->experiment.changes;
  return nextChange_ < changes.size() && changes[nextChange_].atStep <= state_.step;
}

bool Trainer::applyDueChanges() {
  const bool due = changeIsDue();
  while (changeIsDue()) followChange(dueProblem());
  return due;
}

std::shared_ptr<const Problem> Trainer::dueProblem() const {
  const Change& due = problem_->experiment.changes[nextChange_];
  auto next = build(withSettings(problem_->experiment, due.set), {}, problem_);
  if (!canContinue(*problem_, *next))
    throw Error("changes[" + std::to_string(nextChange_) + "]: " + std::string(startsAnew));
  return next;
}

void Trainer::followChange(std::shared_ptr<const Problem> next) {
  ++nextChange_;
  change(std::move(next));
}

// Which weights a run that has stopped early ends with is chosen by a press; it stays stopped.
bool Trainer::changesTheEnding(const Problem& next) const {
  if (state_.stop != Stop::patience) return false;
  Experiment same = problem_->experiment;
  same.training.earlyStopping.restoreBest = next.experiment.training.earlyStopping.restoreBest;
  return same == next.experiment && !(same == problem_->experiment);
}

void Trainer::takeBackRestoring() {
  state_.weights = Vector(state_.reached());
  state_.beforeRestoring.resize(0);
}

void Trainer::change(std::shared_ptr<const Problem> next) {
  if (changesTheEnding(*next)) {
    problem_ = std::move(next);
    const bool restored = restoreBest();
    if (!restored) takeBackRestoring();
    state_.reason = patienceText(restored);
    return;
  }
  if (differOnlyInTheSeal(problem_->experiment, next->experiment)) {
    problem_ = std::move(next);
    return;
  }
  if (next->experiment.optimizer.id != problem_->experiment.optimizer.id) {
    state_.optimizer = next->optimizer->start(state_.weights.size());
    scratch_.last.problem = nullptr;
  }
  if (next->experiment.training.epochs != problem_->experiment.training.epochs)
    horizon_ = plannedEpochs_ = next->experiment.training.epochs;
  if (scheduleOf(next->experiment) != scheduleOf(problem_->experiment)) horizon_ = plannedEpochs_;
  if (!differOnlyInEpochs(problem_->experiment, next->experiment)) {
    firstValueKnown_ = false;
    bestEpoch_ = -1;
  }
  keepOrder(*next);
  problem_ = std::move(next);
  scratch_.batchRisk.reset();
  scratch_.batchRows.reset();
  late_ = {};
  const bool goesOn =
      state_.stop == Stop::diverged || (state_.stop != Stop::none && state_.epoch < plannedEpochs_);
  if (state_.stop == Stop::epochs)
    state_.reason = doneText(state_.epoch);  // what more it said is out of date
  if (!goesOn) return;
  // It goes on from the best weights, unless they shall not be restored.
  if (!problem_->experiment.training.earlyStopping.restoreBest) takeBackRestoring();
  state_.beforeRestoring.resize(0);
  stop(Stop::none, {});
}

void Trainer::forgetChanges(std::shared_ptr<const Problem> next) {
  problem_ = std::move(next);
  scratch_.batchRisk.reset();
  scratch_.batchRows.reset();
  nextChange_ = 0;
}

void Trainer::extend(std::int64_t epochs) {
  plannedEpochs_ = std::max(plannedEpochs_, state_.epoch) + epochs;
  state_.weights = Vector(state_.reached());
  state_.beforeRestoring.resize(0);
  stop(Stop::none, {});
}

std::size_t Trainer::bytes() const {
  constexpr std::size_t block = 16;  // that the allocator adds to each piece
  std::size_t sum = sizeof(Trainer) + state_.reason.size();
  const auto add = [&sum](const Vector& vector) {
    sum += block + sizeof(Vector) + sizeof(double) * static_cast<std::size_t>(vector.size());
  };
  for (const Vector* each :
       {&state_.weights, &state_.beforeRestoring, &state_.optimizer.gradient, &bestWeights_})
    add(*each);
  for (const auto* list : {&state_.optimizer.memory, &state_.optimizer.past})
    for (const Vector& each : *list) add(each);
  return sum + sizeof(double) * state_.optimizer.numbers.size();
}

Index Trainer::batchRows() const {
  const Index left = problem_->training->samples().count() - state_.rowsDone;
  const Index wanted = problem_->experiment.training.batchSize;
  return wanted <= 0 ? left : std::min(wanted, left);
}

std::shared_ptr<const EmpiricalRisk> Trainer::batchObjective() {
  const Samples& all = problem_->training->samples();
  const Index first = state_.rowsDone, rows = batchRows();
  const bool draws = problem_->model->drawsInTraining(), whole = rows == all.count();
  scratch_.last.rows.clear();
  scratch_.last.draw = draws ? drawOfStep() : 0;
  if (whole && !draws) return problem_->training;
  if (first == 0) keptOrder_.reset();
  if (!whole && (scratch_.order.empty() || first == 0)) drawOrder();
  if (!scratch_.batchRisk || scratch_.batch->count() != rows) {
    scratch_.batch = std::make_shared<Samples>(
        Samples{Matrix(rows, all.features.cols()), Matrix(rows, all.target.cols())});
    scratch_.batchRisk = std::make_shared<EmpiricalRisk>(scratch_.batch, problem_->model, problem_->loss,
                                                         problem_->experiment.penalty);
  }
  if (draws) scratch_.batchRisk->setDraw(scratch_.last.draw);
  if (whole) {
    *scratch_.batch = all;
  } else {
    if (!scratch_.batchRows) scratch_.batchRows = std::make_shared<BatchRows>(all);
    const auto taken =
        std::span(scratch_.order).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(rows));
    scratch_.batchRows->take(taken, *scratch_.batch);
    scratch_.last.rows.assign(taken.begin(), taken.end());
  }
  return scratch_.batchRisk;
}

// Rows came or went by hand within an epoch: those that were seen count as seen, those to come keep their
// order, and added ones come last. If none is left to come, the last one comes again, so that the epoch ends.
void Trainer::keepOrder(const Problem& next) {
  if (state_.rowsDone == 0 || next.dataset == problem_->dataset) return;
  const auto before = trainingNumbers(*problem_), after = trainingNumbers(next);
  if (before == after) return;
  if (scratch_.order.empty()) drawOrder();
  std::vector<Index> order;
  Index done = 0;
  const auto take = [&](Index number) {
    const auto place = std::lower_bound(after.begin(), after.end(), number);
    if (place == after.end() || *place != number) return false;
    order.push_back(place - after.begin());
    return true;
  };
  for (std::size_t i = 0; i < scratch_.order.size(); ++i)
    if (take(before[static_cast<std::size_t>(scratch_.order[i])]) && static_cast<Index>(i) < state_.rowsDone)
      ++done;
  for (const Index number : after)
    if (!std::binary_search(before.begin(), before.end(), number)) take(number);
  state_.rowsDone = std::min(done, static_cast<Index>(order.size()) - 1);
  scratch_.order = order;
  keptOrder_ = std::make_shared<const std::vector<Index>>(std::move(order));
}

// Each epoch has its own stream, so that any epoch's order can be drawn without those before it.
void Trainer::drawOrder() {
  if (keptOrder_) {
    scratch_.order = *keptOrder_;
    return;
  }
  const auto seed = static_cast<std::uint64_t>(problem_->experiment.training.seed);
  Random random(seed, "batches of epoch " + std::to_string(state_.epoch));
  scratch_.order = random.permutation(problem_->training->samples().count());
}

// Never 0, which means no draw.
std::uint64_t Trainer::drawOfStep() const {
  const auto seed = static_cast<std::uint64_t>(problem_->experiment.training.seed);
  return Random(seed, "draw of step " + std::to_string(state_.step)).bits() | 1;
}

bool Trainer::accept(double value) {
  if (!firstValueKnown_) {
    const double atZero = problem_->training->value(Vector::Zero(state_.weights.size()));
    firstValue_ = value;
    growthBase_ = std::max({std::abs(value), std::abs(atZero), 1e-100});
    firstValueKnown_ = true;
  }
  const bool finite = std::isfinite(value) && allFinite(state_.weights);
  if (finite && value <= hopelessGrowth * growthBase_) return true;
  state_.weights = scratch_.last.weights;
  state_.optimizer = scratch_.last.optimizer;
  scratch_.last.problem = nullptr;
  stop(Stop::diverged, divergence(value));
  return false;
}

std::string Trainer::divergence(double value) const {
  std::string reason =
      "Diverged at step " + grouped(state_.step + 1) + ": the loss " +
      (std::isfinite(value) ? "grew from " + shortNumber(firstValue_) + " to " + shortNumber(value)
                            : std::string("is no longer a finite number")) +
      ".";
  const double rate = scratch_.last.rateFactor * problem_->optimizer->learningRate();
  return reason + aboveStableRate(*problem_->training, problem_->startWeights(), *problem_->optimizer, rate);
}

void Trainer::endEpoch() {
  ++state_.epoch;
  state_.batch = 0;
  state_.rowsDone = 0;
  const Training& training = problem_->experiment.training;
  if (training.tolerance > 0) {
    Vector gradient(state_.weights.size());
    problem_->training->gradient(state_.weights, gradient);
    const double largest = gradient.lpNorm<Eigen::Infinity>();
    if (largest < training.tolerance)
      return stop(Stop::converged, "Converged: the gradient's largest entry is " + shortNumber(largest) +
                                       ", below the tolerance " + shortNumber(training.tolerance) + ".");
  }
  if (problem_->validation) watchValidation();
  watchTheEnd();
  if (state_.stop == Stop::none && state_.epoch >= plannedEpochs_) finish();
}

void Trainer::watchValidation() {
  const EarlyStopping& early = problem_->experiment.training.earlyStopping;
  const double validation = problem_->validation->loss(state_.weights);
  const double leastGain = early.patience > 0 ? early.minDelta : 0;  // it belongs to the patience
  if (bestEpoch_ < 0 || validation < bestValidation_ - leastGain) {
    bestValidation_ = validation;
    bestEpoch_ = state_.epoch;
    bestWeights_ = state_.weights;
  }
  if (early.patience <= 0 || state_.epoch - bestEpoch_ < early.patience) return;
  stop(Stop::patience, patienceText(restoreBest()));
}

std::string Trainer::patienceText(bool restored) const {
  const double least = problem_->experiment.training.earlyStopping.minDelta;
  const std::string best = grouped(bestEpoch_) + " (" + readableNumber(bestValidation_) + ")";
  const std::string when =
      least > 0 ? "last fell by more than " + toText(least) + " at epoch " : "was best at epoch ";
  return "Stopped early: the validation loss " + when + best +
         (restored ? ", whose weights are restored." : ".");
}

BestEpoch Trainer::best() const {
  if (bestEpoch_ < 0) return {};
  return {bestEpoch_, bestValidation_, bestWeights_};
}

bool Trainer::restoreBest() {
  const EarlyStopping& early = problem_->experiment.training.earlyStopping;
  if (!early.restoreBest || early.patience <= 0 || bestEpoch_ < 0 || bestEpoch_ == state_.epoch) return false;
  state_.beforeRestoring = state_.weights;
  state_.weights = bestWeights_;
  return true;
}

void Trainer::watchTheEnd() {
  const std::int64_t tenth = tenthOf(plannedEpochs_);
  if (state_.epoch == plannedEpochs_ - tenth) late_.before = problem_->training->value(state_.weights);
}

// Nothing that would lead a run on which has become worse on the validation rows.
std::string Trainer::endText() {
  late_.atStart = problem_->training->value(problem_->startWeights());
  late_.now = problem_->training->value(state_.weights);
  const bool falls = batchesPerEpoch(*problem_) == 1 && late_.goesOn();
  const double validation =
      problem_->validation && bestEpoch_ >= 0 ? problem_->validation->loss(state_.weights) : 0;
  const std::string share = readablePercent(late_.share()),
                    since = grouped(plannedEpochs_ - tenthOf(plannedEpochs_));
  if (validation > bestValidation_ + visiblyRisen * std::abs(bestValidation_) && bestEpoch_ >= 0)
    return falls ? " The training loss is still falling (by " + share + " since epoch " + since +
                       "), but the validation loss was best at epoch " + grouped(bestEpoch_) + " (" +
                       readableNumber(bestValidation_) + ") and is now " + readableNumber(validation) + "."
                 : "";
  return falls ? " The loss is still falling (by " + share + " since epoch " + since +
                     "): more epochs or a larger learning rate would lead further."
               : "";
}

void Trainer::finish() {
  std::string reason = doneText(state_.epoch);
  if (restoreBest())
    reason += " The weights of epoch " + grouped(bestEpoch_) +
              " are restored: there the validation loss was best (" + readableNumber(bestValidation_) + ").";
  else
    reason += endText();
  if (state_.epoch > horizon() && rateFactor() < spentFactor)
    reason += " The schedule ended at epoch " + grouped(horizon()) +
              " and has brought the learning rate down to " +
              shortNumber(rateFactor() * problem_->optimizer->learningRate()) +
              ": one that runs over more epochs would lead further.";
  stop(Stop::epochs, std::move(reason));
}

void Trainer::stop(Stop why, std::string reason) {
  state_.stop = why;
  state_.reason = std::move(reason);
}

}  // namespace lossarium
