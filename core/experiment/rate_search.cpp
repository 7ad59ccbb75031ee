#include "core/experiment/rate_search.h"

#include "core/base/random.h"
#include "core/experiment/suggestions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace lossarium {
namespace {

constexpr double closeEnough = 0.02;
constexpr double calmAndClose = 0.045;  // calm runs may end a little higher
constexpr double almostNothing = 0.05;  // of the best constant prediction's loss
constexpr double worthwhile = 0.01;     // by so much another way must end lower to be taken
constexpr Index mostRows = 1000;
constexpr double mostWork = 6e8;   // of one run: rows × weights × steps
constexpr double allWork = 2.4e9;  // of all that are tried
constexpr double hopeless = 1e3;   // times the first value: such a run has diverged
constexpr double wild = 0.2;       // of the first value: a run that climbs by so much above it is not calm
constexpr int referenceSteps = 300;
constexpr std::int64_t betweenLooks = 32;

class Search {
 public:
  Search(const Problem& problem, const Progress& progress) : problem_(problem), progress_(progress) {
    const Samples& all = problem.training->samples();
    // Drawn, not every so many: data can come in turns.
    std::vector<Index> rows = Random(1, "rows to try rates on").permutation(all.count());
    rows.resize(static_cast<std::size_t>(std::min(mostRows, all.count())));
    std::sort(rows.begin(), rows.end());
    auto some = std::make_shared<Samples>();
    some->features = all.features(rows, Eigen::all);
    some->target = all.target(rows, Eigen::all);
    risk_ = std::make_unique<EmpiricalRisk>(some, problem.model, problem.loss, problem.experiment.penalty);
    start_ = problem.startWeights();
    first_ = risk_->value(start_);
    epochs_ = problem.experiment.training.epochs;
    steps_ = epochs_ * batchesPerEpoch(problem);
  }

  bool isTooLarge() const { return workOfARun() > mostWork; }

  /// L-BFGS can end in a basin that a run with momentum rolls through.
  bool isSpent() const { return work_ > allWork; }

  void findLeast(const Choice& patient) {
    least_ = leastOf(*risk_, start_);
    constant_ = leastOfConstants();
    with(patient, patient.real("learning_rate"), true);
  }

  /// From now on a run that climbs before it falls counts as one that diverges.
  void acceptOnlyCalm() { onlyCalm_ = true; }

  /// Of one that was tried.
  bool isCalm(const Choice& optimizer) const {
    return endsOf_.at(nameOf(optimizer)).at(optimizer.real("learning_rate")).isCalm;
  }

  /// The best rate for an optimiser as it is but for that, from `first` on; and where it ends.
  std::pair<Choice, double> with(const Choice& optimizer, double first, bool once = false) {
    optimizer_ = optimizer;
    ends_ = &endsOf_[nameOf(optimizer)];
    double rate = first;
    if (!isNear(endOf(first)) && !once) rate = endOf(first) <= first_ ? faster(first) : slower(first);
    Choice found = optimizer;
    found.parameters["learning_rate"] = rate;
    return {found, endOf(rate)};
  }

  bool isNear(double end) const {
    const double scale =
        std::abs(least_) < almostNothing * std::abs(constant_) ? std::abs(constant_) : std::abs(least_);
    return std::isfinite(end) && end - least_ <= (onlyCalm_ ? calmAndClose : closeEnough) * scale;
  }

 private:
  double workOfARun() const {
    return static_cast<double>(risk_->samples().count()) * static_cast<double>(start_.size()) *
           static_cast<double>(steps_);
  }

  static std::string nameOf(const Choice& optimizer) {
    return optimizer.id + " " + optimizer.text("schedule");
  }

  struct End {
    double value = infinity;  ///< infinite if the run diverges
    bool isCalm = true;
  };

  // Where a run at `rate` ends; infinite if it is not taken.
  double endOf(double rate) {
    if (!ends_->contains(rate)) {
      work_ += workOfARun();
      (*ends_)[rate] = run(rate);
      least_ = std::min(least_, ends_->at(rate).value);  // also of one that is not taken
    }
    return taken(ends_->at(rate));
  }

  double taken(const End& end) const { return onlyCalm_ && !end.isCalm ? infinity : end.value; }

  End run(double rate) const {
    Choice choice = optimizer_;
    choice.parameters["learning_rate"] = rate;
    const auto optimizer = makeOptimizer(choice);
    const Schedule schedule = optimizer->schedule();
    Vector weights = start_;
    OptimizerState state = optimizer->start(weights.size());
    double highest = first_;
    for (std::int64_t step = 0; step < steps_; ++step) {
      if (step % betweenLooks == 0) progress_.throwIfCancelled();
      const double epoch =
          static_cast<double>(epochs_) * static_cast<double>(step) / static_cast<double>(steps_);
      const double factor = schedule.factor(epoch, static_cast<double>(schedule.horizon(epochs_)));
      const double value = optimizer->step(*risk_, weights, state, factor);
      if (!(value <= hopeless * std::max(first_, 1e-100)) || !weights.allFinite()) return {};
      highest = std::max(highest, value);
    }
    const double end = risk_->value(weights);
    return {std::isfinite(end) ? end : infinity, highest - first_ <= wild * std::abs(first_)};
  }

  double leastOf(const EmpiricalRisk& risk, Vector weights) const {
    const auto lbfgs = makeOptimizer({"lbfgs", {}});
    OptimizerState state = lbfgs->start(weights.size());
    for (int step = 0; step < referenceSteps; ++step) {
      if (step % betweenLooks == 0) progress_.throwIfCancelled();
      lbfgs->step(risk, weights, state);
    }
    const double value = weights.allFinite() ? risk.value(weights) : infinity;
    return std::isfinite(value) ? value : infinity;
  }

