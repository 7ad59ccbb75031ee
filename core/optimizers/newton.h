// Newton's method: d = −(H + λ·I)⁻¹·g, then w ← w + t·d with t = 1 or what a strong-Wolfe line search finds.
// λ is the `damping`; where H + λ·I is not safely positive definite, λ grows tenfold from 10⁻⁸ of H's largest
// entry until it is, so that d always descends: at saddles, on plateaus, for redundant inputs. H is the dense
// Hessian, so this is for small models. Source: Levenberg 1944; Nocedal & Wright 2006, algorithm 3.3.
#pragma once

#include "core/optimizers/line_search_method.h"

namespace lossarium {

class Newton final : public LineSearchMethod {
 public:
  static const OptimizerSpec optimizerSpec;
  static constexpr Index mostWeights = 512;

  explicit Newton(const Choice& choice);
  static std::unique_ptr<const Optimizer> make(const Choice& choice);

  const OptimizerSpec& spec() const override { return optimizerSpec; }
  std::string whyNot(Index dimension) const override;

 protected:
  double choose(const Objective& objective, const Vector& weights, OptimizerState& state,
                Vector& direction) const override;

 private:
  double damping_;
};

}  // namespace lossarium
