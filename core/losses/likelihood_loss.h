// A loss that depends on the probability p of the target's class alone, as a function of ℓ = ln p. With δ the
// target's unit vector: slope f'(ℓ)(δ − p), curvature f''(ℓ)(δ − p)(δ − p)ᵀ − f'(ℓ)(diag p − ppᵀ).
#pragma once

#include "core/losses/softmax.h"

namespace lossarium {

/// `Formula` has `spec`, `explicit Formula(const Choice&)`, `traits()`, `value`, `first` and `second` (f, f'
/// and f'' from −ln p, p and 1 − p), and `smoothing`: the share of the label that all classes get alike.
template <class Formula>
class LikelihoodLoss final : public Loss {
 public:
  explicit LikelihoodLoss(const Formula& formula) : formula_(formula) {}

  const LossSpec& spec() const override { return Formula::spec; }
  LossTraits traits() const override { return formula_.traits(); }

  void evaluate(const LossBlock& whole) const override {
    inSmallBlocks(whole, [this](const LossBlock& block) {
      const Softmax softmax(block);
      if (block.value) fillValue(block, softmax);
      if (block.curvature) fillCurvature(block, softmax);
      if (block.slope) fillSlope(block, softmax);
    });
  }

  static std::unique_ptr<const Loss> make(const Choice& choice) {
    return std::make_unique<LikelihoodLoss>(Formula(choice));
  }

 private:
  [[gnu::flatten]] void fillValue(const LossBlock& block, const Softmax& s) const {
    const Formula f = formula_;
    for (Index i = 0; i < s.rows(); ++i)
      block.value[i] = f.value(s.surprise(i), s.targetProbability(i), s.missing(i));
    if (f.smoothing > 0) addSmoothing(block, s);
  }

  // Smoothing adds ε(z_t − mean z), which is linear in the logits: as a sum of differences, so that large
  // ones lose no digits.
  void addSmoothing(const LossBlock& block, const Softmax& s) const {
    const double share = formula_.smoothing / static_cast<double>(s.classes());
    for (Index i = 0; i < s.rows(); ++i) {
      const double own = s.targetLogit(i);
      double lead = 0;
      for (Index k = 0; k < s.classes(); ++k) lead += own > -infinity ? own - s.logit(k, i) : 0.0;
      const double sum = block.value[i] + share * lead;
      block.value[i] = block.value[i] < infinity && lead < infinity ? sum : infinity;
    }
  }

  [[gnu::flatten]] void fillSlope(const LossBlock& block, const Softmax& s) const {
    const Formula f = formula_;
    double first[Softmax::mostRows];
    for (Index i = 0; i < s.rows(); ++i)
      first[i] = f.first(s.surprise(i), s.targetProbability(i), s.missing(i));
    const double share = f.smoothing / static_cast<double>(s.classes());
    for (Index k = 0; k < s.classes(); ++k) {
      double* __restrict slope = block.slope + k * block.stride;
      for (Index i = 0; i < s.rows(); ++i) {
        const double other = -s.keptProbability(k, i);
        slope[i] =
            s.isTarget(k, i) ? first[i] * s.missing(i) + (f.smoothing - share) : first[i] * other - share;
      }
    }
  }

  void fillCurvature(const LossBlock& block, const Softmax& s) const {
    for (Index i = 0; i < s.rows(); ++i) {
      const double surprise = s.surprise(i), p = s.targetProbability(i), missing = s.missing(i);
      double mean = 0, along = 0;  // p·d, and (δ − p)·d
      for (Index k = 0; k < s.classes(); ++k) {
        const double d = block.direction[k * block.stride + i];
        mean += s.probability(k, i) * d;
        along += s.isTarget(k, i) ? missing * d : -s.probability(k, i) * d;
      }
      const double second = formula_.second(surprise, p, missing) * along;
      const double first = formula_.first(surprise, p, missing);
      for (Index k = 0; k < s.classes(); ++k) {
        const double q = s.probability(k, i), d = block.direction[k * block.stride + i];
        block.curvature[k * block.stride + i] =
            second * (s.isTarget(k, i) ? missing : -q) - first * q * (d - mean);
      }
    }
  }

  Formula formula_;
};

}  // namespace lossarium
