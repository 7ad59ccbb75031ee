// What a regression predicts over two inputs.
#pragma once

#include "core/experiment/problem.h"
#include "core/landscape/contours.h"

#include <memory>
#include <vector>

namespace lossarium {

/// Everything in the data's own units. Immutable, so that threads can share it.
struct FitField {
  struct Line {
    double value = 0;
    std::vector<ContourPiece> pieces;
  };

  Vector x;       ///< places along the first input, ascending and evenly apart
  Vector y;       ///< along the second
  Matrix values;  ///< the prediction in the target's unit: a row for each y, a column for each x
  /// Of the training and validation targets: so the scale holds still while the fit moves.
  double low = 0, high = 1;
  std::vector<Line> lines;  ///< of equal prediction, at round values between low and high
};

/// The places, made once for a problem; evaluated anew for each set of weights.
class FitMap {
 public:
  /// Whether there is such a picture: a regression with exactly two inputs.
  static bool applies(const Problem& problem);

  /// Requires that it applies.
  explicit FitMap(std::shared_ptr<const Problem> problem);

  /// Null where a prediction is not finite.
  std::shared_ptr<const FitField> at(const Vector& weights) const;

 private:
  std::shared_ptr<const Problem> problem_;
  FitField empty_;  ///< all but values and lines
  Matrix features_;
  std::vector<double> levels_;
};

}  // namespace lossarium
