// AMSGrad: Adam with the largest second moment so far in the place of the present one: M ← max(M, s),
// w ← w − η·m̂/(√M̂ + ε), M̂ = M/(1−β₂ᵗ). Same as PyTorch's Adam with amsgrad=True. Source: Reddi, Kale & Kumar
// 2018 (who leave the corrections out).
#pragma once

#include "core/optimizers/adaptive_moments.h"

#include <algorithm>

namespace lossarium {

struct AmsGrad : AdaptiveMoments {
  static constexpr auto parameters =
      withRate(learningRateParameter(0.001), beta1Parameter(), beta2Parameter(), epsilonParameter());
  static constexpr OptimizerSpec spec{
      .id = "amsgrad",
      .title = "AMSGrad",
      .parameters = parameters,
      .formula = "M ← max(M, s), w ← w − η·m̂/(√M̂ + ε)",
      .caption = "Adam that never forgets a large gradient, so its steps cannot grow again.",
      .pytorch = "optim.Adam(amsgrad=True)",
      .source = "Reddi, Kale & Kumar 2018",
      .rateInWeights = true};
  static constexpr std::array<std::string_view, 3> names{"first moment", "second moment",
                                                         "largest second moment"};

  using AdaptiveMoments::AdaptiveMoments;

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 3>& memory,
                const Tell& tell) const {
    accumulate(gradient, memory, tell);
    memory[2] = std::max(memory[2], memory[1]);
    tell("M", memory[2]);
    return adamChange(shared, memory[0], memory[2], tell);
  }

  double effectiveRate(const Shared& shared, const std::array<double, 3>& memory) const {
    return AdaptiveMoments::effectiveRate(shared, memory[2]);
  }
};

}  // namespace lossarium
