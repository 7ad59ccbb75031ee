// What Adam and its kin share: m ← β₁·m + (1−β₁)·g and s ← β₂·s + (1−β₂)·g², both from 0, so that they are
// too small at first by the factors 1 − β₁ᵗ and 1 − β₂ᵗ. The powers are running products, kept in the state.
#pragma once

#include "core/optimizers/common_parameters.h"
#include "core/optimizers/first_order.h"

#include <cmath>

namespace lossarium {

struct AdaptiveMoments {
  struct Shared {
    double rate;
    double correction1;  ///< 1 − β₁ᵗ
    double correction2;  ///< 1 − β₂ᵗ
  };
  static constexpr std::array<std::string_view, 2> names{"first moment", "second moment"};
  static constexpr std::array<double, 2> startNumbers{1, 1};  // β₁ᵗ, β₂ᵗ

  double beta1, beta2, epsilon;

  explicit AdaptiveMoments(const Choice& choice)
      : beta1(choice.real("beta1")), beta2(choice.real("beta2")), epsilon(choice.real("epsilon")) {}

  void advance(std::vector<double>& numbers) const {
    numbers[0] *= beta1;
    numbers[1] *= beta2;
  }

  Shared shared(double rate, std::int64_t, const std::vector<double>& numbers) const {
    return {rate, 1 - numbers[0], 1 - numbers[1]};
  }

  template <std::size_t count, class Tell>
  void accumulate(double gradient, std::array<double, count>& memory, const Tell& tell) const {
    memory[0] = beta1 * memory[0] + (1 - beta1) * gradient;
    memory[1] = beta2 * memory[1] + (1 - beta2) * gradient * gradient;
    tell("m", memory[0]);
    tell("s", memory[1]);
  }

  /// −η·m̂/(√ŝ + ε) with the second moment as given.
  template <class Tell>
  double adamChange(const Shared& shared, double first, double second, const Tell& tell) const {
    const double mHat = first / shared.correction1, sHat = second / shared.correction2;
    tell("m̂", mHat);
    tell("ŝ", sHat);
    return -shared.rate * mHat / (std::sqrt(sHat) + epsilon);
  }

  double effectiveRate(const Shared& shared, double second) const {
    return shared.rate / (std::sqrt(second / shared.correction2) + epsilon);
  }
};

}  // namespace lossarium
