// A loss of the residual alone: its formula is three functions of r, its kernel is one pass that the compiler
// turns into vector instructions (which is why formulas select with ?: and never branch or return early).
#pragma once

#include "core/losses/loss.h"

namespace lossarium {

/// `Formula` has `static constexpr LossSpec spec`, `explicit Formula(const Choice&)`, `value(r)`, `slope(r)`,
/// `curvature(r)` and `kinks()`.
template <class Formula>
class ResidualLoss final : public Loss {
 public:
  explicit ResidualLoss(const Formula& formula) : formula_(formula) {}

  const LossSpec& spec() const override { return Formula::spec; }
  std::vector<double> kinks() const override { return formula_.kinks(); }

  void evaluate(const LossBlock& block) const override {
    if (block.value && block.slope)
      fillValueAndSlope(block.rows, block.prediction, block.target, block.value, block.slope);
    else if (block.value)
      fill(block, block.value, [f = formula_](double r) { return f.value(r); });
    else if (block.slope)
      fill(block, block.slope, [f = formula_](double r) { return f.slope(r); });
    if (block.curvature) fillCurvature(block);
  }

  static std::unique_ptr<const Loss> make(const Choice& choice) {
    return std::make_unique<ResidualLoss>(Formula(choice));
  }

 private:
  void fillValueAndSlope(Index rows, const double* __restrict prediction, const double* __restrict target,
                         double* __restrict value, double* __restrict slope) const {
    const Formula f = formula_;
    for (Index i = 0; i < rows; ++i) {
      const double r = prediction[i] - target[i];
      value[i] = f.value(r);
      slope[i] = f.slope(r);
    }
  }

  template <class Function>
  static void fill(const LossBlock& block, double* __restrict out, Function function) {
    const double* __restrict prediction = block.prediction;
    const double* __restrict target = block.target;
    for (Index i = 0; i < block.rows; ++i) out[i] = function(prediction[i] - target[i]);
  }

  void fillCurvature(const LossBlock& block) const {
    const Formula f = formula_;
    for (Index i = 0; i < block.rows; ++i)
      block.curvature[i] = f.curvature(block.prediction[i] - block.target[i]) * block.direction[i];
  }

  Formula formula_;
};

}  // namespace lossarium
