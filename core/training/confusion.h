// How often which class was taken for which, and what is counted from that: accuracy, precision, recall, F1.
// Definitions: Sokolova & Lapalme 2009, Information Processing & Management 45, 427–437.
#pragma once

#include "core/base/matrix.h"

#include <vector>

namespace lossarium {

/// counts(i, j): rows of class i that were predicted as class j; for binary class 1 is the positive one. What
/// would be 0/0 is NaN.
struct Confusion {
  Matrix counts;

  static Confusion of(const std::vector<Index>& predicted, const Matrix& target, Index classes);

  Index classes() const { return counts.rows(); }
  double rows(Index of) const { return counts.row(of).sum(); }
  double accuracy() const;
  /// Of the rows predicted as that class, the share that are; NaN if none was predicted.
  double precision(Index of) const;
  /// Of the rows of that class, the share that were found; NaN if there are none.
  double recall(Index of) const;
  /// 2·TP / (2·TP + FP + FN): the harmonic mean of both; NaN if the class neither occurs nor is predicted.
  double f1(Index of) const;

  /// The mean over the classes for which it is known; NaN if it is for none.
  double macro(double (Confusion::*score)(Index) const) const;
  /// The mean recall of the classes that occur.
  double balancedAccuracy() const { return macro(&Confusion::recall); }
};

}  // namespace lossarium
