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
      .formula =
          "m ← β₁·m + (1−β₁)·g, s ← β₂·s + (1−β₂)·g², M ← max(M, s), m̂ = m/(1−β₁ᵗ), M̂ = M/(1−β₂ᵗ), w ← w − "
          "η·m̂/(√M̂ + ε)",
      .caption = "Adam that never forgets a large gradient, so its steps cannot grow again.",
      .pytorch = "optim.Adam(amsgrad=True)",
      .source = "Reddi, Kale & Kumar 2018",
      .rateInWeights = true};
  static constexpr std::array<std::string_view, 3> names{"first moment", "second moment",
                                                         "largest second moment"};
  static constexpr std::array readings{
      firstMoment, secondMoment,
      ReadingSpec{"largest second moment M", "The largest second moment so far: M ← max(M, s)"},
      correctedFirst,
      ReadingSpec{"corrected largest second moment M̂",
                  "M̂ = M/(1−β₂ᵗ): as long as s is too small, M is, too"}};

  using AdaptiveMoments::AdaptiveMoments;

  template <class Tell>
  double change(const Shared& shared, double gradient, double, std::array<double, 3>& memory,
                const Tell& tell) const {
    accumulate(gradient, memory, tell);
    tell("M before", memory[2]);
    memory[2] = tell("M", std::max(memory[2], memory[1]));
    return adamChange(shared, memory[0], memory[2], tell, "M̂");
  }

  std::array<double, 2> derived(const Shared& shared, const std::array<double, 3>& memory) const {
    return {memory[0] / shared.correction1, memory[2] / shared.correction2};
  }

  double effectiveRate(const Shared& shared, const std::array<double, 3>& memory) const {
    return AdaptiveMoments::effectiveRate(shared, memory[2]);
  }
};

}  // namespace lossarium
