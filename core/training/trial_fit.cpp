#include "core/training/trial_fit.h"

#include "core/base/random.h"
#include "core/objectives/classification.h"
#include "core/objectives/curvature.h"
#include "core/training/remedies.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace lossarium {
namespace {

constexpr Index enoughToJudge = 30, fewestRows = 20, mostRows = 1000;
constexpr Index folds = 5;
constexpr Index rowsAWeight = 3;  // fewer, and the trial itself would over-fit
constexpr double mostWork = 3e7;  // rows × weights × steps
constexpr int fitSteps = 60, rateSteps = 200;
constexpr double held = 1e-4;    // the L2 penalty of a trial: without any some have no end
constexpr double clearly = 0.8;  // of the error in force
constexpr Index mostPenaltyWeights = 64;
constexpr double safely = 0.5;  // of the largest stable rate: a penalty adds to the curvature

std::shared_ptr<Samples> rowsOf(const Samples& all, const std::vector<Index>& rows) {
  return std::make_shared<Samples>(Samples{all.features(rows, Eigen::all), all.target(rows, Eigen::all)});
}

std::vector<Index> drawnRows(Index count) {
  std::vector<Index> rows = Random(1, "rows of a trial fit").permutation(count);
  rows.resize(static_cast<std::size_t>(std::min(count, mostRows)));
  return rows;
}

Vector fitted(const EmpiricalRisk& risk, Vector weights, const Progress& progress) {
  const auto lbfgs = makeOptimizer({"lbfgs", {}});
  OptimizerState state = lbfgs->start(weights.size());
  for (int step = 0; step < fitSteps; ++step) {
    progress.throwIfCancelled();
    lbfgs->step(risk, weights, state);
  }
  return weights;
}

Vector errorsOf(const Samples& rows, const Problem& problem, std::shared_ptr<const Model> model,
                const Vector& weights) {
  const EmpiricalRisk risk(std::make_shared<Samples>(rows), std::move(model), problem.loss, {});
  if (!isClassification(problem.dataset->task)) return risk.lossPerSample(weights);
  const std::vector<Index> guessed = predictedClasses(risk.predictions(weights));
  Vector wrong(rows.count());
  for (Index i = 0; i < rows.count(); ++i)
    wrong[i] = guessed[static_cast<std::size_t>(i)] == static_cast<Index>(rows.target(i, 0)) ? 0 : 1;
  return wrong;
}

/// A model to try, by its settings.
struct Candidate {
  std::string name;
  std::map<std::string, Value> set;
};

std::vector<Candidate> candidatesFor(const Problem& problem) {
  const Choice& model = problem.experiment.model;
  const auto polynomial = [](std::int64_t degree) {
    return Candidate{"a polynomial of degree " + std::to_string(degree),
                     {{"model.id", std::string("polynomial")}, {"model.degree", degree}}};
  };
  const Candidate network{"a network of 8 units",
                          {{"model.id", std::string("mlp")},
                           {"model.layers", std::int64_t{1}},
                           {"model.width", std::int64_t{8}}}};
  if (model.id == "linear") return {polynomial(problem.model->featureCount() == 1 ? 3 : 2), network};
  if (model.id == "polynomial") {
    Candidate higher = polynomial(model.integer("degree") + 2);
    higher.set.erase("model.id");
    return {higher, network};
  }
  return {};
}

/// Fits a model to some rows and judges it on others.
class Trial {
 public:
  Trial(const Problem& problem, Choice choice, const Progress& progress)
      : problem_(problem), choice_(std::move(choice)), progress_(progress) {}

  /// Empty where the rows are too few for so many weights, or the work too much.
  Vector errors(const Samples& learnt, const Samples& judged) const {
    const std::shared_ptr<const Model> model =
        makeModel(choice_, {learnt.features.cols(), problem_.model->outputCount(), &learnt.features});
    const auto weights = static_cast<double>(model->weightCount()),
               rows = static_cast<double>(learnt.count());
    const bool many = rowsAWeight * model->weightCount() > learnt.count() * model->outputCount();
    if (many || weights * rows * fitSteps > mostWork) return {};
    const EmpiricalRisk risk(std::make_shared<Samples>(learnt), model, problem_.loss, Penalty{0, held});
    const Vector found = fitted(risk, model->start(1), progress_);
    return found.allFinite() ? errorsOf(judged, problem_, model, found) : Vector();
  }

  Vector crossValidated(const Samples& all) const {
    const std::vector<Index> order = drawnRows(all.count());
    std::vector<double> errors;
    for (Index fold = 0; fold < folds; ++fold) {
      std::vector<Index> learnt, judged;
      for (std::size_t i = 0; i < order.size(); ++i)
        (static_cast<Index>(i) % folds == fold ? judged : learnt).push_back(order[i]);
      const Vector some = this->errors(*rowsOf(all, learnt), *rowsOf(all, judged));
      if (some.size() == 0) return {};
      errors.insert(errors.end(), some.begin(), some.end());
    }
    return Eigen::Map<const Vector>(errors.data(), static_cast<Index>(errors.size()));
  }

