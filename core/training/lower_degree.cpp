#include "core/training/lower_degree.h"

namespace lossarium {
namespace {

// By total degree the terms of a lower one come first (polynomial.h); the bias is the last weight.
Vector without(const Problem& problem, const Vector& weights, std::int64_t degree) {
  Choice lower = problem.experiment.model;
  lower.parameters["degree"] = degree;
  const Index kept = makeModel(lower, {problem.model->featureCount(), 1})->weightCount() - 1;
  Vector rest = weights;
  rest.segment(kept, weights.size() - 1 - kept).setZero();
  return rest;
}

}  // namespace

std::optional<LowerDegree> bestLowerDegree(const Problem& problem, const Vector& weights) {
  if (problem.model->spec().id != "polynomial" || problem.model->outputCount() != 1 || !problem.validation)
    return std::nullopt;
  std::optional<LowerDegree> best;
  double least = problem.validation->loss(weights);
  for (std::int64_t degree = problem.experiment.model.integer("degree") - 1; degree >= 1; --degree) {
    const double loss = problem.validation->loss(without(problem, weights, degree));
    if (!(loss < least)) continue;
    least = loss;
    best = LowerDegree{degree, loss};
  }
  return best;
}

}  // namespace lossarium
