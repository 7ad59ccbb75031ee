#include "core/training/fit_facts.h"

#include "core/losses/rate.h"
#include "core/objectives/classification.h"
#include "core/objectives/curvature.h"
#include "core/training/diagnosis.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace lossarium {
namespace {

constexpr Index fewWeights = 64;
constexpr int constants = 33;

double lossOf(const EmpiricalRisk& risk, const Matrix& prediction) {
  const Loss& loss = risk.lossFunction();
  const Matrix& target = risk.samples().target;
  Vector value(target.rows());
  loss.evaluate({.rows = target.rows(),
                 .outputs = prediction.cols(),
                 .stride = target.rows(),
                 .targetStride = target.rows(),
                 .prediction = prediction.data(),
                 .target = target.data(),
                 .value = value.data()});
  return reduced(loss.spec(), value.mean()).value;
}

// Of all constants at evenly spread ranks of the target, and its mean, the one that costs least.
double lossOfBestConstant(const EmpiricalRisk& risk) {
  const Loss& loss = risk.lossFunction();
  const Matrix& target = risk.samples().target;
  std::vector<double> sorted(target.data(), target.data() + target.rows());
  std::sort(sorted.begin(), sorted.end());
  std::set<double> candidates{target.col(0).mean()};
  for (int i = 0; i < constants; ++i)
    candidates.insert(sorted[(sorted.size() - 1) * static_cast<std::size_t>(i) / (constants - 1)]);
  LossSpec plain = loss.spec();
  plain.logarithmOfRate = false;
  double least = infinity;
  for (const double candidate : candidates) {
    Matrix prediction = Matrix::Constant(target.rows(), 1, candidate);
    translate(plain, loss.spec(), prediction);
    const double mean = lossOf(risk, prediction);
    if (std::isfinite(mean)) least = std::min(least, mean);
  }
  return least;
}

std::vector<Index> countsOf(const Matrix& target, std::size_t classes) {
  std::vector<Index> counts(classes);
  for (const double each : target.reshaped()) ++counts[static_cast<std::size_t>(each)];
  return counts;
}

// Logits that make each class as probable as it is frequent; one that is not there counts half a row.
double lossOfClassShares(const EmpiricalRisk& risk, std::size_t classes) {
  const Matrix& target = risk.samples().target;
  const std::vector<Index> counts = countsOf(target, classes);
  const auto logarithm = [&counts](std::size_t k) {
    return std::log(std::max(0.5, static_cast<double>(counts[k])));
  };
  const Index outputs = risk.model().outputCount();
  Matrix prediction(target.rows(), outputs);
  for (Index k = 0; k < outputs; ++k)
    prediction.col(k).setConstant(outputs == 1 ? logarithm(1) - logarithm(0)
                                               : logarithm(static_cast<std::size_t>(k)));
  return lossOf(risk, prediction);
}

double shareOfLargestClass(const Matrix& target) {
  const std::vector<Index> counts = countsOf(target, 1 + static_cast<std::size_t>(target.maxCoeff()));
  return static_cast<double>(*std::max_element(counts.begin(), counts.end())) /
         static_cast<double>(target.rows());
}

double gainOn(const EmpiricalRisk& risk, const Vector& weights, Task task) {
  if (isClassification(task)) {
    const double guessed = shareOfLargestClass(risk.samples().target);
    return guessed < 1 ? (accuracy(risk, weights) - guessed) / (1 - guessed) : FitFacts::notKnown;
  }
  // A loss that can be negative has no share of itself.
  const double constant = task == Task::regression ? lossOfBestConstant(risk) : 0;
  return constant > 0 && std::isfinite(constant) ? 1 - risk.loss(weights) / constant : FitFacts::notKnown;
}

double heldShareOf(const Problem& problem, const Vector& weights) {
  if (!problem.validation) return FitFacts::notKnown;
  const EmpiricalRisk& held = *problem.validation;
  const Task task = problem.dataset->task;
  const double guessed = isClassification(task) ? lossOfClassShares(held, problem.dataset->classNames.size())
                         : task == Task::regression ? lossOfBestConstant(held)
                                                    : 0;
  return guessed > 0 && std::isfinite(guessed) ? held.loss(weights) / guessed : FitFacts::notKnown;
}

double variance(const Vector& numbers) {
  return (numbers.array() - numbers.mean()).square().sum() /
         std::max(1.0, static_cast<double>(numbers.size() - 1));
}

void addGap(FitFacts& facts, const Problem& problem, const Vector& weights) {
  if (!problem.validation || problem.loss->spec().rootOfMean) return;
  const Vector learnt = problem.training->lossPerSample(weights),
               held = problem.validation->lossPerSample(weights);
  facts.gap = held.mean() - learnt.mean();
  facts.gapError = std::sqrt(variance(learnt) / static_cast<double>(learnt.size()) +
                             variance(held) / static_cast<double>(held.size()));
}

double gradientLength(const Objective& objective, const Vector& weights) {
  Vector gradient(weights.size());
  objective.gradient(weights, gradient);
  return gradient.norm();
}

// In every direction that is curved at all.
void addParabola(FitFacts& facts, const Objective& objective, const Vector& weights) {
  constexpr double curved = 1e-12;
  if (objective.dimension() > fewWeights) return;
  const Matrix hessian = denseHessian(objective, weights);
  Vector gradient(weights.size());
  objective.gradient(weights, gradient);
  if (!hessian.allFinite() || !gradient.allFinite()) return;
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(hessian);
  const Vector& curvature = solver.eigenvalues();
  const double largest = curvature.maxCoeff();
  if (!(largest > 0) || curvature.minCoeff() < -curved * largest) return;
  const Vector slope = solver.eigenvectors().transpose() * gradient;
  facts.remaining = 0;
  facts.ravine = 1;
  for (Index i = 0; i < curvature.size(); ++i) {
    if (!(curvature[i] > curved * largest)) continue;
    facts.remaining += slope[i] * slope[i] / (2 * curvature[i]);
    facts.ravine = std::max(facts.ravine, largest / curvature[i]);
  }
}

// A run that goes on is not kept waiting for what is said once it stands.
void addTrials(FitFacts& facts, const RunFrame& frame, const Progress& progress) {
  const Problem& problem = *frame.problem;
  if (frame.state.stop == Stop::diverged)
    facts.safeRate = safeRateOf(problem, progress);
  else if (facts.gain < diagnosis::goodGain)
    facts.richer = richerFitOf(problem, frame.state.weights, progress);
  if (frame.now.validation > frame.now.training) facts.penalty = bestPenaltyOf(problem, progress);
}

}  // namespace

