#include "core/experiment/problem.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium {
namespace {

std::vector<Index> sortedPart(const std::vector<Index>& order, Index first, Index count) {
  std::vector<Index> part(order.begin() + first, order.begin() + first + count);
  std::sort(part.begin(), part.end());
  return part;
}

std::shared_ptr<const Samples> samplesOf(const Dataset& dataset, const Standardization& standardization,
                                         const std::vector<Index>& rows) {
  auto samples = std::make_shared<Samples>();
  samples->features = standardization.apply(dataset.features(rows, Eigen::all));
  samples->target = dataset.target(rows, Eigen::all);
  return samples;
}

std::shared_ptr<const EmpiricalRisk> riskOn(const Problem& problem, const std::vector<Index>& rows) {
  if (rows.empty()) return nullptr;
  return std::make_shared<EmpiricalRisk>(samplesOf(*problem.dataset, problem.standardization, rows),
                                         problem.model, problem.loss, problem.experiment.penalty);
}

void checkTask(const Problem& problem) {
  const Task wanted = problem.loss->spec().task;
  const Dataset& dataset = *problem.dataset;
  if (dataset.task == wanted) return;
  const bool texts = dataset.task == Task::classes && !dataset.classNames.empty();
  throw Error("loss '" + problem.experiment.loss.id + "' is for " + std::string(toText(wanted)) +
              ", but the target '" + dataset.targetName + "' " +
              (texts ? "holds texts ('" + dataset.classNames.front() + "', …), which " : std::string()) +
              "makes this a task of " + std::string(toText(dataset.task)) +
              "; choose another target or loss");
}

void checkStart(const Problem& problem) {
  const auto given = static_cast<Index>(problem.experiment.start.weights.size());
  if (given == 0 || given == problem.model->weightCount()) return;
  throw Error("start.weights holds " + std::to_string(given) + " numbers, but the model has " +
              std::to_string(problem.model->weightCount()) + " weights");
}

std::vector<std::string> notesOn(const Problem& problem) {
  std::vector<std::string> notes = problem.dataset->notes;
  for (Index j = 0; j < problem.standardization.deviation.size(); ++j)
    if (std::isinf(problem.standardization.deviation[j]))
      notes.push_back("input '" + problem.dataset->featureNames[static_cast<std::size_t>(j)] +
                      "' is constant in the training rows and has no effect");
  if (problem.experiment.training.earlyStopping.patience > 0 && !problem.validation)
    notes.push_back("early stopping needs validation rows; there are none, so the patience has no effect");
  return notes;
}

}  // namespace

SplitRows splitRows(Index count, const Split& split) {
  const auto share = [count](double fraction) {
    return static_cast<Index>(std::floor(fraction * static_cast<double>(count) + 0.5));
  };
  const Index train = std::clamp<Index>(share(split.train), 1, count);
  const Index beforeTest = std::clamp<Index>(share(split.train + split.validation), train, count);
  const auto order = Random(static_cast<std::uint64_t>(split.seed), "split").permutation(count);
  return {sortedPart(order, 0, train), sortedPart(order, train, beforeTest - train),
          sortedPart(order, beforeTest, count - beforeTest)};
}

Standardization Standardization::none(Index features) {
  return {Vector::Zero(features), Vector::Ones(features)};
}

Standardization Standardization::of(const Matrix& features) {
  Standardization result = none(features.cols());
  for (Index j = 0; j < features.cols(); ++j) {
    result.mean[j] = features.col(j).mean();
    const double variance = (features.col(j).array() - result.mean[j]).square().mean();
    // A constant column's deviation is rounding noise at most; dividing by it would blow that up.
    const bool varies = variance > 1e-24 * result.mean[j] * result.mean[j];
    result.deviation[j] = varies ? std::sqrt(variance) : std::numeric_limits<double>::infinity();
  }
  return result;
}

Matrix Standardization::apply(const Matrix& features) const {
  return ((features.rowwise() - mean.transpose()).array().rowwise() / deviation.transpose().array()).matrix();
}

Vector Problem::startWeights() const {
  const auto& given = experiment.start.weights;
  if (given.empty()) return model->start(static_cast<std::uint64_t>(experiment.start.seed));
  return Eigen::Map<const Vector>(given.data(), static_cast<Index>(given.size()));
}

Matrix Problem::predict(const Matrix& features, const Vector& weights) const {
  Matrix prediction(features.rows(), model->outputCount());
  model->predict(standardization.apply(features), weights, prediction);
  return prediction;
}

std::shared_ptr<const Problem> build(const Experiment& experiment, const Progress& progress,
                                     const std::shared_ptr<const Problem>& previous) {
  auto problem = std::make_shared<Problem>();
  problem->experiment = experiment;
  const bool sameData = previous && previous->experiment.dataset == experiment.dataset;
  problem->dataset = sameData ? previous->dataset
                              : std::make_shared<const Dataset>(makeDataset(experiment.dataset, progress));
  const Dataset& dataset = *problem->dataset;
  problem->rows = splitRows(dataset.count(), experiment.split);
  problem->standardization = experiment.dataset.flag("standardize")
                                 ? Standardization::of(dataset.features(problem->rows.train, Eigen::all))
                                 : Standardization::none(dataset.features.cols());
  problem->model = makeModel(experiment.model, {dataset.features.cols(), 1});
  problem->loss = makeLoss(experiment.loss);
  problem->optimizer = makeOptimizer(experiment.optimizer);
  checkTask(*problem);
  checkStart(*problem);
  progress.throwIfCancelled();
  problem->training = riskOn(*problem, problem->rows.train);
  problem->validation = riskOn(*problem, problem->rows.validation);
  problem->test = riskOn(*problem, problem->rows.test);
  problem->notes = notesOn(*problem);
  return problem;
}

std::int64_t batchesPerEpoch(const Problem& problem) {
  const Index rows = problem.training->samples().count();
  const Index size = problem.experiment.training.batchSize;
  return size <= 0 || size >= rows ? 1 : (rows + size - 1) / size;
}

bool canContinue(const Problem& before, const Problem& after) {
  return keepsWeights(before.experiment, after.experiment) &&
         before.dataset->featureNames == after.dataset->featureNames &&
         before.dataset->targetName == after.dataset->targetName && before.rows == after.rows &&
         before.dataset->features == after.dataset->features;
}

Coefficients coefficients(const Problem& problem, const Vector& weights) {
  const Index features = problem.model->featureCount();
  Coefficients result;
  result.slopes = weights.head(features).cwiseQuotient(problem.standardization.deviation);
  result.intercept = weights[features] - result.slopes.dot(problem.standardization.mean);
  return result;
}

}  // namespace lossarium
