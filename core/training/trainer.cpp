#include "core/training/trainer.h"

#include "core/base/random.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace lossarium {
namespace {

// A loss this many times the first one is on its way to infinity; stopping there keeps the picture readable.
constexpr double hopelessGrowth = 1e8;
constexpr Index largestDenseHessian = 64;
constexpr double stillFalling = 1e-3;  // of the loss over the last tenth of the epochs: not there yet

// Three digits; 2.92×10¹¹ as the window writes it.
std::string shortNumber(double number) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.3g", number);
  std::string text = buffer;
  const auto power = text.find('e');
  if (power == std::string::npos) return text;
  static constexpr std::string_view raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string exponent = std::stoi(text.substr(power + 1)) < 0 ? "⁻" : "";
  for (const char digit : std::to_string(std::abs(std::stoi(text.substr(power + 1)))))
    exponent += raised[digit - '0'];
  return text.substr(0, power) + "×10" + exponent;
}

std::string doneText(std::int64_t epochs) { return "Finished: " + std::to_string(epochs) + " epochs done."; }

// Ascending.
std::vector<Index> trainingNumbers(const Problem& problem) {
  std::vector<Index> numbers;
  for (const Index row : problem.rows.train) numbers.push_back(problem.dataset->rowNumber(row));
  return numbers;
}