  // Of the best prediction that is the same for all rows; of boxes, of those that are there at first.
  double leastOfConstants() const {
    if (problem_.dataset->task == Task::boxes) return first_;
    auto samples = std::make_shared<Samples>(risk_->samples());
    samples->features.setZero();
    const std::shared_ptr<const Model> flat =
        makeModel({"linear", {}}, {samples->features.cols(), problem_.model->outputCount()});
    Vector weights = Vector::Zero(flat->weightCount());
    if (!isClassification(problem_.dataset->task) && !problem_.loss->spec().logarithmOfRate)
      weights.tail(1).setConstant(samples->target.mean());
    return leastOf(EmpiricalRisk(samples, flat, problem_.loss, {}), weights);
  }

  double faster(double first) {
    for (const double factor : {2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 1e5}) {
      const double rate = factor * first;
      if (!inRange(rate) || isSpent()) break;
      if (isNear(endOf(rate))) return rate;
      if (std::isinf(endOf(rate))) break;
    }
    return lowest();
  }

  double slower(double first) {
    for (const double factor : {2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 1e4, 1e5}) {
      const double rate = first / factor;
      if (!inRange(rate) || isSpent()) break;
      if (isNear(endOf(rate))) return rate;
    }
    return lowest();
  }

  double lowest() const {
    const auto lower = [this](const auto& one, const auto& other) {
      return taken(one.second) < taken(other.second);
    };
    return std::min_element(ends_->begin(), ends_->end(), lower)->first;
  }

  bool inRange(double rate) const {
    for (const ParameterSpec& spec : makeOptimizer(optimizer_)->spec().parameters)
      if (spec.id == "learning_rate") return rate >= spec.minimum && rate <= spec.maximum;
    return false;
  }

  const Problem& problem_;
  const Progress& progress_;
  std::unique_ptr<const EmpiricalRisk> risk_;
  Vector start_;
  double first_ = 0;
  double least_ = infinity;     ///< of all that was found
  double constant_ = infinity;  ///< of the best constant prediction
  std::int64_t epochs_ = 0, steps_ = 0;
  double work_ = 0;
  bool onlyCalm_ = false;
  Choice optimizer_;
  using Ends = std::map<double, End>;   ///< of the rates that were tried
  std::map<std::string, Ends> endsOf_;  ///< by optimiser and schedule
  Ends* ends_ = nullptr;                ///< with `optimizer_`
};

Choice withRate(Choice optimizer, const Problem& problem) {
  optimizer.parameters["learning_rate"] =
      suggestedRate(problem.experiment.dataset, problem.dataset->task, optimizer);
  return optimizer;
}

// The optimiser itself, if nobody chose it; constant rates come first.
Choice firstChoice(const Problem& problem) {
  const Experiment& experiment = problem.experiment;
  Choice optimizer = experiment.optimizer;
  if (experiment.leftOpen.suggestedOptimizer) optimizer = suggestedOptimizer(experiment);
  if (!optimizer.has("learning_rate")) return optimizer;
  if (!experiment.leftOpen.suggestedSchedule)
    optimizer.parameters["schedule"] = experiment.optimizer.parameters.at("schedule");
  else
    optimizer.parameters["schedule"] = std::string("constant");
  return withRate(optimizer, problem);
}

Choice falling(Choice optimizer) {
  optimizer.parameters["schedule"] = std::string("cosine");
  return optimizer;
}

// What may be chosen, in order: the simplest first.
std::vector<Choice> candidates(const Problem& problem) {
  const LeftOpen& leftOpen = problem.experiment.leftOpen;
  std::vector<Choice> candidates = {problem.experiment.optimizer};
  if (leftOpen.suggestedOptimizer && candidates.front().id != "adam")
    candidates.push_back(withRate(completedOptimizer("adam"), problem));
  if (!leftOpen.suggestedSchedule) return candidates;
  std::vector<Choice> each;
  for (const Choice& constant : candidates) each.insert(each.end(), {constant, falling(constant)});
  return each;
}

// The first that gets near the least loss, else the one that ends lowest; and where it ends.
std::pair<Choice, double> bestOf(const std::vector<Choice>& candidates, Search& search) {
  std::pair<Choice, double> best(candidates.front(), infinity);
  for (const Choice& each : candidates) {
    const auto found = search.with(each, each.real("learning_rate"));
    const double wanted =
        std::isinf(best.second) ? best.second : best.second - worthwhile * std::abs(best.second);
    if (found.second < wanted) best = found;
    if (search.isNear(best.second) || search.isSpent()) break;
  }
  return best;
}

}  // namespace

void chooseOptimizer(Problem& problem, const Progress& progress) {
  Experiment& experiment = problem.experiment;
  if (!experiment.optimizer.has("learning_rate")) return;
  experiment.optimizer = firstChoice(problem);
  Search search(problem, progress);
  if (search.isTooLarge()) return;
  search.findLeast(falling(withRate(completedOptimizer("adam"), problem)));
  const std::vector<Choice> choices = candidates(problem);
  const auto best = bestOf(choices, search);
  experiment.optimizer = best.first;
  if (search.isCalm(best.first)) return;
  search.acceptOnlyCalm();
  const auto calm = bestOf(choices, search);
  if (search.isNear(calm.second)) experiment.optimizer = calm.first;
}

}  // namespace lossarium
