// The softmax of a few rows of logits, column by column so that rows become vector instructions; exact for
// any logits, also equal large ones and −∞ (a class that cannot be). Where every logit is −∞ the first class
// is taken for certain.
#pragma once

#include "core/base/vector_math.h"
#include "core/losses/rows_of.h"

namespace lossarium {

class Softmax {
 public:
  static constexpr Index mostRows = 128;  // their logits and results stay in the first-level cache

  /// `block` has at most `mostRows` rows. If slopes are asked for, their place is used meanwhile.
  [[gnu::flatten]] explicit Softmax(const LossBlock& block)
      : block_(block), rows_(block.rows), classes_(block.outputs) {
    findLargest();
    block.slope ? sumTheRest<true>() : sumTheRest<false>();
    compareWithTarget();
  }

  Index rows() const { return rows_; }
  Index classes() const { return classes_; }
  bool isTarget(Index k, Index i) const { return target(i) == static_cast<double>(k); }
  double logit(Index k, Index i) const { return block_.prediction[k * block_.stride + i]; }
  double target(Index i) const { return block_.target[i]; }
  double targetLogit(Index i) const { return targetLogit_[i]; }
  /// −ln p of the target's class.
  double surprise(Index i) const { return surprise_[i]; }
  /// 1 − p of the target's class, without loss of digits.
  double missing(Index i) const { return missing_[i]; }
  double targetProbability(Index i) const { return targetWeight_[i] * inverse_[i]; }
  double probability(Index k, Index i) const { return weight(k, i) * inverse_[i]; }
  /// 1 − p of any class, without loss of digits.
  double complement(Index k, Index i) const {
    const double others = isLargest(k, i) ? rest_[i] : 1 + (rest_[i] - weight(k, i));
    return others * inverse_[i];
  }
  /// The same, from what the block's slopes hold until they are filled.
  double keptComplement(Index k, Index i) const {
    const double others = isLargest(k, i) ? rest_[i] : 1 + (rest_[i] - block_.slope[k * block_.stride + i]);
    return others * inverse_[i];
  }
  bool isLargest(Index k, Index i) const { return which_[i] == static_cast<double>(k); }
  /// The same, from what the block's slopes hold until they are filled: e^(logit − largest).
  double keptProbability(Index k, Index i) const { return block_.slope[k * block_.stride + i] * inverse_[i]; }

 private:
  /// e^(logit − largest).
  double weight(Index k, Index i) const {
    const double e = fastExp(logit(k, i) - largest_[i]);
    return which_[i] == static_cast<double>(k) ? 1.0 : e;
  }

  void findLargest() {
    for (Index i = 0; i < rows_; ++i) {
      largest_[i] = std::max(logit(0, i), std::numeric_limits<double>::lowest());
      which_[i] = 0;
    }
    for (Index k = 1; k < classes_; ++k)
      for (Index i = 0; i < rows_; ++i) {
        const double z = logit(k, i);
        const bool larger = z > largest_[i];
        largest_[i] = larger ? z : largest_[i];
        which_[i] = larger ? static_cast<double>(k) : which_[i];
      }
  }

  // Without the largest, whose weight is 1: their sum can be far smaller than that.
  template <bool keep>
  void sumTheRest() {
    for (Index i = 0; i < rows_; ++i) rest_[i] = targetLogit_[i] = targetWeight_[i] = 0;
    for (Index k = 0; k < classes_; ++k)
      for (Index i = 0; i < rows_; ++i) {
        const double e = weight(k, i);
        if constexpr (keep) block_.slope[k * block_.stride + i] = e;
        rest_[i] += which_[i] == static_cast<double>(k) ? 0.0 : e;
        targetWeight_[i] = isTarget(k, i) ? e : targetWeight_[i];
        targetLogit_[i] = isTarget(k, i) ? logit(k, i) : targetLogit_[i];
      }
  }

  void compareWithTarget() {
    for (Index i = 0; i < rows_; ++i) {
      const double rest = rest_[i];
      const double others = which_[i] == target(i) ? rest : 1 + (rest - targetWeight_[i]);
      inverse_[i] = 1 / (1 + rest);
      missing_[i] = others * inverse_[i];
      const double behind = which_[i] == target(i) ? 0.0 : largest_[i] - targetLogit_[i];
      surprise_[i] = behind + fastLog1p(rest);
    }
  }

  LossBlock block_;
  Index rows_, classes_;
  double largest_[mostRows], which_[mostRows], rest_[mostRows], targetLogit_[mostRows],
      targetWeight_[mostRows], missing_[mostRows], surprise_[mostRows], inverse_[mostRows];
};

/// Calls body(block) for pieces of at most Softmax::mostRows rows.
template <class Body>
void inSmallBlocks(const LossBlock& block, const Body& body) {
  for (Index first = 0; first < block.rows; first += Softmax::mostRows)
    body(rowsOf(block, first, std::min(Softmax::mostRows, block.rows - first)));
}

}  // namespace lossarium
