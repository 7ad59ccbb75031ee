#include "core/experiment/rate_search.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace lossarium {
namespace {

constexpr double closeEnough = 0.02;
constexpr double worthwhile = 0.01;  // by so much a falling rate must end lower to be taken
constexpr Index mostRows = 1000;
constexpr double mostWork = 1.5e8;  // of one run: rows × weights × steps
constexpr double hopeless = 1e3;    // times the first value: such a run has diverged
constexpr int referenceSteps = 300;
constexpr std::int64_t betweenLooks = 32;

class Search {
 public:
  Search(const Problem& problem, const Progress& progress) : problem_(problem), progress_(progress) {
    const Samples& all = problem.training->samples();
    const Index stride = (all.count() + mostRows - 1) / mostRows;
    const auto rows = Eigen::seq(0, all.count() - 1, stride);
    auto some = std::make_shared<Samples>();
    some->features = all.features(rows, Eigen::all);
    some->target = all.target(rows, Eigen::all);
    risk_ = std::make_unique<EmpiricalRisk>(some, problem.model, problem.loss, problem.experiment.penalty);
    start_ = problem.startWeights();
    first_ = risk_->value(start_);
    epochs_ = problem.experiment.training.epochs;
    steps_ = epochs_ * batchesPerEpoch(problem);
  }

  bool isTooLarge() const {
    return static_cast<double>(risk_->samples().count()) * static_cast<double>(start_.size()) *
               static_cast<double>(steps_) >
           mostWork;
  }

  SearchedRate from(double first, bool mayFall) {
    reference_ = referenceValue();
    const double constant = along("constant", first);
    if (!mayFall || suffices(constant)) return {constant, false};
    const double end = endOf(constant);
    const double falling = along("cosine", first);
    return endOf(falling) < (1 - worthwhile) * end ? SearchedRate{falling, true}
                                                   : SearchedRate{constant, false};
  }

 private:
  double along(const char* schedule, double first) {
    schedule_ = schedule;
    ends_.clear();
    if (suffices(first)) return first;
    const bool tooFast = !(endOf(first) <= first_);
    return tooFast ? slower(first) : faster(first);
  }

  // Where a run at `rate` ends; infinite if it diverges.
  double endOf(double rate) {
    if (const auto known = ends_.find(rate); known != ends_.end()) return known->second;
    return ends_[rate] = run(rate);
  }

  double run(double rate) const {
    Choice choice = problem_.experiment.optimizer;
    choice.parameters["learning_rate"] = rate;
    if (choice.has("schedule") && choice.text("schedule") == "constant")
      choice.parameters["schedule"] = schedule_;
    const auto optimizer = makeOptimizer(choice);
    const Schedule schedule = optimizer->schedule();
    Vector weights = start_;
    OptimizerState state = optimizer->start(weights.size());
    for (std::int64_t step = 0; step < steps_; ++step) {
      if (step % betweenLooks == 0) progress_.throwIfCancelled();
      const double epoch =
          static_cast<double>(epochs_) * static_cast<double>(step) / static_cast<double>(steps_);
      const double factor = schedule.factor(epoch, static_cast<double>(schedule.horizon(epochs_)));
      const double value = optimizer->step(*risk_, weights, state, factor);
      if (!(value <= hopeless * std::max(first_, 1e-100)) || !weights.allFinite()) return infinity;
    }
    const double end = risk_->value(weights);
    return std::isfinite(end) ? end : infinity;
  }

  double referenceValue() const {
    const auto lbfgs = makeOptimizer({"lbfgs", {}});
    Vector weights = start_;
    OptimizerState state = lbfgs->start(weights.size());
    for (int step = 0; step < referenceSteps; ++step) {
      if (step % betweenLooks == 0) progress_.throwIfCancelled();
      lbfgs->step(*risk_, weights, state);
    }
    const double value = weights.allFinite() ? risk_->value(weights) : infinity;
    return std::isfinite(value) ? value : infinity;
  }

  bool suffices(double rate) {
    double least = reference_;
    for (const auto& [tried, end] : ends_) least = std::min(least, end);
    const double end = endOf(rate);
    least = std::min(least, end);
    const double coin = isClassification(problem_.dataset->task) ? std::min(first_, 0.69) : 0;
    return std::isfinite(end) && end - least <= closeEnough * std::max(std::abs(least), coin);
  }

  double faster(double first) {
    for (const double factor :
         {2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 3e4, 1e5}) {
      if (!inRange(factor * first)) break;
      if (suffices(factor * first)) return factor * first;
      if (std::isinf(endOf(factor * first))) break;
    }
    return lowest();
  }

  double slower(double first) {
    for (const double factor : {2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 1e4, 1e5}) {
      if (!inRange(first / factor)) break;
      if (suffices(first / factor)) return first / factor;
    }
    return lowest();
  }

  double lowest() const {
    return std::min_element(ends_.begin(), ends_.end(),
                            [](const auto& one, const auto& other) { return one.second < other.second; })
        ->first;
  }

  bool inRange(double rate) const {
    for (const ParameterSpec& spec : problem_.optimizer->spec().parameters)
      if (spec.id == "learning_rate") return rate >= spec.minimum && rate <= spec.maximum;
    return false;
  }

  const Problem& problem_;
  const Progress& progress_;
  std::unique_ptr<const EmpiricalRisk> risk_;
  Vector start_;
  double first_ = 0;
  double reference_ = infinity;
  std::int64_t epochs_ = 0, steps_ = 0;
  std::string schedule_ = "constant";
  std::map<double, double> ends_;  ///< of the rates that were tried along it
};

}  // namespace

SearchedRate searchedRate(const Problem& problem, double first, bool mayFall, const Progress& progress) {
  Search search(problem, progress);
  if (search.isTooLarge()) return {first, false};
  return search.from(first, mayFall);
}

}  // namespace lossarium
