#include "core/training/residual_facts.h"

#include "core/losses/rate.h"
#include "core/objectives/classification.h"

#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace lossarium {
namespace {

constexpr Index mostRows = 500, fewestRows = 15;
constexpr Index mostFitWeights = 32;
constexpr int reweightings = 60;
constexpr double costsSomething = 1e-3;  // of the mean loss at the start
constexpr double leastDeviation = 0.01;  // of the target's: rows on a line to the last digit are no measure

Samples someRows(const Samples& all) {
  const Index stride = (all.count() + mostRows - 1) / mostRows;
  const auto rows = Eigen::seq(0, all.count() - 1, stride);
  return {all.features(rows, Eigen::all), all.target(rows, Eigen::all)};
}

std::vector<Index> nearest(const Matrix& features, Index row) {
  const Vector distance = (features.rowwise() - features.row(row)).rowwise().squaredNorm();
  std::vector<Index> others;
  for (Index i = 0; i < features.rows(); ++i)
    if (i != row) others.push_back(i);
  const auto last = others.begin() + NeighbourFacts::neighbours;
  std::nth_element(others.begin(), last, others.end(),
                   [&](Index one, Index other) { return distance[one] < distance[other]; });
  others.erase(last, others.end());
  return others;
}

Vector lossOf(const Loss& loss, const Matrix& prediction, const Matrix& target) {
  Vector value(target.rows());
  loss.evaluate({.rows = target.rows(),
                 .outputs = prediction.cols(),
                 .stride = target.rows(),
                 .targetStride = target.rows(),
                 .prediction = prediction.data(),
                 .target = target.data(),
                 .value = value.data()});
  return value;
}

Vector wrong(const std::vector<Index>& guessed, const Matrix& target) {
  Vector result(target.rows());
  for (Index i = 0; i < target.rows(); ++i)
    result[i] = guessed[static_cast<std::size_t>(i)] == static_cast<Index>(target(i, 0)) ? 0 : 1;
  return result;
}

Index mostFrequent(const Matrix& target, const std::vector<Index>& rows) {
  std::vector<int> counts(1 + static_cast<std::size_t>(target.maxCoeff()));
  for (const Index row : rows) ++counts[static_cast<std::size_t>(target(row, 0))];
  return std::max_element(counts.begin(), counts.end()) - counts.begin();
}

// The error of each row by its neighbours.
Vector errorsByNeighbours(const Samples& rows, const Loss& loss, bool classes) {
  std::vector<Index> guessed;
  Matrix mean(rows.count(), 1);
  for (Index i = 0; i < rows.count(); ++i) {
    const std::vector<Index> like = nearest(rows.features, i);
    if (classes)
      guessed.push_back(mostFrequent(rows.target, like));
    else
      mean(i, 0) = Vector(rows.target.col(0)(like)).mean();
  }
  if (classes) return wrong(guessed, rows.target);
  LossSpec plain = loss.spec();
  plain.logarithmOfRate = false;
  translate(plain, loss.spec(), mean);
  return lossOf(loss, mean, rows.target);
}

double median(Vector numbers) {
  const auto middle = numbers.begin() + numbers.size() / 2;
  std::nth_element(numbers.begin(), middle, numbers.end());
  return *middle;
}

double exceededByATwentieth(const Vector& residual) {
  Vector sizes = residual.cwiseAbs();
  const auto place = sizes.begin() + (sizes.size() - 1) * 19 / 20;
  std::nth_element(sizes.begin(), place, sizes.end());
  return *place;
}

double robustDeviation(const Vector& residual) { return 1.4826 * median(residual.cwiseAbs()); }

// A column a weight: predictions are linear in them.
Matrix basisOf(const EmpiricalRisk& risk) {
  const Index weights = risk.dimension();
  Matrix basis(risk.samples().count(), weights);
  for (Index i = 0; i < weights; ++i) basis.col(i) = risk.predictions(Vector::Unit(weights, i)).col(0);
  return basis;
}

// Of the least absolute errors, by least squares whose weights are 1/|r| of the time before.
Vector leastAbsoluteResidual(const Matrix& basis, const Vector& target) {
  Vector residual = target;
  Vector importance = Vector::Ones(target.size());
  for (int i = 0; i < reweightings; ++i) {
    const Vector root = importance.cwiseSqrt();
    const Vector fit =
        (root.asDiagonal() * basis).colPivHouseholderQr().solve(Vector(root.cwiseProduct(target)));
    residual = target - basis * fit;
    const double least = 1e-9 * std::max(residual.cwiseAbs().maxCoeff(), 1e-300);
    importance = residual.cwiseAbs().cwiseMax(least).cwiseInverse();
    importance /= importance.maxCoeff();
  }
  return residual;
}

bool heedsFarRows(const Loss& loss) {
  return std::isinf(loss.traits().highestSlope) && !loss.spec().logarithmOfRate;
}

}  // namespace