 private:
  const Problem& problem_;
  Choice choice_;
  const Progress& progress_;
};

std::optional<RicherFit> judged(const Candidate& candidate, const Vector& errors, const Vector& own) {
  if (errors.size() == 0 || own.size() != errors.size() || !errors.allFinite() || !own.allFinite())
    return std::nullopt;
  RicherFit fit{.name = candidate.name, .set = candidate.set};
  const Vector difference = own - errors;
  fit.error = errors.mean();
  fit.ownError = own.mean();
  fit.rows = errors.size();
  fit.doubt = std::sqrt((difference.array() - difference.mean()).square().mean() /
                        static_cast<double>(difference.size()));
  return fit;
}

/// How well the model in force does on the rows that judge.
struct OwnErrors {
  Vector errors;
  bool crossValidated = false;
};

OwnErrors ownErrors(const Problem& problem, const Vector& weights, const Progress& progress) {
  if (problem.validation && problem.validation->samples().count() >= enoughToJudge)
    return {errorsOf(problem.validation->samples(), problem, problem.model, weights)};
  const Trial own(problem, problem.experiment.model, progress);
  return {own.crossValidated(problem.training->samples()), true};
}

// Nothing where the model cannot have these settings with these data.
std::optional<RicherFit> tried(const Problem& problem, const OwnErrors& own, const Candidate& candidate,
                               const Progress& progress) {
  try {
    const Samples& learnt = problem.training->samples();
    const Trial trial(problem, withSettings(problem.experiment, candidate.set).model, progress);
    const Vector errors = own.crossValidated ? trial.crossValidated(learnt)
                                             : trial.errors(*rowsOf(learnt, drawnRows(learnt.count())),
                                                            problem.validation->samples());
    auto fit = judged(candidate, errors, own.errors);
    if (fit) fit->crossValidated = own.crossValidated;
    return fit;
  } catch (const Error&) {
    return std::nullopt;
  }
}

double leastRate(const Problem& problem) {
  for (const ParameterSpec& spec : problem.optimizer->spec().parameters)
    if (spec.id == "learning_rate") return spec.minimum;
  return 0;
}

// Where it ends if it never rises far above its start.
std::optional<double> endOf(const Problem& problem, const EmpiricalRisk& risk, double rate,
                            const Progress& progress) {
  Choice choice = problem.experiment.optimizer;
  choice.parameters["learning_rate"] = rate;
  const auto optimizer = makeOptimizer(choice);
  Vector weights = problem.startWeights();
  const double first = risk.value(weights), most = first + std::abs(first);
  OptimizerState state = optimizer->start(weights.size());
  for (int step = 0; step < rateSteps; ++step) {
    progress.throwIfCancelled();
    const double value = optimizer->step(risk, weights, state);
    if (!(value <= most) || !weights.allFinite()) return std::nullopt;
  }
  const double end = risk.value(weights);
  return end < first ? std::optional(end) : std::nullopt;
}

}  // namespace

bool RicherFit::isBetter() const { return error <= clearly * ownError && ownError - error > 2 * doubt; }

std::optional<RicherFit> richerFitOf(const Problem& problem, const Vector& weights,
                                     const Progress& progress) {
  if (problem.training->samples().count() < fewestRows || problem.loss->spec().metricOnly ||
      problem.dataset->task == Task::boxes)
    return std::nullopt;
  const std::vector<Candidate> candidates = candidatesFor(problem);
  if (candidates.empty()) return std::nullopt;
  const OwnErrors own = ownErrors(problem, weights, progress);
  std::optional<RicherFit> best;
  for (const Candidate& candidate : candidates) {
    const auto fit = tried(problem, own, candidate, progress);
    if (fit && (!best || (fit->isBetter() && !best->isBetter()))) best = fit;
  }
  return best;
}

std::optional<SafeRate> safeRateOf(const Problem& problem, const Progress& progress) {
  if (!problem.experiment.optimizer.has("learning_rate")) return std::nullopt;
  const Samples& all = problem.training->samples();
  const EmpiricalRisk risk(rowsOf(all, drawnRows(all.count())), problem.model, problem.loss,
                           problem.experiment.penalty);
  if (static_cast<double>(risk.dimension()) * static_cast<double>(risk.samples().count()) * rateSteps >
      mostWork)
    return std::nullopt;
  const double first = risk.value(problem.startWeights());
  const double rate = problem.optimizer->learningRate();
  const double least = std::max(leastRate(problem), 1e-9 * rate);
  // Where the curvature at the start tells of a limit that can be kept, well below it.
  const double stable =
      problem.optimizer->stableRate(largestCurvature(*problem.training, problem.startWeights(), progress));
  const double limit = safely * stable >= least ? safely * stable : 0.7 * rate;
  for (double candidate = roundDown(std::min(0.7 * rate, limit)); candidate >= least;
       candidate = roundDown(0.7 * candidate))
    if (const auto end = endOf(problem, risk, candidate, progress))
      return SafeRate{candidate, rateSteps, first, *end};
  return std::nullopt;
}

std::optional<TriedPenalty> bestPenaltyOf(const Problem& problem, const Progress& progress) {
  const EmpiricalRisk& rows = *problem.training;
  if (!problem.validation || !problem.model->linearInWeights() || rows.dimension() > mostPenaltyWeights ||
      static_cast<double>(rows.samples().count() * rows.dimension()) * fitSteps > mostWork)
    return std::nullopt;
  const auto samples = std::make_shared<Samples>(rows.samples());
  const double curvature = largestCurvature(rows, problem.startWeights(), progress);
  TriedPenalty best;
  for (const double l2 : {1e-3, 1e-2, 0.1, 1.0, 10.0}) {
    if (problem.optimizer->learningRate() > safely * problem.optimizer->stableRate(curvature + l2)) break;
    const EmpiricalRisk risk(samples, problem.model, problem.loss,
                             Penalty{problem.experiment.penalty.l1, l2});
    const double validation = problem.validation->loss(fitted(risk, problem.startWeights(), progress));
    if (validation < best.validation || std::isnan(best.validation)) best = {l2, validation};
  }
  return std::isfinite(best.validation) ? std::optional(best) : std::nullopt;
}

}  // namespace lossarium
