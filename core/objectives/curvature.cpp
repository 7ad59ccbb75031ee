#include "core/objectives/curvature.h"

#include "core/base/random.h"

#include <Eigen/Eigenvalues>

#include <Spectra/SymEigsSolver.h>
#include <algorithm>
#include <limits>

namespace lossarium {
namespace {

constexpr Index fewWeights = 64;
constexpr Index leastKept = 20;  // Lanczos vectors
constexpr Index mostRestarts = 300;
constexpr double tolerance = 1e-8;

// As Spectra wants an operator.
class HessianProduct {
 public:
  using Scalar = double;

  HessianProduct(const Objective& objective, const Vector& weights, const Progress& progress)
      : objective_(objective), weights_(weights), progress_(progress) {}

  Index rows() const { return weights_.size(); }
  Index cols() const { return weights_.size(); }
  void perform_op(const double* direction, double* product) const {
    progress_.throwIfCancelled();
    Vector result;
    objective_.hessianProduct(weights_, Eigen::Map<const Vector>(direction, rows()), result);
    isFinite_ = isFinite_ && result.allFinite();
    Eigen::Map<Vector>(product, rows()) = isFinite_ ? result : Vector(Vector::Zero(rows()));
  }
  bool isFinite() const { return isFinite_; }

 private:
  const Objective& objective_;
  const Vector& weights_;
  const Progress& progress_;
  mutable bool isFinite_ = true;
};

Curvatures turned(Curvatures curvatures) {
  for (auto direction : curvatures.directions.colwise()) {
    Index largest = 0;
    direction.cwiseAbs().maxCoeff(&largest);
    if (direction[largest] < 0) direction = -direction;
  }
  return curvatures;
}

Curvatures byDenseHessian(const Objective& objective, const Vector& weights, Index count) {
  const Matrix hessian = denseHessian(objective, weights);
  if (!hessian.allFinite()) return {};
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(hessian);
  return turned({solver.eigenvalues().tail(count).reverse(),
                 solver.eigenvectors().rightCols(count).rowwise().reverse()});
}

Vector firstDirection(Index size) {
  Random random(1, "Lanczos");
  return Vector::NullaryExpr(size, [&random] { return random.normal(); });
}

Curvatures byLanczos(const Objective& objective, const Vector& weights, Index count,
                     const Progress& progress) {
  HessianProduct product(objective, weights, progress);
  const Vector first = firstDirection(weights.size());
  Vector image(weights.size());
  product.perform_op(first.data(), image.data());
  if (!product.isFinite()) return {};
  if (image.norm() == 0)  // the solver takes no operator that is 0
    return {Vector::Zero(count), Matrix::Identity(weights.size(), count)};
  Spectra::SymEigsSolver<HessianProduct> solver(product, count,
                                                std::min(weights.size(), std::max(leastKept, 4 * count)));
  solver.init(first.data());
  solver.compute(Spectra::SortRule::LargestAlge, mostRestarts, tolerance, Spectra::SortRule::LargestAlge);
  if (!product.isFinite()) return {};
  return turned({solver.eigenvalues(), solver.eigenvectors()});
}

}  // namespace

Curvatures largestCurvatures(const Objective& objective, const Vector& weights, Index count,
                             const Progress& progress) {
  progress.throwIfCancelled();
  return weights.size() <= fewWeights ? byDenseHessian(objective, weights, count)
                                      : byLanczos(objective, weights, count, progress);
}

double largestCurvature(const Objective& objective, const Vector& weights, const Progress& progress) {
  const Curvatures found = largestCurvatures(objective, weights, 1, progress);
  return found.values.size() ? found.values[0] : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace lossarium