FitFacts fitFactsOf(const RunFrame& frame, const Progress& progress) {
  const Problem& problem = *frame.problem;
  const Vector& weights = frame.state.weights;
  const Task task = problem.dataset->task;
  FitFacts facts;
  facts.gain = gainOn(*problem.training, weights, task);
  if (problem.validation) facts.validationGain = gainOn(*problem.validation, weights, task);
  facts.heldShare = heldShareOf(problem, weights);
  addGap(facts, problem, weights);
  facts.gradient = gradientLength(*problem.training, weights);
  facts.gradientAtStart = gradientLength(*problem.training, problem.startWeights());
  facts.curvature = largestCurvature(*problem.training, weights, progress);
  addParabola(facts, *problem.training, weights);
  facts.rate = problem.optimizer->learningRate();
  if (facts.curvature > 0) facts.stableRate = problem.optimizer->stableRate(facts.curvature);
  if (const double first = largestCurvature(*problem.training, problem.startWeights(), progress); first > 0)
    facts.stableRateAtStart = problem.optimizer->stableRate(first);
  facts.idle = idleRowsOf(problem, weights);
  facts.neighbours = neighbourFactsOf(problem, weights);
  facts.far = farRowsOf(problem, weights);
  facts.lowerDegree = bestLowerDegree(problem, weights);
  if (!frame.running) addTrials(facts, frame, progress);
  return facts;
}

}  // namespace lossarium