// Planning further ahead is no change of what is going on.
bool differOnlyInEpochs(Experiment before, const Experiment& after) {
  before.training.epochs = after.training.epochs;
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
    : problem_(std::move(problem)), plannedEpochs_(problem_->experiment.training.epochs) {
  state_.weights = problem_->startWeights();
  state_.optimizer = problem_->optimizer->start(state_.weights.size());
}

bool Trainer::step() {
  applyDueChanges();
  if (state_.stop != Stop::none) return false;
  const Objective& objective = batchObjective();
  weightsBefore_ = state_.weights;
  optimizerBefore_ = state_.optimizer;
  const double value = problem_->optimizer->step(objective, state_.weights, state_.optimizer);
  if (!accept(value)) return false;
  state_.rowsDone += batchRows();
  ++state_.step;
  ++state_.batch;
  if (state_.rowsDone >= problem_->training->samples().count()) endEpoch();
  return true;
}

bool Trainer::changeIsDue() const {
  const auto& changes = problem_->experiment.changes;
  return nextChange_ < changes.size() && changes[nextChange_].atStep <= state_.step;
}

bool Trainer::applyDueChanges() {
  const auto before = problem_;
  while (changeIsDue()) {
    // By value: change() lets go of the problem that holds it.
    const Change due = problem_->experiment.changes[nextChange_];
    const auto next = build(withSettings(problem_->experiment, due.set), {}, problem_);
    if (!canContinue(*problem_, *next))
      throw Error("changes[" + std::to_string(nextChange_) + "]: " + std::string(startsAnew));
    ++nextChange_;
    change(next);
  }
  return problem_ != before;
}

void Trainer::change(std::shared_ptr<const Problem> next) {
  if (next->experiment.optimizer.id != problem_->experiment.optimizer.id)
    state_.optimizer = next->optimizer->start(state_.weights.size());
  if (next->experiment.training.epochs != problem_->experiment.training.epochs)
    plannedEpochs_ = next->experiment.training.epochs;
  if (!differOnlyInEpochs(problem_->experiment, next->experiment)) {
    firstValueKnown_ = false;
    bestEpoch_ = -1;
  }
  keepOrder(*next);
  problem_ = std::move(next);
  batchRisk_.reset();
  lossNearEnd_ = std::numeric_limits<double>::quiet_NaN();
  const bool goesOn =
      state_.stop == Stop::diverged || (state_.stop != Stop::none && state_.epoch < plannedEpochs_);
  if (state_.stop == Stop::epochs)
    state_.reason = doneText(state_.epoch);  // what more it said is out of date
  if (!goesOn) return;
  state_.beforeRestoring.resize(0);  // it goes on from the best weights
  stop(Stop::none, {});
}

void Trainer::forgetChanges(std::shared_ptr<const Problem> next) {
  problem_ = std::move(next);
  batchRisk_.reset();
  nextChange_ = 0;
}

void Trainer::extend(std::int64_t epochs) {
  plannedEpochs_ = std::max(plannedEpochs_, state_.epoch) + epochs;
  state_.weights = Vector(state_.reached());
  state_.beforeRestoring.resize(0);
  stop(Stop::none, {});
}

Index Trainer::batchRows() const {
  const Index left = problem_->training->samples().count() - state_.rowsDone;
  const Index wanted = problem_->experiment.training.batchSize;
  return wanted <= 0 ? left : std::min(wanted, left);
}

const EmpiricalRisk& Trainer::batchObjective() {
  const Samples& all = problem_->training->samples();
  const Index first = state_.rowsDone, rows = batchRows();
  if (rows == all.count()) return *problem_->training;
  if (first == 0) keptOrder_.reset();
  if (order_.empty() || first == 0) drawOrder();
  if (!batchRisk_ || batch_->count() != rows) {
    batch_ = std::make_shared<Samples>(
        Samples{Matrix(rows, all.features.cols()), Matrix(rows, all.target.cols())});
    batchRisk_ = std::make_shared<EmpiricalRisk>(batch_, problem_->model, problem_->loss,
                                                 problem_->experiment.penalty);
  }
  for (Index i = 0; i < rows; ++i) {
    const Index row = order_[static_cast<std::size_t>(first + i)];
    batch_->features.row(i) = all.features.row(row);
    batch_->target.row(i) = all.target.row(row);
  }
  return *batchRisk_;
}

// Rows came or went by hand within an epoch: those that were seen count as seen, those to come keep their
// order, and added ones come last. If none is left to come, the last one comes again, so that the epoch ends.
void Trainer::keepOrder(const Problem& next) {
  if (state_.rowsDone == 0 || next.dataset == problem_->dataset) return;
  const auto before = trainingNumbers(*problem_), after = trainingNumbers(next);
  if (before == after) return;
  if (order_.empty()) drawOrder();
  std::vector<Index> order;
  Index done = 0;
  const auto take = [&](Index number) {
    const auto place = std::lower_bound(after.begin(), after.end(), number);
    if (place == after.end() || *place != number) return false;
    order.push_back(place - after.begin());
    return true;
  };
  for (std::size_t i = 0; i < order_.size(); ++i)
    if (take(before[static_cast<std::size_t>(order_[i])]) && static_cast<Index>(i) < state_.rowsDone) ++done;
  for (const Index number : after)
    if (!std::binary_search(before.begin(), before.end(), number)) take(number);
  state_.rowsDone = std::min(done, static_cast<Index>(order.size()) - 1);
  order_ = order;
  keptOrder_ = std::make_shared<const std::vector<Index>>(std::move(order));
}

// Each epoch has its own stream, so that any epoch's order can be drawn without those before it.
void Trainer::drawOrder() {
  if (keptOrder_) {
    order_ = *keptOrder_;
    return;
  }
  const auto seed = static_cast<std::uint64_t>(problem_->experiment.training.seed);
  Random random(seed, "batches of epoch " + std::to_string(state_.epoch));
  order_ = random.permutation(problem_->training->samples().count());
}

bool Trainer::accept(double value) {
  if (!firstValueKnown_) {
    const double atZero = problem_->training->value(Vector::Zero(state_.weights.size()));
    firstValue_ = value;
    growthBase_ = std::max({std::abs(value), std::abs(atZero), 1e-100});
    firstValueKnown_ = true;
  }
  const bool finite = std::isfinite(value) && state_.weights.allFinite();
  if (finite && value <= hopelessGrowth * growthBase_) return true;
  state_.weights = weightsBefore_;
  state_.optimizer = optimizerBefore_;
  stop(Stop::diverged, divergence(value));
  return false;
}

std::string Trainer::divergence(double value) const {
  std::string reason =
      "Diverged at step " + std::to_string(state_.step + 1) + ": the loss " +
      (std::isfinite(value) ? "grew from " + shortNumber(firstValue_) + " to " + shortNumber(value)
                            : std::string("is no longer a finite number")) +
      ".";
  const Objective& objective = *problem_->training;
  if (objective.dimension() > largestDenseHessian) return reason;
  const Matrix hessian = denseHessian(objective, problem_->startWeights());
  if (!hessian.allFinite()) return reason;
  const double curvature =
      Eigen::SelfAdjointEigenSolver<Matrix>(hessian, Eigen::EigenvaluesOnly).eigenvalues().maxCoeff();
  const double rate = problem_->optimizer->learningRate(),
               stable = problem_->optimizer->stableRate(curvature);
  if (curvature > 0 && rate > stable)
    reason += " The learning rate " + shortNumber(rate) + " is above " + shortNumber(stable) +
              ", the largest stable one at the start: " + std::string(problem_->optimizer->stableRateRule()) +
              ", and the curvature there is " + shortNumber(curvature) + ".";
  return reason;
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
  if (training.earlyStopping.patience > 0 && problem_->validation) watchValidation();
  if (state_.epoch == plannedEpochs_ - std::max<std::int64_t>(1, plannedEpochs_ / 10))
    lossNearEnd_ = problem_->training->loss(state_.weights);
  if (state_.stop == Stop::none && state_.epoch >= plannedEpochs_) finish();
}

void Trainer::watchValidation() {
  const EarlyStopping& early = problem_->experiment.training.earlyStopping;
  const double validation = problem_->validation->loss(state_.weights);
  if (bestEpoch_ < 0 || validation < bestValidation_ - early.minDelta) {
    bestValidation_ = validation;
    bestEpoch_ = state_.epoch;
    bestWeights_ = state_.weights;
  }
  if (state_.epoch - bestEpoch_ < early.patience) return;
  const std::string best = std::to_string(bestEpoch_) + " (" + shortNumber(bestValidation_) + ")";
  const std::string when = early.minDelta > 0
                               ? "last fell by more than " + toText(early.minDelta) + " at epoch "
                               : "was best at epoch ";
  stop(Stop::patience, "Stopped early: the validation loss " + when + best +
                           (restoreBest() ? ", whose weights are restored." : "."));
}

bool Trainer::restoreBest() {
  const EarlyStopping& early = problem_->experiment.training.earlyStopping;
  if (!early.restoreBest || early.patience <= 0 || bestEpoch_ < 0 || bestEpoch_ == state_.epoch) return false;
  state_.beforeRestoring = state_.weights;
  state_.weights = bestWeights_;
  return true;
}

void Trainer::finish() {
  std::string reason = doneText(state_.epoch);
  const double fell = lossNearEnd_ - problem_->training->loss(state_.weights);
  if (restoreBest())
    reason += " The weights of epoch " + std::to_string(bestEpoch_) +
              " are restored: there the validation loss was best (" + shortNumber(bestValidation_) + ").";
  else if (fell > stillFalling * std::abs(lossNearEnd_))
    reason += " The loss is still falling (by " + shortNumber(100 * fell / std::abs(lossNearEnd_)) +
              " % over the last tenth): more epochs or a larger learning rate would lead further.";
  stop(Stop::epochs, std::move(reason));
}

void Trainer::stop(Stop why, std::string reason) {
  state_.stop = why;
  state_.reason = std::move(reason);
}

}  // namespace lossarium
