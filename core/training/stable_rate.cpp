#include "core/training/stable_rate.h"

#include "core/base/number_text.h"

#include <Eigen/Eigenvalues>

namespace lossarium {
namespace {

constexpr Index largestDenseHessian = 64;

std::string shortNumber(double number) { return readableNumber(number, 3); }

}  // namespace

std::string aboveStableRate(const Objective& objective, const Vector& start, const Optimizer& optimizer,
                            double rate) {
  if (objective.dimension() > largestDenseHessian) return {};
  const Matrix hessian = denseHessian(objective, start);
  if (!hessian.allFinite()) return {};
  const double curvature =
      Eigen::SelfAdjointEigenSolver<Matrix>(hessian, Eigen::EigenvaluesOnly).eigenvalues().maxCoeff();
  const double stable = optimizer.stableRate(curvature);
  if (!(curvature > 0 && rate > stable)) return {};
  return " The learning rate " + shortNumber(rate) + " is above " + shortNumber(stable) +
         ", the largest stable one at the start: " + std::string(optimizer.stableRateRule()) +
         ", and the curvature there is " + shortNumber(curvature) + ".";
}

}  // namespace lossarium
