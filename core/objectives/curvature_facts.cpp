#include "core/objectives/curvature_facts.h"

#include "core/base/random.h"
#include "core/objectives/curvature.h"

#include <Eigen/Eigenvalues>

#include <cmath>

namespace lossarium {
namespace {

constexpr Index fewWeights = 256;  // so many Hessian products at most
constexpr Index probesOfTrace = 64;

// Its largest curvature is the smallest of the other.
class Negated final : public Objective {
 public:
  explicit Negated(const Objective& objective) : objective_(objective) {}

  Index dimension() const override { return objective_.dimension(); }
  double value(const Vector& weights) const override { return -objective_.value(weights); }
  double gradient(const Vector& weights, Vector& gradient) const override {
    const double value = objective_.gradient(weights, gradient);
    gradient = -gradient;
    return -value;
  }
  void hessianProduct(const Vector& weights, const Vector& direction, Vector& product) const override {
    objective_.hessianProduct(weights, direction, product);
    product = -product;
  }

 private:
  const Objective& objective_;
};

void addCondition(CurvatureFacts& facts, Index weights) {
  const double rounding =
      static_cast<double>(weights) * std::numeric_limits<double>::epsilon() * std::abs(facts.largest);
  if (facts.smallest < -rounding)
    facts.whyNoCondition = "The loss bends down in some direction.";
  else if (facts.smallest <= rounding)
    facts.whyNoCondition = "The loss is flat in some direction.";
  else
    facts.condition = facts.largest / facts.smallest;
}

}  // namespace

CurvatureFacts factsOfHessian(const Matrix& hessian) {
  CurvatureFacts facts;
  if (!hessian.allFinite()) {
    facts.whyNoCondition = "The curvature is not finite here.";
    return facts;
  }
  const Vector all = Eigen::SelfAdjointEigenSolver<Matrix>(hessian, Eigen::EigenvaluesOnly).eigenvalues();
  facts.spectrum = all.reverse();
  facts.largest = facts.spectrum[0];
  facts.smallest = all[0];
  facts.trace = hessian.trace();
  addCondition(facts, all.size());
  return facts;
}

TraceEstimate estimatedTrace(const Objective& objective, const Vector& weights, Index probes,
                             const Progress& progress) {
  Random random(1, "Hutchinson");
  Vector samples(probes), signs(weights.size()), product;
  for (double& sample : samples) {
    progress.throwIfCancelled();
    for (double& sign : signs) sign = random.below(2) ? 1 : -1;
    objective.hessianProduct(weights, signs, product);
    sample = signs.dot(product);
  }
  const double mean = samples.mean(), count = static_cast<double>(probes);
  return {mean, std::sqrt((samples.array() - mean).square().sum() / (count - 1) / count)};
}

CurvatureFacts curvatureFacts(const Objective& objective, const Vector& weights, const Progress& progress) {
  progress.throwIfCancelled();
  if (weights.size() <= fewWeights) return factsOfHessian(denseHessian(objective, weights));
  CurvatureFacts facts;
  facts.largest = largestCurvature(objective, weights, progress);
  if (std::isnan(facts.largest)) {
    facts.whyNoCondition = "The curvature is not known here.";
    return facts;
  }
  facts.smallest = -largestCurvature(Negated(objective), weights, progress);
  const TraceEstimate estimate = estimatedTrace(objective, weights, probesOfTrace, progress);
  facts.trace = estimate.trace;
  facts.traceError = estimate.error;
  facts.whyNoCondition = "There are too many weights to know all curvatures.";
  if (facts.smallest < 0) facts.whyNoCondition = "The loss bends down in some direction.";
  return facts;
}

}  // namespace lossarium