NeighbourFacts neighbourFactsOf(const Problem& problem, const Vector& weights) {
  NeighbourFacts facts;
  const Task task = problem.dataset->task;
  const Samples rows = someRows(problem.training->samples());
  const bool classes = isClassification(task);
  if (rows.count() < fewestRows || !(classes || task == Task::regression)) return facts;
  Matrix prediction(rows.count(), problem.model->outputCount());
  problem.model->predict(rows.features, weights, prediction);
  if (!prediction.allFinite()) return facts;
  const Vector model = classes ? wrong(predictedClasses(prediction), rows.target)
                               : lossOf(*problem.loss, prediction, rows.target);
  const Vector neighbours = errorsByNeighbours(rows, *problem.loss, classes);
  const Vector difference = model - neighbours;
  const auto count = static_cast<double>(rows.count());
  facts.modelError = model.mean();
  facts.neighbourError = neighbours.mean();
  facts.doubt = std::sqrt((difference.array() - difference.mean()).square().mean() / count);
  return facts;
}

IdleRows idleRowsOf(const Problem& problem, const Vector& weights) {
  IdleRows idle;
  const LossTraits traits = problem.loss->traits();
  const double steepest = std::max(std::abs(traits.lowestSlope), std::abs(traits.highestSlope));
  if (traits.convex) return idle;
  const EmpiricalRisk& risk = *problem.training;
  Vector loss;
  Matrix slope;
  risk.perSample(weights, loss, slope);
  const double costs = costsSomething * risk.loss(problem.startWeights());
  double theirs = 0;
  idle.of = loss.size();
  for (Index i = 0; i < idle.of; ++i) {
    const double pull = slope.row(i).norm();
    const bool flat = std::isinf(steepest) ? pull == 0 : pull <= IdleRows::flat * steepest;
    if (!flat || !(loss[i] > costs)) continue;
    ++idle.count;
    theirs += loss[i];
  }
  if (const double all = loss.sum(); all > 0) idle.lossShare = theirs / all;
  if (problem.dataset->task == Task::regression)
    idle.farResidual = exceededByATwentieth(risk.samples().target.col(0) - risk.predictions(weights).col(0));
  return idle;
}

FarRows farRowsOf(const Problem& problem, const Vector& weights) {
  FarRows far;
  if (problem.dataset->task != Task::regression || !heedsFarRows(*problem.loss)) return far;
  const auto rows = std::make_shared<Samples>(someRows(problem.training->samples()));
  const EmpiricalRisk risk(rows, problem.model, problem.loss, Penalty{});
  const Vector target = rows->target.col(0);
  const bool canFit = problem.model->linearInWeights() && risk.dimension() <= mostFitWeights &&
                      3 * risk.dimension() <= rows->count();
  const Vector residual = canFit ? leastAbsoluteResidual(basisOf(risk), target)
                                 : Vector(target - risk.predictions(weights).col(0));
  const Vector loss = risk.lossPerSample(weights);
  const double spread = std::sqrt((target.array() - target.mean()).square().mean());
  far.of = target.size();
  far.deviation = std::max(robustDeviation(residual), leastDeviation * spread);
  double theirs = 0;
  for (Index i = 0; i < far.of; ++i) {
    if (!(std::abs(residual[i]) > FarRows::deviations * far.deviation)) continue;
    ++far.count;
    theirs += loss[i];
  }
  if (const double all = loss.sum(); all > 0) far.lossShare = theirs / all;
  return far;
}

}  // namespace lossarium
