// L-BFGS: d = −H·g, where H approximates the inverse Hessian from the last `history` changes of weights s and
// gradient y (two-loop recursion, H₀ = (s·y)/(y·y)); then w ← w + t·d with t by a strong-Wolfe line search.
// Pairs with s·y ≤ 10⁻¹⁰·‖s‖·‖y‖ are left out, so that H stays positive. One step is one iteration; both
// gradients of a pair are of the same batch. Like PyTorch's LBFGS with line_search_fn="strong_wolfe",
// max_iter=1. Source: Nocedal 1980; Nocedal & Wright 2006, algorithm 7.4.
#pragma once

#include "core/optimizers/line_search_method.h"

namespace lossarium {

class Lbfgs final : public LineSearchMethod {
 public:
  static const OptimizerSpec optimizerSpec;

  explicit Lbfgs(const Choice& choice);
  static std::unique_ptr<const Optimizer> make(const Choice& choice);

  const OptimizerSpec& spec() const override { return optimizerSpec; }

 protected:
  double choose(const Objective& objective, const Vector& weights, OptimizerState& state,
                Vector& direction) const override;
  void learn(OptimizerState& state, const Vector& step, const Vector& gradientChange) const override;
  void forget(OptimizerState& state) const override { state.past.clear(); }

 private:
  std::size_t history_;
};

}  // namespace lossarium
