#include "core/optimizers/newton.h"

#include "core/base/number_text.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>

namespace lossarium {
namespace {

constexpr double worstCondition = 1e-13;  // reciprocal: beyond, a solution is rounding noise
constexpr double leastShift = 1e-8;       // of the Hessian's largest entry

constexpr ParameterSpec parameters[] = {
    {.id = "damping",
     .label = "Damping",
     .maximum = 1e6,
     .scale = ParameterScale::logarithmic,
     .hint = "Added to the curvature in every direction: above 0, steps are shorter and turn towards the "
             "gradient. What a saddle needs is added by itself."}};

}  // namespace

constexpr OptimizerSpec Newton::optimizerSpec{
    .id = "newton",
    .title = "Newton",
    .parameters = parameters,
    .formula = "w ← w + t·d, d = −(H + λ·I)⁻¹·g",
    .caption =
        "Jumps to the minimum of the paraboloid that fits here: exact in one step for squared errors of "
        "a linear model.",
    .pytorch = "",
    .source = "Newton 1669; Levenberg 1944"};

Newton::Newton(const Choice& choice) : damping_(choice.real("damping")) {}

std::unique_ptr<const Optimizer> Newton::make(const Choice& choice) {
  return std::make_unique<Newton>(choice);
}

std::string Newton::whyNot(Index dimension) const {
  if (dimension <= mostWeights) return {};
  return "solves with a matrix of all weights by all weights; this model has " + grouped(dimension) +
         " and " + grouped(mostWeights) + " are the most; choose lbfgs or a smaller model";
}

double Newton::choose(const Objective& objective, const Vector& weights, OptimizerState& state,
                      Vector& direction) const {
  const Matrix hessian = denseHessian(objective, weights);
  if (!hessian.allFinite()) return 1;
  const double largest = hessian.cwiseAbs().maxCoeff();
  const Matrix identity = Matrix::Identity(hessian.rows(), hessian.cols());
  double shift = damping_;
  Eigen::LLT<Matrix> factors(hessian + shift * identity);
  const auto unsafe = [&factors] {
    return factors.info() != Eigen::Success || factors.rcond() < worstCondition;
  };
  while (unsafe() && std::isfinite(shift)) {
    shift = std::max(10 * shift, largest > 0 ? leastShift * largest : 1);
    factors.compute(hessian + shift * identity);
  }
  direction = -factors.solve(state.gradient);
  return 1;
}

}  // namespace lossarium
