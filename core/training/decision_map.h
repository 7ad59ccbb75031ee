// What a classifier says over its first one or two inputs, the others at the mean of their training rows.
#pragma once

#include "core/experiment/problem.h"
#include "core/landscape/contours.h"

#include <memory>
#include <vector>

namespace lossarium {

/// Everything in the data's own units. Immutable, so that threads can share it.
struct DecisionField {
  Vector x;  ///< places along the first input, ascending and evenly apart
  Vector y;  ///< along the second; one place if the model has one input
  /// For each place the most probable class and its share; the place (x[i], y[j]) has the index j·x.size() +
  /// i.
  std::vector<Index> best;
  Vector share;
  /// One input only: the share of each class along x, places × classes.
  Matrix shares;
  /// Two inputs only: where the most probable class changes.
  std::vector<ContourPiece> borders;
};

/// The places, made once for a problem; evaluated anew for each set of weights.
class DecisionMap {
 public:
  /// The problem's task is a classification. The picture spans the training and validation rows and a little
  /// more.
  explicit DecisionMap(std::shared_ptr<const Problem> problem);

  /// Null where a score is not finite.
  std::shared_ptr<const DecisionField> at(const Vector& weights) const;

 private:
  std::shared_ptr<const Problem> problem_;
  Vector x_, y_;
  Matrix features_;  ///< of each place, as the model takes them
};

}  // namespace lossarium
