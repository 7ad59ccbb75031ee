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
  static constexpr ReadingSpec firstMoment{"first moment m",
                                           "Running mean of the gradient: m ← β₁·m + (1−β₁)·g"};
  static constexpr ReadingSpec secondMoment{"second moment s",
                                            "Running mean of the squared gradient: s ← β₂·s + (1−β₂)·g²"};
  static constexpr ReadingSpec correctedFirst{
      "corrected first moment m̂",
      "m̂ = m/(1−β₁ᵗ): m begins at 0 and is too small at first; this makes up for it"};
  static constexpr ReadingSpec correctedSecond{
      "corrected second moment ŝ",
      "ŝ = s/(1−β₂ᵗ): s begins at 0 and is too small at first; this makes up for it"};
  static constexpr std::array readings{firstMoment, secondMoment, correctedFirst, correctedSecond};
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
    accumulateFirst(gradient, memory[0], tell);
    tell("β₂", beta2);
    tell("s before", memory[1]);
    memory[1] = tell("s", beta2 * memory[1] + (1 - beta2) * gradient * gradient);
  }

  template <class Tell>
  void accumulateFirst(double gradient, double& moment, const Tell& tell) const {
    tell("β₁", beta1);
    tell("m before", moment);
    moment = tell("m", beta1 * moment + (1 - beta1) * gradient);
  }

  template <class Tell>
  double corrected(const Shared& shared, double first, const Tell& tell) const {
    return tell("m̂", first / tell("1−β₁ᵗ", shared.correction1));
  }

  /// −η·m̂/(√ŝ + ε) with the second moment as given; `symbol` is ŝ or what is in its place.
  template <class Tell>
  double adamChange(const Shared& shared, double first, double second, const Tell& tell,
                    std::string_view symbol = "ŝ") const {
    const double mHat = corrected(shared, first, tell);
    const double sHat = tell(symbol, second / tell("1−β₂ᵗ", shared.correction2));
    tell("ε", epsilon);
    return -shared.rate * mHat / (std::sqrt(sHat) + epsilon);
  }

  template <std::size_t count>
  std::array<double, 2> derived(const Shared& shared, const std::array<double, count>& memory) const {
    return {memory[0] / shared.correction1, memory[1] / shared.correction2};
  }

  double effectiveRate(const Shared& shared, double second) const {
    return shared.rate / (std::sqrt(second / shared.correction2) + epsilon);
  }
};

}  // namespace lossarium
