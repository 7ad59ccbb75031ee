#include "core/duel/matrix.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lossarium {
namespace {

using Runs = std::vector<std::shared_ptr<const RunFrame>>;

struct Columns {
  std::vector<MatrixColumn> specs;
  std::vector<Metric> metrics;
};

// "Focal", and "Huber (δ 2)" where a parameter is not the usual one or tells two columns apart.
std::string briefTitle(const Choice& loss, const Runs& runs) {
  const Choice usual = completed({loss.id, {}}, makeLoss(loss)->spec().parameters, "loss");
  const bool isUsual = loss.parameters.empty() || loss == usual;
  const auto isOther = [&](const auto& run) {
    const Choice& other = run->problem->experiment.loss;
    return other.id == loss.id && other != loss;
  };
  const bool isPlain = isUsual && std::none_of(runs.begin(), runs.end(), isOther);
  return isPlain ? std::string(nameOf(makeLoss(loss)->spec())) : titleOf(loss);
}

// Losses with parameters that differ are columns of their own.
void addOwnLosses(Columns& columns, const Runs& runs) {
  std::vector<Choice> known;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Choice& loss = runs[i]->problem->experiment.loss;
    const auto same = std::find(known.begin(), known.end(), loss);
    if (same != known.end()) {
      columns.specs[static_cast<std::size_t>(same - known.begin())].trainedBy.push_back(i);
      continue;
    }
    known.push_back(loss);
    columns.metrics.push_back(lossMetric(loss, *runs[i]->problem->dataset));
    columns.specs.push_back({columns.metrics.back().spec, {i}});
    columns.specs.back().spec.title = briefTitle(loss, runs);
  }
}

void addOthers(Columns& columns, const Problem& problem) {
  const std::size_t own = columns.specs.size();
  std::vector<Metric> all = metricsFor(problem);
  for (std::size_t k = 1; k < all.size(); ++k) {
    const auto isOwn = [&](const MatrixColumn& each) { return each.spec.id == all[k].spec.id; };
    const auto end = columns.specs.begin() + static_cast<std::ptrdiff_t>(own);
    if (!all[k].spec.whyNot.empty() || std::any_of(columns.specs.begin(), end, isOwn)) continue;
    columns.specs.push_back({all[k].spec, {}});
    if (all[k].spec.isLoss) columns.specs.back().spec.title = briefTitle({all[k].spec.id, {}}, {});
    columns.metrics.push_back(std::move(all[k]));
  }
}

template <class Part>
Matrix valuesOf(const Columns& columns, const Runs& runs, const Part& part) {
  Matrix values(static_cast<Index>(runs.size()), static_cast<Index>(columns.metrics.size()));
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const JudgedRows rows(part(*runs[i]->problem), runs[i]->state.weights, runs[i]->problem->dataset->task);
    for (std::size_t k = 0; k < columns.metrics.size(); ++k)
      values(static_cast<Index>(i), static_cast<Index>(k)) = columns.metrics[k].measure(rows);
  }
  return values;
}

}  // namespace

DuelMatrix matrixOf(const Runs& runs) {
  Columns columns;
  addOwnLosses(columns, runs);
  addOthers(columns, *runs.front()->problem);
  DuelMatrix matrix;
  using Part = const EmpiricalRisk&;
  matrix.training = valuesOf(columns, runs, [](const Problem& each) -> Part { return *each.training; });
  const Problem& problem = *runs.front()->problem;
  if (problem.validation)
    matrix.validation = valuesOf(columns, runs, [](const Problem& each) -> Part { return *each.validation; });
  if (problem.test && problem.experiment.split.testOpened)
    matrix.test = valuesOf(columns, runs, [](const Problem& each) -> Part { return *each.test; });
  matrix.columns = std::move(columns.specs);
  return matrix;
}

std::vector<std::size_t> bestIn(const Matrix& values, Index column, bool higherIsBetter) {
  double best = std::numeric_limits<double>::quiet_NaN();
  Index finite = 0;
  for (Index i = 0; i < values.rows(); ++i) {
    const double value = values(i, column);
    if (std::isnan(value)) continue;
    ++finite;
    if (std::isnan(best) || (higherIsBetter ? value > best : value < best)) best = value;
  }
  std::vector<std::size_t> places;
  for (Index i = 0; i < values.rows(); ++i)
    if (values(i, column) == best) places.push_back(static_cast<std::size_t>(i));
  const bool tells = static_cast<Index>(places.size()) < std::max<Index>(finite, 2);
  return tells || values.rows() == 1 ? places : std::vector<std::size_t>();
}

}  // namespace lossarium
